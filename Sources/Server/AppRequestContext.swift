import Hummingbird
import Workbench

/// What is known of a request beside its bytes.
public struct AppRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Set by authentication; nil for somebody unknown.
    public var principal: Principal?
    /// The session's token when a browser's cookie authenticated; its digest keys the CSRF token.
    public var sessionToken: String?

    public init(source: Source) {
        coreContext = .init(source: source)
    }

    /// - Throws: `unauthenticated`.
    public func requirePrincipal() throws(WorkbenchError) -> Principal {
        guard let principal else { throw WorkbenchError(.unauthenticated, "Sign in, or send an API token.") }
        return principal
    }
}
