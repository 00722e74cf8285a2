import Workbench

/// Indicators in vendor alerts. They are written with the vendor alert that holds them.
public protocol EvidenceStore {
    func list(_ query: ResourceQuery) throws -> Page<Evidence>
}

/// Answers to requests that carried an idempotency key, so that a repeated request is answered and not done again.
public protocol AnswerStore {
    func find(actor: ID<Actor>, key: String) throws -> KeptAnswer?
    /// To be called in the transaction that does what the request asks.
    ///
    /// - Throws: `conflict` when the actor used the key already.
    func insert(_ answer: KeptAnswer) throws
    func prune(before time: Timestamp) throws
}

/// What a request was answered with.
public struct KeptAnswer: Hashable, Sendable {
    public var actorID: ID<Actor>
    /// As the caller chose it.
    public var key: String
    /// Of the address and the body, so that another request under the same key is noticed.
    public var requestDigest: [UInt8]
    /// The answer's body, sealed: it may hold a token that is shown once.
    public var sealedBody: [UInt8]
    public var createdAt: Timestamp

    public init(
        actorID: ID<Actor>, key: String, requestDigest: [UInt8], sealedBody: [UInt8], createdAt: Timestamp
    ) {
        self.actorID = actorID
        self.key = key
        self.requestDigest = requestDigest
        self.sealedBody = sealedBody
        self.createdAt = createdAt
    }
}
