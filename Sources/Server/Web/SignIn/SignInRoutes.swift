import HTTPTypes
import Hummingbird
import Workbench

struct SignInRoutes: Sendable {
    let authentication: Authentication
    let settings: ServerSettings

    func add(to router: Router<AppRequestContext>) {
        router.get("/sign-in") { request, context in
            let next = SignInRoutes.next(QueryItems(request.uri.query ?? ""))
            guard context.sessionToken == nil else { return Response.seeOther(PageAddress(next)) }
            let page = SignInPage(SignInModel(next: next, csrf: ""), theme: request.theme)
            return Response(page: try page.html())
        }
        router.post("/sign-in") { request, context in try await signIn(request, context) }
        router.form("/sign-out", limit: settings.requestLimit) { page, _, _ in
            if let token = page.sessionToken { try await authentication.signOut(sessionToken: token) }
            var response = Response.seeOther(PageAddress("/sign-in"))
            response.setCookie(SessionCookie.expired(settings: settings))
            return response
        }
    }

    private func signIn(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let fields = QueryItems(String(buffer: try await request.body.collect(upTo: 64 * 1024)))
        let next = SignInRoutes.next(fields)
        do {
            let signIn = try await authentication.signIn(
                email: fields["email"] ?? "", password: fields.first("password") ?? "",
                code: fields["code"]?.replacing(" ", with: ""), address: context.address)
            var response = Response(status: .seeOther, headers: [.location: next])
            response.setCookie(SessionCookie.make(token: signIn.token, settings: settings))
            return response
        } catch let error as WorkbenchError where error.code != .internal {
            let model = SignInModel(
                email: (fields["email"] ?? "").shortened(to: 300), next: next, message: error.message, csrf: "")
            let page = SignInPage(model, theme: request.theme)
            return Response(page: try page.html(), status: ErrorStatus.status(of: error.code))
        }
    }

    /// Only to a path of this server, and not back to this form.
    static func next(_ fields: QueryItems) -> String {
        guard let next = PageAddress.ownPath(fields["next"]), !next.hasPrefix("/sign-") else { return "/alerts" }
        return next
    }
}
