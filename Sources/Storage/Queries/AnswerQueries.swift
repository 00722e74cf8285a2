import Pipeline
import Workbench

struct AnswerQueries: AnswerStore {
    let sql: any SQLConnection

    private static let table = Table("kept_answers", "actor_id key request_digest sealed_body created_at")

    func find(actor: ID<Actor>, key: String) throws -> KeptAnswer? {
        try sql.first(
            "SELECT \(Self.table.list("t")) FROM kept_answers t WHERE t.actor_id = $1 AND t.key = $2",
            [.init(actor), .text(key)]
        ) { row in
            KeptAnswer(
                actorID: try row.id(), key: try row.text(), requestDigest: try row.bytes(),
                sealedBody: try row.bytes(), createdAt: try row.milliseconds())
        }
    }

    func insert(_ answer: KeptAnswer) throws {
        let inserted = try sql.execute(
            Self.table.insert + " ON CONFLICT (actor_id, key) DO NOTHING",
            [
                .init(answer.actorID), .text(answer.key), .bytes(answer.requestDigest), .bytes(answer.sealedBody),
                .init(milliseconds: answer.createdAt),
            ])
        guard inserted == 1 else { throw WorkbenchError.conflict("This Idempotency-Key was used already.") }
    }

    func prune(before time: Timestamp) throws {
        try sql.execute("DELETE FROM kept_answers WHERE created_at < $1", [.init(milliseconds: time)])
    }
}
