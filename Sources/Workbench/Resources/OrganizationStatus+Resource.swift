extension Organization {
    /// What an organization may do, under the organization's id.
    public static let statusResource = Resource<Organization>(
        "organization_statuses", summary: "How an organization's people sign in, and what is closed to them.",
        id: \.id.rawValue,
        attributes: [
            .fixed("enabled_login_types", .array, ["password"]),
            .fixed("restrictions", .array, []),
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("organization", to: "organizations", isReadOnly: true) { $0.id.rawValue },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
        ])
}
