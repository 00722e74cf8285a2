import Pipeline
import Workbench

extension AlertQueries {
    static let histories = Table(
        "alert_histories", "id alert_id organization_id action actor_id assigned_to value investigation_id created_at")

    /// Its place keeps entries of one moment in the order in which they were made.
    func insert(_ history: AlertHistory) throws {
        try sql.execute(
            Self.histories.insert(
                computing: "place",
                as: "SELECT COALESCE(MAX(h.place), 0) + 1 FROM alert_histories h WHERE h.alert_id = $2"),
            [
                .init(history.id), .init(history.alertID), .init(history.organizationID), .init(history.action),
                .init(history.actorID), .init(history.assignedTo), .text(history.value.text),
                .init(history.investigationID), .init(milliseconds: history.createdAt),
            ])
    }

    func history(of alert: ID<Alert>) throws -> [AlertHistory] {
        try sql.all(
            "SELECT \(Self.histories.list("t")) FROM alert_histories t WHERE t.alert_id = $1 ORDER BY t.place",
            [.init(alert)], Self.readHistory)
    }

    func listHistories(_ query: ResourceQuery) throws -> Page<AlertHistory> {
        try ResourceList(.alertHistories, Self.histories, Self.readHistory).page(query, in: sql)
    }

    static func readHistory(_ row: inout SQLRow) throws -> AlertHistory {
        AlertHistory(
            id: try row.id(), alertID: try row.id(), organizationID: try row.id(), action: try row.word(),
            actorID: try row.id(), assignedTo: try row.optionalID(), value: try row.freeJSON(),
            investigationID: try row.optionalID(), createdAt: try row.milliseconds())
    }

}
