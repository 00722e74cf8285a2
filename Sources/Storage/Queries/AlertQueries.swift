import Pipeline
import Workbench

struct AlertQueries: AlertStore {
    let sql: any SQLConnection

    static let table = Table(
        "alerts",
        """
        id organization_id device_id name severity status is_issue_backed kind rule_match close_reason close_comment
        assigned_to investigation_id status_updated_at status_updated_by vendor_flag source vendor_created_ns version
        created_at created_by updated_at
        """)
    /// With the copies that filters and indexes need.
    private static let saved = Table(
        "alerts", table.columns.joined(separator: " ") + " severity_rank is_closed rule_id")

    func insert(_ alert: Alert, vendorAlerts: [ID<VendorAlert>]) throws {
        try sql.execute(Self.saved.insert, try values(of: alert))
        for vendorAlert in vendorAlerts { try attach(vendorAlert, to: alert.id) }
        try AlertCounters(sql: sql).add(1, to: alert)
        try saveTags(alert.match.attackTags, of: alert)
        try SearchTexts(sql: sql).save(alert.name, owner: alert.id.rawValue)
    }

    func update(_ alert: Alert) throws {
        guard let stored = try find(alert.id, scope: .everything) else { throw WorkbenchError.notFound("alert") }
        let changed = try sql.execute(
            Self.saved.update + " AND version = $\(Self.saved.columns.count + 1)",
            try values(of: alert) + [.init(alert.version &- 1)])
        guard changed == 1 else {
            throw WorkbenchError.conflict("Somebody else changed this alert meanwhile. Look at it again first.")
        }
        if stored.organizationID != alert.organizationID || stored.status != alert.status
            || stored.severity != alert.severity
        {
            let counters = AlertCounters(sql: sql)
            try counters.add(-1, to: stored)
            try counters.add(1, to: alert)
        }
        try changeTags(from: stored, to: alert)
        if stored.name != alert.name { try SearchTexts(sql: sql).save(alert.name, owner: alert.id.rawValue) }
    }

    func attach(_ vendorAlert: ID<VendorAlert>, to alert: ID<Alert>) throws {
        try sql.execute(
            """
            INSERT INTO alert_vendor_alerts (alert_id, vendor_alert_id) VALUES ($1, $2)
            ON CONFLICT (alert_id, vendor_alert_id) DO NOTHING
            """, [.init(alert), .init(vendorAlert)])
    }

