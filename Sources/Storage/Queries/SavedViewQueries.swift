import Pipeline
import Workbench

struct SavedViewQueries: SavedViewStore {
    let sql: any SQLConnection

    private static let table = Table("saved_views", "id actor_id name address_query created_at updated_at")
    private static let upsert = table.upsert(key: ["actor_id", "name"], keeping: ["id", "created_at"])

    func save(_ view: SavedView) throws {
        try sql.execute(
            Self.upsert,
            [
                .init(view.id), .init(view.actorID), .text(view.name), .text(view.query),
                .init(milliseconds: view.createdAt), .init(milliseconds: view.updatedAt),
            ])
    }

    func list(of actor: ID<Actor>) throws -> [SavedView] {
        try sql.all(
            "SELECT \(Self.table.list("t")) FROM saved_views t WHERE t.actor_id = $1 ORDER BY t.name, t.id",
            [.init(actor)]
        ) { row in
            SavedView(
                id: try row.id(), actorID: try row.id(), name: try row.text(), query: try row.text(),
                createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
        }
    }

    func delete(_ id: ID<SavedView>, of actor: ID<Actor>) throws {
        try sql.execute("DELETE FROM saved_views WHERE id = $1 AND actor_id = $2", [.init(id), .init(actor)])
    }
}
