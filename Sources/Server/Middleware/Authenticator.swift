import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// Finds out who asks: a bearer token (API key or session), or a browser's session cookie.
///
/// A wrong bearer token is refused at once; a stale cookie counts as nobody. What a cookie authenticates and what
/// changes something must carry the CSRF token, because a browser attaches cookies to other sites' requests too.
struct Authenticator: RouterMiddleware {
    typealias Context = AppRequestContext

    let authentication: Authentication
    let settings: ServerSettings

    func handle(
        _ request: Request, context: AppRequestContext, next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        try refuseOversized(request)
        var request = request
        var context = context
        if let authorization = request.headers[.authorization] {
            context.principal = try await bearer(authorization)
        } else {
            if !Authenticator.isSafe(request.method) { try refuseOtherSites(request) }
            if let token = SessionCookie.token(in: request),
                let principal = try await authentication.principal(sessionToken: token)
            {
                context.principal = principal
                context.sessionToken = token
                try await checkCSRF(&request, token: token)
            }
        }
        return try await next(request, context)
    }

    private func bearer(_ authorization: String) async throws -> Principal {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",  // safe: two parts, just counted
            let principal = try await authentication.principal(bearer: String(parts[1]).trimmed)  // safe: as above
        else { throw WorkbenchError(.unauthenticated, "This token is not known, has expired or was disabled.") }
        return principal
    }

    /// A body that announces itself as too large is not even begun.
    private func refuseOversized(_ request: Request) throws(WorkbenchError) {
        guard let length = request.headers[.contentLength] else { return }
        guard let bytes = Int(length), bytes <= settings.requestLimit else { throw ErrorStatus.tooLarge }
    }

    /// Browsers say where a request comes from; a form on another site cannot lie about that.
    private func refuseOtherSites(_ request: Request) throws(WorkbenchError) {
        if let site = request.headers[.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw Authenticator.otherSite }
        } else if let origin = request.headers[.origin], let host = request.head.authority {
            let ours = ["http://\(host)", "https://\(host)", settings.publicURL]
            guard ours.contains(origin) else { throw Authenticator.otherSite }
        }
    }

    private func checkCSRF(_ request: inout Request, token: String) async throws {
        // Signing in replaces the session, so there the check for other sites has to do.
        guard !Authenticator.isSafe(request.method), request.uri.path != "/sign-in" else { return }
        if let header = request.headers[.csrfToken] {
            guard CSRF.verify(header, for: token) else { throw Authenticator.stale }
            return
        }
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Authenticator.stale
        }
        let body = try await request.collectBody(upTo: settings.requestLimit)
        let form = QueryItems(String(buffer: body))
        guard CSRF.verify(form.first(CSRF.field), for: token) else { throw Authenticator.stale }
    }

    private static func isSafe(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options
    }

    private static let otherSite = WorkbenchError.forbidden("This request comes from another site.")
    private static let stale = WorkbenchError.forbidden(
        "This form is out of date. Load the page again and repeat what you did.")
}
