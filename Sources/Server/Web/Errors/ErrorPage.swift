import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// What a person sees instead of a page that cannot be shown: what happened, why, what to do.
struct ErrorPage: Sendable {
    var shell: Shell
    var heading: String
    var message: String
    /// What helps now.
    var advice: String
    /// For the operator's log.
    var requestID: Copyable?
    var back: MenuLink

    init(
        _ error: WorkbenchError, requestID: String?, principal: Principal?, theme: Shell.Theme = .system,
        csrf: String = ""
    ) {
        heading = ErrorPage.heading(error.code)
        advice = ErrorPage.advice(error.code, principal)
        message =
            error.code == .internal
            ? "Something failed on our side. It is in the log with the request id below." : error.message
        self.requestID = requestID.map { Copyable($0, what: "request id", limit: 40) }
        back =
            principal == nil
            ? MenuLink("Sign in", PageAddress("/sign-in")) : MenuLink("Go to the alerts", PageAddress("/alerts"))
        shell = Shell(title: heading, theme: theme, csrf: csrf, person: principal.map(Shell.Person.init))
    }

    func html() throws -> String { try Templates.render(self, with: "Error") }

    private static func heading(_ code: WorkbenchError.Code) -> String {
        switch code {
        case .invalid: "This request cannot be understood"
        case .unauthenticated: "You are not signed in"
        case .forbidden: "Your role does not allow this"
        case .notFound: "There is nothing here"
        case .conflict: "Somebody was faster"
        case .gone: "This is gone"
        case .tooLarge: "That is too large"
        case .unsupportedMedia: "This kind of content is not accepted"
        case .rateLimited: "Too many requests"
        case .unavailable: "Not available at this moment"
        case .internal: "This page failed"
        }
    }

    private static func advice(_ code: WorkbenchError.Code, _ principal: Principal?) -> String {
        switch code {
        case .invalid: "Go back, look at what you entered, and send it again."
        case .unauthenticated: "Sign in; you come back to where you wanted to go."
        case .forbidden: forbidden(principal)
        case .notFound, .gone: "It may belong to another organization, or the address may be mistyped."
        case .conflict: "Load the page again to see how it stands now, then decide."
        case .tooLarge: "Send less at once."
        case .unsupportedMedia: "Use the page's own form."
        case .rateLimited, .unavailable: "Wait a minute, then try again."
        case .internal: "Try again. If it fails again, give the request id to whoever operates this server."
        }
    }

    private static func forbidden(_ principal: Principal?) -> String {
        guard let principal else { return "Sign in with an account that may." }
        let needed =
            principal.isReadOnly
            ? "an account that may write" : "the role organization administrator or provider administrator"
        return "You are signed in as \(principal.role.words.lowercased()). This needs \(needed)."
    }
}

extension ErrorPage {
    /// The whole answer, for the one place that turns errors into statuses.
    static func response(
        for error: WorkbenchError, status: HTTPResponse.Status, requestID: String, request: Request,
        context: AppRequestContext
    ) -> Response {
        let page = ErrorPage(
            error, requestID: error.code == .internal ? requestID : nil, principal: context.principal,
            theme: request.theme, csrf: context.sessionToken.map(CSRF.token(for:)) ?? "")
        // Plain words still reach the person when even this page cannot be drawn.
        let html = (try? page.html()) ?? "<!DOCTYPE html><title>Error</title><p>This page failed."
        return Response(page: html, status: status)
    }
}
