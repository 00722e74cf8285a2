import Pipeline
import Workbench

struct OutboundQueries: OutboundStore {
    let sql: any SQLConnection

    private static let secrets = Table("secrets", "id organization_id sealed created_at created_by updated_at")
    private static let integrations = Table(
        "integrations",
        """
        id organization_id kind name account meta status last_tested_at secret_id created_at created_by updated_at
        updated_by
        """)

    func insert(_ secret: Secret) throws { try sql.execute(Self.secrets.insert, values(of: secret)) }

    func update(_ secret: Secret) throws {
        guard try sql.execute(Self.secrets.update, values(of: secret)) == 1 else {
            throw WorkbenchError.notFound("secret")
        }
    }

    func delete(_ secret: ID<Secret>) throws {
        try sql.execute("DELETE FROM secrets WHERE id = $1", [.init(secret)])
    }

    func secret(_ id: ID<Secret>, scope: AccessScope) throws -> Secret? {
        let secret = try sql.first(
            "SELECT \(Self.secrets.list("t")) FROM secrets t WHERE t.id = $1", [.init(id)], Self.readSecret)
        return secret.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func listSecrets(_ query: ResourceQuery) throws -> Page<Secret> {
        try ResourceList(.secrets, Self.secrets, Self.readSecret).page(query, in: sql)
    }

    func insert(_ integration: OutboundIntegration) throws {
        try sql.execute(Self.integrations.insert, values(of: integration))
    }

    func update(_ integration: OutboundIntegration) throws {
        guard try sql.execute(Self.integrations.update, values(of: integration)) == 1 else {
            throw WorkbenchError.notFound("integration")
        }
    }

    func delete(_ integration: ID<OutboundIntegration>) throws {
        try sql.execute("DELETE FROM integrations WHERE id = $1", [.init(integration)])
    }

    func integration(_ id: ID<OutboundIntegration>, scope: AccessScope) throws -> OutboundIntegration? {
        let integration = try sql.first(
            "SELECT \(Self.integrations.list("t")) FROM integrations t WHERE t.id = $1", [.init(id)],
            Self.readIntegration)
        return integration.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func integrations(using secret: ID<Secret>) throws -> [OutboundIntegration] {
        try sql.all(
            "SELECT \(Self.integrations.list("t")) FROM integrations t WHERE t.secret_id = $1 ORDER BY t.id",
            [.init(secret)], Self.readIntegration)
    }

    func listIntegrations(_ query: ResourceQuery) throws -> Page<OutboundIntegration> {
        try ResourceList(.integrations, Self.integrations, Self.readIntegration).page(query, in: sql)
    }

    private func values(of secret: Secret) -> [SQLValue] {
        [
            .init(secret.id), .init(secret.organizationID), .bytes(secret.sealed),
            .init(milliseconds: secret.createdAt), .init(secret.createdBy), .init(milliseconds: secret.updatedAt),
        ]
    }

    private func values(of integration: OutboundIntegration) -> [SQLValue] {
        [
            .init(integration.id), .init(integration.organizationID), .init(integration.kind),
            .text(integration.name), .text(integration.account), .init(integration.meta?.text),
            .init(integration.status), .init(milliseconds: integration.lastTestedAt), .init(integration.secretID),
            .init(milliseconds: integration.createdAt), .init(integration.createdBy),
            .init(milliseconds: integration.updatedAt), .init(integration.updatedBy),
        ]
    }

    private static func readSecret(_ row: inout SQLRow) throws -> Secret {
        Secret(
            id: try row.id(), organizationID: try row.id(), sealed: try row.bytes(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds())
    }

    private static func readIntegration(_ row: inout SQLRow) throws -> OutboundIntegration {
        OutboundIntegration(
            id: try row.id(), organizationID: try row.id(), kind: try row.word(), name: try row.text(),
            account: try row.text(), meta: try row.optionalFreeJSON(), status: try row.word(),
            lastTestedAt: try row.optionalMilliseconds(), secretID: try row.optionalID(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds(),
            updatedBy: try row.id())
    }
}
