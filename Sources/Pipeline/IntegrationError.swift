import Workbench

/// Everything that can go wrong with a vendor, and what follows: one closed list, turned into a verdict in one switch.
public struct IntegrationError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The credentials were refused.
        case auth
        /// A permission is missing; which one, as the vendor calls it.
        case scope(String)
        case rateLimited(until: Timestamp?)
        /// The vendor says that what we sent is wrong.
        case client
        case server
        case timeout
        case network
        /// An answer that could not be understood.
        case decoding
        /// The vendor understood and said no; its words are in `detail`.
        case refused
    }

    public var reason: Reason
    /// In words, without secrets.
    public var detail: String

    public init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    public enum Verdict: Hashable, Sendable {
        /// Soon again, with back-off.
        case retry
        /// Not before then.
        case later(Timestamp?)
        /// Trying again cannot help until somebody changes something.
        case giveUp
    }

    public var verdict: Verdict {
        switch reason {
        case .auth, .server, .timeout, .network, .decoding: .retry
        case .rateLimited(let until): .later(until)
        case .scope, .client, .refused: .giveUp
        }
    }

    /// The health problem that this failure shows.
    public var problem: HealthProblem {
        switch reason {
        case .auth: HealthProblem(kind: .tokenRefused, words: detail)
        case .scope: HealthProblem(kind: .scopeMissing, words: detail)
        case .timeout, .network, .server: HealthProblem(kind: .unreachable, words: detail)
        case .rateLimited, .client, .decoding, .refused: HealthProblem(kind: .vendorError, words: detail)
        }
    }

    /// A short word for metrics and logs.
    public var label: String {
        switch reason {
        case .auth: "auth"
        case .scope: "scope"
        case .rateLimited: "rate_limited"
        case .client: "client"
        case .server: "server"
        case .timeout: "timeout"
        case .network: "network"
        case .decoding: "decoding"
        case .refused: "refused"
        }
    }
}
