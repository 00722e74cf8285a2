import Pipeline
import Workbench

struct EvidenceQueries: EvidenceStore {
    let sql: any SQLConnection

    private static let table = Table("evidences", "id vendor_alert_id organization_id kind words created_at")

    func list(_ query: ResourceQuery) throws -> Page<Evidence> {
        try ResourceList(.evidences, Self.table, Self.read).page(query, in: sql)
    }

    /// Writes down the indicators in a vendor alert. Those that were there already keep their rows.
    func save(_ alert: VendorAlert, as stored: ID<VendorAlert>) throws {
        let old = try sql.all(
            "SELECT \(Self.table.list("t")) FROM evidences t WHERE t.vendor_alert_id = $1", [.init(stored)], Self.read)
        let wanted = alert.content.indicators
        let known = Set(old.map { Indicator($0.kind, $0.text) })
        for indicator in wanted where !known.contains(indicator) {
            try sql.execute(
                Self.table.insert,
                [
                    .init(ID<Evidence>.make(at: alert.updatedAt)), .init(stored), .init(alert.organizationID),
                    .init(indicator.kind), .text(indicator.text), .init(milliseconds: alert.updatedAt),
                ])
        }
        let kept = Set(wanted)
        for entry in old where !kept.contains(Indicator(entry.kind, entry.text)) {
            try sql.execute("DELETE FROM evidences WHERE id = $1", [.init(entry.id)])
        }
    }

    private static func read(_ row: inout SQLRow) throws -> Evidence {
        Evidence(
            id: try row.id(), vendorAlertID: try row.id(), organizationID: try row.id(), kind: try row.word(),
            text: try row.text(), createdAt: try row.milliseconds())
    }
}
