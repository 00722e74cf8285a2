extension TimelineEntry {
    public static let resource = Resource<TimelineEntry>(
        "timeline_entries", summary: "One event in the course of an attack, as the people on a case wrote it down.",
        id: \.id.rawValue,
        attributes: [
            .init("event_date", .timestamp, [.writable, .queryable]) { JSON($0.eventAt) },
            .init("event", .string, [.nullable, .writable, .queryable]) { JSON($0.content.event) },
            .init("event_type", .string, [.nullable, .writable, .queryable]) { JSON($0.content.eventType) },
            .init("attack_phase", .string, [.nullable, .writable, .queryable]) { JSON($0.content.attackPhase) },
            .init("comment", .string, [.nullable, .writable, .queryable]) { JSON($0.content.comment) },
            .init("src_host", .string, [.nullable, .writable, .queryable]) { JSON($0.content.sourceHost) },
            .init("dest_host", .string, [.nullable, .writable, .queryable]) { JSON($0.content.destinationHost) },
            .init("is_selected", .boolean, [.writable, .queryable]) { .bool($0.content.isSelected) },
            .init("deleted_at", .timestamp, [.nullable, .queryable]) { JSON($0.deletedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("investigation", to: "investigations") { $0.investigationID?.rawValue },
            .one("expel_alert", to: "expel_alerts") { $0.alertID?.rawValue },
            .one("organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
        ])
}
