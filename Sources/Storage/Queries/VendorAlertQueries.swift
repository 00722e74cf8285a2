import Pipeline
import Workbench

struct VendorAlertQueries: VendorAlertStore {
    let sql: any SQLConnection

    /// What is read back; the columns of `save` beyond these are copies for filters and indexes.
    static let table = Table(
        "vendor_alerts",
        """
        id organization_id device_id kind vendor_id issue_id content issue_state vendor_updated_ns vendor_created_ns raw
        first_source created_at updated_at
        """)
    private static let saved = Table(
        "vendor_alerts",
        table.columns.joined(separator: " ") + """
             name description severity severity_rank rule_id rule_name activity_first_ns activity_last_ns first_seen_ns
             resource_name resource_id account_name actor_name
            """)
    private static let upsert =
        saved.upsert(
            key: ["device_id", "vendor_id"],
            keeping: ["id", "organization_id", "first_source", "created_at"]) + " RETURNING id"

    func find(_ id: ID<VendorAlert>, scope: AccessScope) throws -> VendorAlert? {
        let alert = try sql.first(
            "SELECT \(Self.table.list("t")) FROM vendor_alerts t WHERE t.id = $1", [.init(id)], Self.read)
        return alert.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func find(device: ID<SecurityDevice>, vendorID: String) throws -> VendorAlert? {
        try sql.first(
            "SELECT \(Self.table.list("t")) FROM vendor_alerts t WHERE t.device_id = $1 AND t.vendor_id = $2",
            [.init(device), .text(vendorID)], Self.read)
    }

    func save(_ alert: VendorAlert) throws {
        let stored: ID<VendorAlert>? = try sql.first(Self.upsert, try values(of: alert)) { try $0.id() }
        try EvidenceQueries(sql: sql).save(alert, as: stored ?? alert.id)
        let texts = SearchTexts(sql: sql)
        try texts.save(alert.searchText, owner: (stored ?? alert.id).rawValue)
    }

    /// Two look-ups joined: an OR over both columns makes SQLite walk all vendor alerts of the device.
    func related(device: ID<SecurityDevice>, issueID: String) throws -> [VendorAlert] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM vendor_alerts t WHERE t.id IN (
                SELECT a.id FROM vendor_alerts a WHERE a.device_id = $1 AND a.vendor_id = $2
                UNION SELECT b.id FROM vendor_alerts b WHERE b.device_id = $1 AND b.issue_id = $2)
            ORDER BY t.created_at, t.id
            """, [.init(device), .text(issueID)], Self.read)
    }

    func list(_ query: ResourceQuery) throws -> Page<VendorAlert> {
        try ResourceList(.vendorAlerts, Self.table, Self.read).page(query, in: sql)
    }

    static func read(_ row: inout SQLRow) throws -> VendorAlert {
        VendorAlert(
            id: try row.id(), organizationID: try row.id(), deviceID: try row.id(), kind: try row.word(),
            vendorID: try row.text(), issueID: try row.optionalText(), content: try row.json(),
            state: try row.optionalJSON(), vendorUpdatedAt: try row.optionalNanoseconds(),
            vendorCreatedAt: try row.optionalNanoseconds(), raw: try row.freeJSON(), firstSource: try row.word(),
            createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }

    private func values(of alert: VendorAlert) throws -> [SQLValue] {
        let content = alert.content
        let times = content.events.compactMap(\.time)
        return [
            .init(alert.id), .init(alert.organizationID), .init(alert.deviceID), .init(alert.kind),
            .text(alert.vendorID), .init(alert.issueID), try .init(json: content), try .init(json: alert.state),
            .init(nanoseconds: alert.vendorUpdatedAt), .init(nanoseconds: alert.vendorCreatedAt), .text(alert.raw.text),
            .init(alert.firstSource), .init(milliseconds: alert.createdAt), .init(milliseconds: alert.updatedAt),
            .text(content.name), .init(content.description), .init(content.severity), .init(content.severity?.rank),
            .init(content.rule?.id), .text(content.rule?.name ?? content.name), .init(nanoseconds: times.min()),
            .init(nanoseconds: times.max()), .init(nanoseconds: alert.vendorCreatedAt ?? alert.createdAt),
            .init(content.subject?.displayName), .init(content.subject?.identity), .init(content.subject?.accountWords),
            .init(content.actors.first?.displayName),
        ]
    }
}

extension VendorAlert {
    /// What a search finds it by: its names and ids, and those of the resources it is about.
    fileprivate var searchText: String {
        let resources = [content.resource].compactMap { $0 } + content.resources
        let words =
            [content.name, content.rule?.name, vendorID, issueID].compactMap { $0 }
            + resources.flatMap { [$0.name, $0.providerID].compactMap { $0 } }
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }.joined(separator: "\n")
    }
}
