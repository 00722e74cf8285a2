extension SuppressionRecord {
    /// What is suppressed, where, why and until when.
    public static let resource = Resource<SuppressionRecord>(
        "suppressions",
        summary: "A condition under which alerts are suppressed. Lists hold the newest 1,000; deleting one expires it.",
        id: \.suppression.id.rawValue,
        attributes: [
            .init("name", .string, [.writable, .queryable]) { .string($0.suppression.name) },
            .init("condition", .string, .writable) { .string($0.suppression.condition) },
            .init("reason", .string, [.writable, .queryable]) { .string($0.suppression.reason) },
            .init("place", .enumeration(Suppression.Place.allCases.map(\.rawValue)), [.writable, .queryable]) {
                .string($0.suppression.place.rawValue)
            },
            .init("dismisses", .boolean, [.writable, .queryable]) { .bool($0.suppression.dismisses) },
            .init("expires_at", .timestamp, [.writable, .nullable, .queryable]) { JSON($0.suppression.expiresAt) },
            .init("status", .enumeration(Suppression.Status.allCases.map(\.rawValue)), .queryable) {
                .string($0.status.rawValue)
            },
            .init("problem", .string, .nullable) { JSON($0.problem) },
            .init("match_count", .number, .queryable) { .integer(Int64($0.suppression.matchCount)) },
            .init("last_matched_at", .timestamp, [.nullable, .queryable]) { JSON($0.suppression.lastMatchedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.suppression.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.suppression.updatedAt) },
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.suppression.organizationID?.rawValue },
            .one("security_device", to: "security_devices") { $0.suppression.deviceID?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.suppression.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.suppression.updatedBy.rawValue },
        ])
}
