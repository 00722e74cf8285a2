extension AlertHistory {
    /// What happened to alerts. Entries are never changed.
    public static let resource = Resource<AlertHistory>(
        "expel_alert_histories", summary: "One entry of an alert's history: what changed, by whom, when.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(AlertHistory.Action.allCases.map(\.rawValue)), .queryable) {
                .string($0.action.rawValue)
            },
            .init("value", .object, .nullable, \.value),
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("expel_alert", to: "expel_alerts") { $0.alertID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.assignedTo?.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID?.rawValue },
        ])
}
