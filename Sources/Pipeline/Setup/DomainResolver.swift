/// Asks the DNS.
public protocol DomainResolver: Sendable {
    /// The texts of a name's TXT records (RFC 1035 §3.3.14), the parts of each put together. Empty when there are none.
    func texts(of name: String) async throws(DomainLookupFailure) -> [String]
}

/// No answer, in words.
public struct DomainLookupFailure: Error, Hashable, Sendable {
    public var words: String

    public init(_ words: String) {
        self.words = words
    }
}
