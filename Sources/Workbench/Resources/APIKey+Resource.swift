extension APIKey {
    /// The word in `restrictions` for a key that may only read.
    public static let readOnlyRestriction = "READ_ONLY"

    /// Keys of service accounts. A token is shown once, in the answer that makes its key.
    public static let resource = Resource<APIKey>(
        "api_keys", summary: "A key of a service account. Its token is shown once, when the key is made.",
        id: \.id.rawValue,
        attributes: [
            .init("name", .string, [.writable, .queryable]) { .string($0.name) },
            .init("display_name", .string, [.nullable, .writable, .queryable]) { JSON($0.displayName) },
            .init("role", .enumeration(Role.known), [.writable, .queryable]) { .string($0.role.rawValue) },
            .init("active", .boolean, [.writable, .queryable]) { .bool($0.isActive) },
            .init("restrictions", .array, .writable) {
                .array($0.isReadOnly ? [.string(readOnlyRestriction)] : [])
            },
            .init("access_token", .string, .nullable) { _ in .null },
            .init("last_used_at", .timestamp, [.nullable, .queryable]) { JSON($0.lastUsedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .fixed("assignable", .boolean, false),
            .fixed("realm", .enumeration(["public", "internal"]), "public"),
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("actor", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy?.rawValue },
            .none("updated_by", to: "actors"),
        ])
}
