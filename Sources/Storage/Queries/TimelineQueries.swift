import Pipeline
import Workbench

struct TimelineQueries: TimelineStore {
    let sql: any SQLConnection

    private static let table = Table(
        "timeline_entries",
        """
        id organization_id investigation_id alert_id event_at event event_type attack_phase comment src_host dest_host
        is_selected deleted_at created_at created_by updated_at updated_by
        """)

    func insert(_ entry: TimelineEntry) throws {
        try sql.execute(Self.table.insert, values(of: entry))
    }

    func update(_ entry: TimelineEntry) throws {
        guard try sql.execute(Self.table.update, values(of: entry)) == 1 else {
            throw WorkbenchError.notFound("timeline entry")
        }
    }

    func find(_ id: ID<TimelineEntry>, scope: AccessScope) throws -> TimelineEntry? {
        let entry = try sql.first(
            "SELECT \(Self.table.list("t")) FROM timeline_entries t WHERE t.id = $1", [.init(id)], Self.read)
        return entry.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func entries(of investigation: ID<Investigation>) throws -> [TimelineEntry] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM timeline_entries t
            WHERE t.investigation_id = $1 AND t.deleted_at IS NULL ORDER BY t.event_at, t.id
            """, [.init(investigation)], Self.read)
    }

    func list(_ query: ResourceQuery) throws -> Page<TimelineEntry> {
        try ResourceList(.timelineEntries, Self.table, Self.read).page(query, in: sql)
    }

    private func values(of entry: TimelineEntry) -> [SQLValue] {
        let content = entry.content
        return [
            .init(entry.id), .init(entry.organizationID), .init(entry.investigationID), .init(entry.alertID),
            .init(milliseconds: entry.eventAt), .init(content.event), .init(content.eventType),
            .init(content.attackPhase), .init(content.comment), .init(content.sourceHost),
            .init(content.destinationHost), .init(content.isSelected), .init(milliseconds: entry.deletedAt),
            .init(milliseconds: entry.createdAt), .init(entry.createdBy), .init(milliseconds: entry.updatedAt),
            .init(entry.updatedBy),
        ]
    }

    private static func read(_ row: inout SQLRow) throws -> TimelineEntry {
        TimelineEntry(
            id: try row.id(), organizationID: try row.id(), investigationID: try row.optionalID(),
            alertID: try row.optionalID(), eventAt: try row.milliseconds(),
            content: .init(
                event: try row.optionalText(), eventType: try row.optionalText(),
                attackPhase: try row.optionalText(), comment: try row.optionalText(),
                sourceHost: try row.optionalText(), destinationHost: try row.optionalText(),
                isSelected: try row.flag()),
            deletedAt: try row.optionalMilliseconds(), createdAt: try row.milliseconds(), createdBy: try row.id(),
            updatedAt: try row.milliseconds(), updatedBy: try row.id())
    }
}
