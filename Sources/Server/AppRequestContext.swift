import Hummingbird
import NIOCore
import Workbench

/// What is known of a request beside its bytes.
public struct AppRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Set by authentication; nil for somebody unknown.
    public var principal: Principal?
    /// The session's token when a browser's cookie authenticated; its digest keys the CSRF token.
    public var sessionToken: String?
    /// Where the connection comes from.
    public let remoteAddress: SocketAddress?

    public init(source: Source) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }

    /// Bounds what decoding a body may read, in bytes.
    public var maxUploadSize: Int { 1 << 20 }

    /// The connection's IP address, without its port; "unknown" when it has none.
    public var address: String { remoteAddress?.ipAddress ?? "unknown" }

    /// - Throws: `unauthenticated`.
    public func requirePrincipal() throws(WorkbenchError) -> Principal {
        guard let principal else { throw WorkbenchError(.unauthenticated, "Sign in, or send an API token.") }
        return principal
    }
}
