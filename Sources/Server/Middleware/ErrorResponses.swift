import HTTPTypes
import Hummingbird
import Logging
import Workbench

/// Answers for everything thrown further in: JSON:API documents to programs, a page to people.
struct ErrorResponses: RouterMiddleware {
    typealias Page = @Sendable (WorkbenchError, HTTPResponse.Status, String, Request, AppRequestContext) -> Response
    typealias Context = AppRequestContext

    let page: Page

    func handle(
        _ request: Request, context: AppRequestContext, next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let known = ErrorStatus.workbenchError(error)
            if known.code == .internal {
                context.logger.error("Request failed", metadata: ["cause": .string(String(reflecting: error))])
            }
            return response(for: known, request, context)
        }
    }

    private func response(for error: WorkbenchError, _ request: Request, _ context: AppRequestContext) -> Response {
        guard !ErrorResponses.isForPrograms(request.uri.path) else {
            return ErrorDocument.response(for: error, requestID: context.id)
        }
        if error.code == .unauthenticated, request.method == .get {
            return Response(status: .seeOther, headers: [.location: ErrorResponses.signIn(backTo: request.uri.string)])
        }
        var response = page(error, ErrorStatus.status(of: error.code), context.id, request, context)
        response.headers[.retryAfter] = ErrorStatus.headers(for: error.code)[.retryAfter]
        return response
    }

    /// Who asks here reads documents, not pages.
    static func isForPrograms(_ path: String) -> Bool {
        ["/api", "/auth", "/events", "/webhooks", "/healthz", "/readyz", "/metrics", "/openapi.json"].contains {
            path == $0 || path.hasPrefix($0 + "/")
        }
    }

    private static func signIn(backTo address: String) -> String {
        guard address != "/", !address.isEmpty, let next = address.percentEncodedForQuery else { return "/sign-in" }
        return "/sign-in?next=\(next)"
    }
}
