import Pipeline
import Workbench

/// How many alerts each organization has, by status and severity, kept in the transaction that changes an alert.
struct AlertCounters {
    let sql: any SQLConnection

    func add(_ change: Int, to alert: Alert) throws {
        try sql.execute(
            """
            INSERT INTO alert_counts (organization_id, status, severity, number) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organization_id, status, severity) DO UPDATE SET number = alert_counts.number + excluded.number
            """, [.init(alert.organizationID), .init(alert.status), .init(alert.severity), .init(change)])
    }

    func counts(scope: AccessScope) throws -> AlertCounts {
        var numbers: [AlertCounts.Key: Int] = [:]
        for entry in try entries(scope) {
            numbers[.init(status: entry.status, severity: entry.severity), default: 0] += entry.number
        }
        return AlertCounts(numbers: numbers)
    }

    /// The number of alerts that a filter matches, when organization, status and severity decide it; else nil.
    func total(of filter: ResourceFilter, scope: AccessScope) throws -> Int? {
        var total = 0
        guard FilterVerdict.isDecided(filter, by: Entry.paths) else { return nil }
        for entry in try entries(scope) {
            guard let matches = FilterVerdict.of(filter, given: entry.values) else { return nil }
            if matches { total += entry.number }
        }
        return total
    }

    /// The counts of the alerts that a filter matches, when organization, status and severity decide it; else nil.
    func counts(of filter: ResourceFilter, scope: AccessScope) throws -> AlertCounts? {
        guard FilterVerdict.isDecided(filter, by: Entry.paths) else { return nil }
        var numbers: [AlertCounts.Key: Int] = [:]
        for entry in try entries(scope) {
            guard let matches = FilterVerdict.of(filter, given: entry.values) else { return nil }
            if matches { numbers[.init(status: entry.status, severity: entry.severity), default: 0] += entry.number }
        }
        return AlertCounts(numbers: numbers)
    }

    private struct Entry {
        static let paths: Set<FieldPath> = ["status", "expel_severity", FieldPath(["organization"], "id")]

        var organization: String
        var status: Alert.Status
        var severity: Severity
        var number: Int

        var values: [FieldPath: String] {
            [
                "status": status.rawValue, "expel_severity": severity.rawValue,
                FieldPath(["organization"], "id"): organization,
            ]
        }
    }

    private func entries(_ scope: AccessScope) throws -> [Entry] {
        let columns = "SELECT t.organization_id, t.status, t.severity, t.number FROM alert_counts t"
        let (text, arguments): (String, [SQLValue]) =
            switch scope {
            case .everything: (columns, [])
            case .organization(let id): ("\(columns) WHERE t.organization_id = $1", [.init(id)])
            }
        return try sql.all(text, arguments) { row in
            Entry(
                organization: try row.text(), status: try row.word(), severity: try row.word(), number: try row.int())
        }
    }
}
