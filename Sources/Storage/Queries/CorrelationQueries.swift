import Pipeline
import Workbench

struct CorrelationQueries: CorrelationStore {
    let sql: any SQLConnection

    private static let table = Table(
        "correlation_hits",
        "organization_id correlation_id rule_id group_key value vendor_alert_id happened_at expires_at")

    func insert(_ hit: CorrelationHit) throws -> Bool {
        let count = try sql.execute(
            Self.table.insert + " ON CONFLICT DO NOTHING",
            [
                .init(hit.organizationID), .text(hit.correlationID), .text(hit.ruleID), .text(hit.groupKey),
                .text(hit.value), .init(hit.vendorAlertID), .init(milliseconds: hit.happenedAt),
                .init(milliseconds: hit.expiresAt),
            ])
        return count > 0
    }

    func hits(
        organization: ID<Organization>, correlation: String, groupKey: String, from: Timestamp, until: Timestamp,
        limit: Int
    ) throws -> [CorrelationHit] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM correlation_hits t
            WHERE t.organization_id = $1 AND t.correlation_id = $2 AND t.group_key = $3
                AND t.happened_at >= $4 AND t.happened_at <= $5
            ORDER BY t.happened_at DESC LIMIT $6
            """,
            [
                .init(organization), .text(correlation), .text(groupKey), .init(milliseconds: from),
                .init(milliseconds: until), .init(limit),
            ]
        ) { row in
            CorrelationHit(
                organizationID: try row.id(), correlationID: try row.text(), ruleID: try row.text(),
                groupKey: try row.text(), value: try row.text(), vendorAlertID: try row.id(),
                happenedAt: try row.milliseconds(), expiresAt: try row.milliseconds())
        }
    }

    func prune(before time: Timestamp, limit: Int) throws -> Int {
        try sql.execute(
            """
            DELETE FROM correlation_hits WHERE (organization_id, correlation_id, group_key, vendor_alert_id, rule_id, value)
            IN (SELECT organization_id, correlation_id, group_key, vendor_alert_id, rule_id, value
                FROM correlation_hits WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
            """, [.init(milliseconds: time), .init(limit)])
    }
}
