import Pipeline
import Workbench

struct RuleHitQueries: RuleHitStore {
    let sql: any SQLConnection

    /// Milliseconds.
    private static let day = 86_400_000

    func perDay(scope: AccessScope, since time: Timestamp) throws -> [RuleHits] {
        var arguments = SQLArguments()
        var condition = "t.created_at >= \(arguments.bind(.init(milliseconds: time)))"
        if case .organization(let id) = scope { condition += " AND t.organization_id = \(arguments.bind(.init(id)))" }
        return try sql.all(
            """
            SELECT t.rule_id, t.created_at / \(Self.day) AS day, COUNT(*) FROM alerts t WHERE \(condition)
            GROUP BY t.rule_id, t.created_at / \(Self.day) ORDER BY 1, 2
            """, arguments.values
        ) { row in RuleHits(ruleID: try row.text(), day: try row.int(), count: try row.int()) }
    }

    func alerts(rule: String, scope: AccessScope, since time: Timestamp?, limit: Int) throws -> [Alert] {
        var arguments = SQLArguments()
        var condition = "t.rule_id = \(arguments.bind(.text(rule)))"
        if let time { condition += " AND t.created_at >= \(arguments.bind(.init(milliseconds: time)))" }
        if case .organization(let id) = scope { condition += " AND t.organization_id = \(arguments.bind(.init(id)))" }
        let most = arguments.bind(.init(limit))
        return try sql.all(
            """
            SELECT \(AlertQueries.table.list("t")) FROM alerts t WHERE \(condition)
            ORDER BY t.created_at DESC, t.id DESC LIMIT \(most)
            """, arguments.values, AlertQueries.read)
    }

    func suppressions(rule: String, scope: AccessScope) throws -> [Suppression] {
        try sql.all(
            """
            SELECT DISTINCT s.suppression_id FROM alerts t
            JOIN alert_vendor_alerts a ON a.alert_id = t.id
            JOIN suppressed_vendor_alerts s ON s.vendor_alert_id = a.vendor_alert_id
            WHERE t.rule_id = $1
            """, [.text(rule)]
        ) { row in try row.id() as ID<Suppression> }
        .compactMap { try SuppressionQueries(sql: sql).find($0, scope: scope) }
        .sorted { ($1.createdAt, $1.id.rawValue) < ($0.createdAt, $0.id.rawValue) }
    }
}
