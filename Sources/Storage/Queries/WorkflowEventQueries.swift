import Pipeline
import Workbench

struct WorkflowEventQueries: WorkflowEventStore {
    let sql: any SQLConnection

    private static let table = Table(
        "workflow_events", "id kind organization_id device_id alert_id vendor_alert_id actor_id created_at")

    func insert(_ event: WorkflowEvent) throws {
        try sql.execute(
            Self.table.insert,
            [
                .init(event.id), .init(event.kind), .init(event.organizationID), .init(event.deviceID),
                .init(event.alertID), .init(event.vendorAlertID), .init(event.actorID),
                .init(milliseconds: event.createdAt),
            ])
    }

    func list(alert: ID<Alert>) throws -> [WorkflowEvent] {
        try sql.all(
            "SELECT \(Self.table.list("t")) FROM workflow_events t WHERE t.alert_id = $1 ORDER BY t.created_at, t.id",
            [.init(alert)]
        ) { row in
            WorkflowEvent(
                id: try row.id(), kind: try row.word(), organizationID: try row.id(), deviceID: try row.id(),
                alertID: try row.optionalID(), vendorAlertID: try row.optionalID(), actorID: try row.id(),
                createdAt: try row.milliseconds())
        }
    }
}