    func find(_ id: ID<Alert>, scope: AccessScope) throws -> Alert? {
        let alert = try sql.first(
            "SELECT \(Self.table.list("t")) FROM alerts t WHERE t.id = $1", [.init(id)], Self.read)
        return alert.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func resting(on vendorAlerts: [ID<VendorAlert>]) throws -> [Alert] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM alerts t
            WHERE t.id IN (SELECT j.alert_id FROM alert_vendor_alerts j
                WHERE j.vendor_alert_id IN \(sql.dialect.list("$1")))
            ORDER BY t.created_at, t.id
            """, [try .init(json: vendorAlerts.map(\.rawValue))], Self.read)
    }

    func vendorAlerts(of alert: ID<Alert>) throws -> [VendorAlert] {
        try sql.all(
            """
            SELECT \(VendorAlertQueries.table.list("t")) FROM vendor_alerts t
            WHERE t.id IN (SELECT j.vendor_alert_id FROM alert_vendor_alerts j WHERE j.alert_id = $1)
            ORDER BY t.created_at, t.id
            """, [.init(alert)], VendorAlertQueries.read)
    }

    func activity(of alerts: [ID<Alert>]) throws -> [ID<Alert>: AlertActivity] {
        guard !alerts.isEmpty else { return [:] }
        let found = try sql.all(
            """
            SELECT j.alert_id, COUNT(*), MIN(v.activity_first_ns), MAX(v.activity_last_ns)
            FROM alert_vendor_alerts j JOIN vendor_alerts v ON v.id = j.vendor_alert_id
            WHERE j.alert_id IN \(sql.dialect.list("$1")) GROUP BY j.alert_id
            """, [try .init(json: alerts.map(\.rawValue))]
        ) { row -> (ID<Alert>, AlertActivity) in
            (
                try row.id(),
                AlertActivity(
                    vendorAlertCount: try row.int(), firstAt: try row.optionalNanoseconds(),
                    lastAt: try row.optionalNanoseconds())
            )
        }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    func list(_ query: ResourceQuery) throws -> Page<Alert> {
        try query.filter.checkSize()
        var simplified = query
        simplified.filter = StatusCondition.simplified(query.filter)
        return try ResourceList(.alerts, Self.table, Self.read).page(simplified, in: sql) {
            try AlertCounters(sql: sql).total(of: query.filter, scope: query.scope)
        }
    }

    func counts(scope: AccessScope) throws -> AlertCounts {
        try AlertCounters(sql: sql).counts(scope: scope)
    }

    func counts(of filter: ResourceFilter, scope: AccessScope) throws -> AlertCounts {
        try filter.checkSize()
        if let known = try AlertCounters(sql: sql).counts(of: filter, scope: scope) { return known }
        var compiler = ResourceCompiler(scope: scope, dialect: sql.dialect)
        let conditions = [
            compiler.visibility(.alerts, "t"),
            try compiler.condition(StatusCondition.simplified(filter), on: .alerts, "t"),
        ].compactMap { $0 }
        let numbers: [(AlertCounts.Key, Int)] = try sql.rows(
            """
            SELECT t.status, t.severity, COUNT(*) FROM alerts t WHERE \(conditions.joined(separator: " AND "))
            GROUP BY t.status, t.severity
            """, compiler.arguments.values, isReused: false
        ).map { row in
            var row = row
            return (.init(status: try row.word(), severity: try row.word()), try row.int())
        }
        return AlertCounts(numbers: Dictionary(numbers, uniquingKeysWith: { $0 + $1 }))
    }

    private func changeTags(from stored: Alert, to alert: Alert) throws {
        let (before, after) = (stored.match.attackTags, alert.match.attackTags)
        for tag in before.subtracting(after) {
            try sql.execute(
                "DELETE FROM alert_tags WHERE tag = $1 AND alert_id = $2", [.text(tag), .init(alert.id)])
        }
        try saveTags(after.subtracting(before), of: alert)
    }

    private func saveTags(_ tags: Set<String>, of alert: Alert) throws {
        for tag in tags {
            try sql.execute(
                "INSERT INTO alert_tags (tag, alert_id, organization_id) VALUES ($1, $2, $3)",
                [.text(tag), .init(alert.id), .init(alert.organizationID)])
        }
    }

    func delays(device: ID<SecurityDevice>, source: Signal.Source, since: Timestamp, limit: Int) throws -> [Double] {
        try sql.all(
            """
            SELECT t.created_at, t.vendor_created_ns FROM alerts t
            WHERE t.device_id = $1 AND t.source = $2 AND t.created_at >= $3 AND t.vendor_created_ns IS NOT NULL
            ORDER BY t.created_at DESC, t.id DESC LIMIT $4
            """, [.init(device), .init(source), .init(milliseconds: since), .init(limit)]
        ) { row in
            let created = try row.milliseconds()
            return created.seconds(since: try row.nanoseconds())
        }
    }
}

extension AlertQueries {
    private func values(of alert: Alert) throws -> [SQLValue] {
        [
            .init(alert.id), .init(alert.organizationID), .init(alert.deviceID), .text(alert.name),
            .init(alert.severity), .init(alert.status), .init(alert.isIssueBacked), .init(alert.kind),
            try .init(json: alert.match), .init(alert.closeReason), .init(alert.closeComment), .init(alert.assignedTo),
            .init(alert.investigationID),
            .init(milliseconds: alert.statusUpdatedAt), .init(alert.statusUpdatedBy), try .init(json: alert.vendorFlag),
            .init(alert.source), .init(nanoseconds: alert.vendorCreatedAt), .init(alert.version),
            .init(milliseconds: alert.createdAt), .init(alert.createdBy), .init(milliseconds: alert.updatedAt),
            .init(alert.severity.rank), .init(alert.status == .closed), .text(alert.match.ruleID),
        ]
    }

    static func read(_ row: inout SQLRow) throws -> Alert {
        Alert(
            id: try row.id(), organizationID: try row.id(), deviceID: try row.id(), name: try row.text(),
            severity: try row.word(), status: try row.word(), isIssueBacked: try row.flag(), kind: try row.word(),
            match: try row.json(), closeReason: try row.optionalWord(), closeComment: try row.optionalText(),
            assignedTo: try row.optionalID(), investigationID: try row.optionalID(),
            statusUpdatedAt: try row.optionalMilliseconds(),
            statusUpdatedBy: try row.optionalID(), vendorFlag: try row.optionalJSON(), source: try row.word(),
            vendorCreatedAt: try row.optionalNanoseconds(), version: try row.integer(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds())
    }
}
