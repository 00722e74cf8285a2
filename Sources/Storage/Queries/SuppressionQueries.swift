import Pipeline
import Workbench

struct SuppressionQueries: SuppressionStore {
    let sql: any SQLConnection

    private static let table = Table(
        "suppressions",
        """
        id organization_id device_id name condition_text reason place dismisses expires_at match_count last_matched_at
        created_by updated_by created_at updated_at
        """)
    private static let kept = Table(
        "suppressions",
        """
        id organization_id device_id name condition_text reason place dismisses expires_at updated_by updated_at
        """)

    func insert(_ suppression: Suppression) throws {
        let course: [SQLValue] = [
            .init(suppression.matchCount), .init(milliseconds: suppression.lastMatchedAt),
            .init(suppression.createdBy), .init(suppression.updatedBy),
            .init(milliseconds: suppression.createdAt), .init(milliseconds: suppression.updatedAt),
        ]
        try sql.execute(Self.table.insert, Self.terms(of: suppression) + course)
    }

    func update(_ suppression: Suppression) throws {
        let change: [SQLValue] = [.init(suppression.updatedBy), .init(milliseconds: suppression.updatedAt)]
        let changed = try sql.execute(Self.kept.update, Self.terms(of: suppression) + change)
        guard changed == 1 else { throw WorkbenchError.notFound("suppression") }
    }

    func find(_ id: ID<Suppression>, scope: AccessScope) throws -> Suppression? {
        let found = try sql.first(
            "SELECT \(Self.table.list("t")) FROM suppressions t WHERE t.id = $1", [.init(id)], Self.read)
        return found.flatMap { $0.isVisible(in: scope) ? $0 : nil }
    }

    func list(scope: AccessScope, limit: Int) throws -> [Suppression] {
        var arguments = SQLArguments()
        var condition = ""
        if case .organization(let id) = scope {
            condition = "WHERE t.organization_id = \(arguments.bind(.init(id))) OR t.organization_id IS NULL"
        }
        let most = arguments.bind(.init(limit))
        return try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM suppressions t \(condition)
            ORDER BY t.created_at DESC, t.id DESC LIMIT \(most)
            """, arguments.values, Self.read)
    }

    func standing(at time: Timestamp) throws -> [Suppression] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM suppressions t WHERE t.expires_at IS NULL OR t.expires_at > $1
            ORDER BY t.created_at, t.id
            """, [.init(milliseconds: time)], Self.read)
    }

    func mark(_ vendorAlert: ID<VendorAlert>, by suppression: ID<Suppression>, at time: Timestamp) throws {
        let marked = try sql.execute(
            """
            INSERT INTO suppressed_vendor_alerts (vendor_alert_id, suppression_id, suppressed_at) VALUES ($1, $2, $3)
            ON CONFLICT (vendor_alert_id) DO NOTHING
            """, [.init(vendorAlert), .init(suppression), .init(milliseconds: time)])
        guard marked == 1 else { return }
        try sql.execute(
            "UPDATE suppressions SET match_count = match_count + 1, last_matched_at = $2 WHERE id = $1",
            [.init(suppression), .init(milliseconds: time)])
    }

    func suppression(of vendorAlert: ID<VendorAlert>) throws -> ID<Suppression>? {
        try sql.first(
            "SELECT suppression_id FROM suppressed_vendor_alerts WHERE vendor_alert_id = $1", [.init(vendorAlert)]
        ) { row in try row.id() }
    }

    func marked(by suppression: ID<Suppression>, limit: Int) throws -> [VendorAlert] {
        try sql.all(
            """
            SELECT \(VendorAlertQueries.table.list("t")) FROM suppressed_vendor_alerts m
            JOIN vendor_alerts t ON t.id = m.vendor_alert_id WHERE m.suppression_id = $1
            ORDER BY m.suppressed_at DESC, m.vendor_alert_id DESC LIMIT $2
            """, [.init(suppression), .init(limit)], VendorAlertQueries.read)
    }

    private static func terms(of suppression: Suppression) -> [SQLValue] {
        [
            .init(suppression.id), .init(suppression.organizationID), .init(suppression.deviceID),
            .text(suppression.name), .text(suppression.condition), .text(suppression.reason),
            .init(suppression.place), .init(suppression.dismisses), .init(milliseconds: suppression.expiresAt),
        ]
    }

    private static func read(_ row: inout SQLRow) throws -> Suppression {
        Suppression(
            id: try row.id(), organizationID: try row.optionalID(), deviceID: try row.optionalID(),
            name: try row.text(), condition: try row.text(), reason: try row.text(), place: try row.word(),
            dismisses: try row.flag(), expiresAt: try row.optionalMilliseconds(), matchCount: try row.int(),
            lastMatchedAt: try row.optionalMilliseconds(), createdBy: try row.id(), updatedBy: try row.id(),
            createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}

struct AlertGroupQueries: AlertGroupStore {
    let sql: any SQLConnection

    private static let table = Table("alert_groups", "device_id rule_id group_key alert_id members last_at")
    private static let upsert = table.upsert(key: ["device_id", "rule_id", "group_key"])

    func find(device: ID<SecurityDevice>, rule: String, key: String) throws -> AlertGroup? {
        try sql.first(
            """
            SELECT \(Self.table.list("t")) FROM alert_groups t
            WHERE t.device_id = $1 AND t.rule_id = $2 AND t.group_key = $3
            """, [.init(device), .text(rule), .text(key)]
        ) { row in
            AlertGroup(
                deviceID: try row.id(), ruleID: try row.text(), key: try row.text(), alertID: try row.id(),
                members: try row.int(), lastAt: try row.milliseconds())
        }
    }

    func save(_ group: AlertGroup) throws {
        try sql.execute(
            Self.upsert,
            [
                .init(group.deviceID), .text(group.ruleID), .text(group.key), .init(group.alertID),
                .init(group.members), .init(milliseconds: group.lastAt),
            ])
    }
}
