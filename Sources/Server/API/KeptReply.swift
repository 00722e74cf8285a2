import Crypto
import HTTPTypes
import Hummingbird
import Pipeline
import Workbench

/// Answering a request that carries `Idempotency-Key` once: the answer is kept in the transaction that does what the
/// request asks, and the same request is answered with it again.
struct KeptReply: Sendable {
    private let services: ServerServices
    private let actorID: ID<Actor>
    /// Nil when the caller sent no key.
    private let key: String?
    private let digest: [UInt8]

    /// Days that an answer is kept.
    private static var lifetime: Double { 7 }
    private static var keyLimit: Int { 255 }

    /// - Throws: `invalid` for a key that is empty or too long.
    init(_ request: Request, _ body: [UInt8], by principal: Principal, _ services: ServerServices)
        throws(WorkbenchError)
    {
        self.services = services
        actorID = principal.actorID
        key = request.headers[.idempotencyKey]
        if let key, key.isEmpty || key.utf8.count > KeptReply.keyLimit {
            throw .invalid("An Idempotency-Key has 1 to \(KeptReply.keyLimit) bytes.", field: "Idempotency-Key")
        }
        var hash = SHA256()
        hash.update(data: Array(request.uri.path.utf8) + [0])
        hash.update(data: body)
        digest = Array(hash.finalize())
    }

    /// What this request was answered with before; nil when it is new.
    ///
    /// - Throws: `conflict` when the key belongs to another request.
    func earlier() async throws -> Response? {
        guard let key else { return nil }
        let actorID = actorID
        guard let kept = try await services.store.read({ tx in try tx.answers.find(actor: actorID, key: key) }) else {
            return nil
        }
        guard TokenDigest.areEqual(kept.requestDigest, digest) else {
            throw WorkbenchError.conflict("This Idempotency-Key was used for another request. Choose a new one.")
        }
        let body = try JSON(parsing: Array(try services.vault.open(kept.sealedBody).utf8))
        var response = Response(json: body, status: .created)
        response.headers[.location] = body["data"]?["links"]?["self"]?.string
        return response
    }

    /// Keeps the answer, within the transaction that made what it tells of.
    func keep(_ document: JSON, in tx: any Transaction) throws {
        guard let key else { return }
        let time = Timestamp.now()
        try tx.answers.prune(before: time.adding(seconds: -KeptReply.lifetime * 86_400))
        try tx.answers.insert(
            KeptAnswer(
                actorID: actorID, key: key, requestDigest: digest, sealedBody: try services.vault.seal(document.text),
                createdAt: time))
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!  // safe: a valid field name
}
