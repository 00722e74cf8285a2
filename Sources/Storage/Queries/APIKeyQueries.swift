import Pipeline
import Workbench

// Keys of service accounts.
extension PeopleQueries {
    private static let keys = Table(
        "api_keys",
        """
        id actor_id organization_id name display_name role is_read_only is_active token_digest last_used_at created_by
        created_at updated_at
        """)

    func insert(_ key: APIKey) throws {
        try sql.execute(
            Self.keys.insert,
            [
                .init(key.id), .init(key.actorID), .init(key.organizationID), .text(key.name), .init(key.displayName),
                .init(key.role), .init(key.isReadOnly), .init(key.isActive), .bytes(key.tokenDigest),
                .init(milliseconds: key.lastUsedAt), .init(key.createdBy), .init(milliseconds: key.createdAt),
                .init(milliseconds: key.updatedAt),
            ])
    }

    func update(_ key: APIKey) throws {
        let changed = try sql.execute(
            """
            UPDATE api_keys SET name = $2, display_name = $3, is_active = $4, last_used_at = $5, updated_at = $6
            WHERE id = $1
            """,
            [
                .init(key.id), .text(key.name), .init(key.displayName), .init(key.isActive),
                .init(milliseconds: key.lastUsedAt), .init(milliseconds: key.updatedAt),
            ])
        guard changed == 1 else { throw WorkbenchError.notFound("API key") }
    }

    func delete(_ key: ID<APIKey>) throws {
        try sql.execute("DELETE FROM api_keys WHERE id = $1", [.init(key)])
    }

    func key(digest: [UInt8]) throws -> APIKey? {
        try sql.first(
            "SELECT \(Self.keys.list("t")) FROM api_keys t WHERE t.token_digest = $1", [.bytes(digest)], Self.readKey)
    }

    func key(_ id: ID<APIKey>, scope: AccessScope) throws -> APIKey? {
        let key = try sql.first(
            "SELECT \(Self.keys.list("t")) FROM api_keys t WHERE t.id = $1", [.init(id)], Self.readKey)
        return key.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func listKeys(_ query: ResourceQuery) throws -> Page<APIKey> {
        try ResourceList(.apiKeys, Self.keys, Self.readKey).page(query, in: sql)
    }

    private static func readKey(_ row: inout SQLRow) throws -> APIKey {
        APIKey(
            id: try row.id(), actorID: try row.id(), organizationID: try row.id(), name: try row.text(),
            displayName: try row.optionalText(), role: try row.word(), isReadOnly: try row.flag(),
            isActive: try row.flag(), tokenDigest: try row.bytes(), lastUsedAt: try row.optionalMilliseconds(),
            createdBy: try row.optionalID(), createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}
