extension Comment {
    /// Remarks on alerts and investigations.
    public static let resource = Resource<Comment>(
        "comments", summary: "A remark on an alert or on an investigation. Its author may change and delete it.",
        id: \.id.rawValue,
        attributes: [
            .init("comment", .string, [.writable, .queryable]) { .string($0.text) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("expel_alert", to: "expel_alerts") { $0.alertID?.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy?.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID?.rawValue },
            .many("comment_histories", to: "comment_histories", inverse: "comment"),
        ])
}
