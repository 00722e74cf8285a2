extension Investigation {
    /// Investigations and incidents. There is no status: open is what has no decision.
    public static let resource = Resource<Investigation>(
        "investigations",
        summary:
            "What is followed beyond one alert; an incident when is_incident is true, open while decision is null.",
        id: \.id.rawValue,
        attributes: worked + assessed + unknown,
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("lead_expel_alert", to: "expel_alerts") { $0.leadAlertID?.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.assignedTo?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
            .one("status_last_updated_by", to: "actors", isReadOnly: true) { $0.statusUpdatedBy?.rawValue },
            .none("last_published_by", to: "actors"),
            .none("review_requested_by", to: "actors"),
            // Filled in where a store is at hand.
            .one("most_recent_investigative_action", to: "investigative_actions", isReadOnly: true) { _ in nil },
            .many("expel_alerts", to: "expel_alerts", inverse: "investigation"),
            .many("expel_alert_histories", to: "expel_alert_histories", inverse: "investigation"),
            .many("investigative_actions", to: "investigative_actions", inverse: "investigation"),
            .many(
                "investigative_action_histories", to: "investigative_action_histories", inverse: "investigation"),
            .many("remediation_actions", to: "remediation_actions", inverse: "investigation"),
            .many("remediation_action_histories", to: "remediation_action_histories", inverse: "investigation"),
            .many("remediation_action_assets", to: "remediation_action_assets", inverse: "investigation"),
            .many(
                "remediation_action_asset_histories", to: "remediation_action_asset_histories",
                inverse: "investigation"),
            .many("timeline_entries", to: "timeline_entries", inverse: "investigation"),
            .many("files", to: "files", inverse: "investigations"),
            .many("evidence", to: "vendor_alert_evidences", inverse: "evidenced_expel_alerts.investigation"),
            .many("comments", to: "comments", inverse: "investigation"),
            .many("comment_histories", to: "comment_histories", inverse: "investigation"),
            .many("findings", to: "investigation_findings", inverse: "investigation"),
            .many("investigation_histories", to: "investigation_histories", inverse: "investigation"),
            .many(
                "investigation_finding_histories", to: "investigation_finding_histories", inverse: "investigation"),
        ])

    private static var worked: [Resource<Investigation>.Attribute] {
        [
            .init("title", .string, [.nullable, .writable, .queryable]) { .string($0.title) },
            .init("short_link", .string, .queryable) { .string($0.shortLink) },
            .init("is_incident", .boolean, [.writable, .queryable]) { .bool($0.isIncident) },
            .init("is_incident_status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.incidentUpdatedAt) },
            .init("is_downgrade", .boolean, .queryable) { .bool($0.isDowngrade) },
            .init(
                "decision", .enumeration(Decision.allCases.map(\.rawValue)), [.nullable, .writable, .queryable]
            ) { JSON($0.decision?.rawValue) },
            .init("close_comment", .string, [.nullable, .writable, .queryable]) { JSON($0.closeComment) },
            .init("status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.statusUpdatedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .init("properties", .object, []) { ["version": .integer($0.version)] },
        ]
    }

    private static var assessed: [Resource<Investigation>.Attribute] {
        [
            assessment("analyst_severity", AnalystSeverity.self), assessment("attack_lifecycle", AttackLifecycle.self),
            assessment("attack_timing", AttackTiming.self), assessment("attack_vector", AttackVector.self),
            assessment("detection_type", DetectionType.self), assessment("open_reason", OpenReason.self),
            assessment("source_reason", SourceReason.self), assessment("threat_type", ThreatType.self),
            assessment("lead_description"), assessment("open_summary"), assessment("next_steps"),
            assessment("critical_comment"), assessment("malware_family"), assessment("initial_attack_vector"),
        ]
    }

    private static func assessment<Word: CaseIterable & RawRepresentable<String>>(_ name: String, _ words: Word.Type)
        -> Resource<Investigation>.Attribute
    {
        assessment(name, .enumeration(words.allCases.map(\.rawValue)))
    }

    private static func assessment(_ name: String, _ kind: AttributeDescription.Kind = .string)
        -> Resource<Investigation>.Attribute
    {
        .init(name, kind, [.nullable, .writable, .queryable]) { JSON($0.assessment.values[name] ?? nil) }
    }

    /// What this product has no data for.
    private static var unknown: [Resource<Investigation>.Attribute] {
        [
            .fixed("has_hunting_status", .boolean, false),
            .fixed("is_soc_support_required", .boolean, false),
            .fixed("is_surge", .boolean, false),
            .fixed("deleted_at", .timestamp),
            .fixed("last_published_at", .timestamp),
            .fixed("last_published_value", .string),
            .fixed("review_requested_at", .timestamp),
        ]
    }
}

extension InvestigationHistory {
    /// What happened to investigations. Entries are never changed.
    public static let resource = Resource<InvestigationHistory>(
        "investigation_histories", summary: "One entry of an investigation's history: what changed, by whom, when.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), .queryable) { .string($0.action.rawValue) },
            .init("is_incident", .boolean, .queryable) { .bool($0.isIncident) },
            .init("value", .object, .nullable, \.value),
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("investigation", to: "investigations") { $0.investigationID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.assignedTo?.rawValue },
        ])
}

extension InvestigationFinding {
    /// What investigations established.
    public static let resource = Resource<InvestigationFinding>(
        "investigation_findings", summary: "Something that an investigation established.", id: \.id.rawValue,
        attributes: [
            .init("title", .string, [.nullable, .writable, .queryable]) { .string($0.title) },
            .init("finding", .string, [.nullable, .writable, .queryable]) { .string($0.text) },
            .init("rank", .number, [.writable, .queryable]) { .integer($0.rank) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .init("deleted_at", .timestamp, [.nullable, .queryable]) { JSON($0.deletedAt) },
        ],
        relationships: [
            .one("investigation", to: "investigations") { $0.investigationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
            .many(
                "investigation_finding_histories", to: "investigation_finding_histories",
                inverse: "investigation_finding"),
        ])
}

extension InvestigationFindingHistory {
    /// What happened to findings. Entries are never changed.
    public static let resource = Resource<InvestigationFindingHistory>(
        "investigation_finding_histories", summary: "One entry of a finding's history, with its words as they were.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), .queryable) { .string($0.action.rawValue) },
            .init("value", .object, .nullable, \.value),
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("investigation_finding", to: "investigation_findings") { $0.findingID.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])
}
