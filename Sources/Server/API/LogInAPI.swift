import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// Signing in for programs: `POST /auth/v0/login` as a form in two steps, `POST /api/v2/login` as JSON in one.
struct LogInAPI: Sendable {
    let authentication: Authentication
    let settings: ServerSettings

    func add(to router: Router<AppRequestContext>) {
        router.post("/auth/v0/login") { request, context in
            let form = QueryItems(String(buffer: try await request.body.collect(upTo: 64 * 1024)))
            guard let code = request.headers[.oneTimeCode], form.first("grant_type") ?? "password" == "password" else {
                // The first step is refused whatever was sent: it must not tell whether the password is right.
                throw Authentication.refused
            }
            return try await logIn(
                email: form.first("username") ?? "", password: form.first("password") ?? "", code: code, context)
        }
        router.post("/api/v2/login") { request, context in
            let body = try JSON(parsing: try await request.body.collect(upTo: 64 * 1024).readableBytesView)
            return try await logIn(
                email: body["username"]?.string ?? "", password: body["password"]?.string ?? "",
                code: body["otp"]?.stringOrNumber ?? request.headers[.oneTimeCode], context)
        }
    }

    private func logIn(email: String, password: String, code: String?, _ context: AppRequestContext) async throws
        -> Response
    {
        let signIn = try await authentication.signIn(
            email: email, password: password, code: code, address: context.address)
        return Response(json: [
            "access_token": .string(signIn.token),
            "created_at": JSON(signIn.session.createdAt),
            "expires_in": .integer(Int64(max(0, min(settings.sessionLifetime, 1e9)))),
            "token_type": "bearer",
            "user_id": .string(signIn.principal.actorID.rawValue),
            "username": .string(email.trimmed.lowercased()),
            "role": .string(signIn.principal.role.rawValue),
            "organization_id": .string(signIn.principal.organizationID.rawValue),
            "realm": "public",
        ])
    }
}
