public enum OperationKind: String, Sendable, Hashable {
    case query
    case mutation
    case subscription
}

/// What a request is about, for logs, scopes and counters.
public struct OperationSummary: Sendable, Hashable {
    public let kind: OperationKind
    public let name: String?
    /// The names of the root fields in the order they are written, each once, fragments followed.
    public let rootFields: [String]
}
