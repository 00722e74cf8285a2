extension OutboundIntegration {
    public static let resource = Resource<OutboundIntegration>(
        "integrations", summary: "A place outside to which an organization wants word sent.", id: \.id.rawValue,
        attributes: [
            .init("integration_type", .enumeration(Kind.allCases.map(\.rawValue)), [.writable, .queryable]) {
                .string($0.kind.rawValue)
            },
            .init("service_name", .string, [.writable, .queryable]) { .string($0.name) },
            .init("account", .string, [.writable, .queryable]) { .string($0.account) },
            .init("integration_meta", .object, [.nullable, .writable]) { $0.meta ?? .null },
            .init("status", .enumeration(Status.allCases.map(\.rawValue)), .queryable) { .string($0.status.rawValue) },
            .init("last_tested_at", .timestamp, [.nullable, .queryable]) { JSON($0.lastTestedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("secret", to: "secrets") { $0.secretID?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
        ])
}

extension Secret {
    /// The secret goes in and is null in every answer.
    public static let resource = Resource<Secret>(
        "secrets", summary: "What only programs need to know: it goes in, and no answer shows it.", id: \.id.rawValue,
        attributes: [
            .init("secret", .object, [.nullable, .writable]) { _ in .null },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
        ])
}
