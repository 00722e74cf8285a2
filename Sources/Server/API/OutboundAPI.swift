import Pipeline
import Workbench

/// Outbound integrations and their secrets: for administrators.
struct OutboundAPI: Sendable {
    let services: ServerServices

    // Secrets.

    /// - Parameter alongside: done in the same transaction.
    func createSecret(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (Secret, any Transaction) throws -> Void
    ) async throws -> Secret {
        try principal.requireAdministrator()
        let document = try WriteDocument(
            body, for: Secret.resource.description, current: nil, settable: ["organization"])
        let time = Timestamp.now()
        let secret = Secret(
            id: .make(at: time), organizationID: document.id(of: "organization") ?? principal.organizationID,
            sealed: try services.vault.seal(try OutboundAPI.words(document)), createdAt: time,
            createdBy: principal.actorID, updatedAt: time)
        try await services.store.write { tx in
            try OutboundAPI.check(secret.organizationID, principal, in: tx)
            try tx.outbound.insert(secret)
            try alongside(secret, tx)
        }
        return secret
    }

    func changeSecret(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireAdministrator()
        let vault = services.vault
        try await services.store.write { tx in
            guard var secret = try tx.outbound.secret(ID(id), scope: principal.scope) else {
                throw WorkbenchError.notFound("secret")
            }
            let document = try WriteDocument(
                body, for: Secret.resource.description, current: Secret.resource.object(secret), settable: [])
            guard !document.attributes.isEmpty else { return }
            secret.sealed = try vault.seal(try OutboundAPI.words(document))
            secret.updatedAt = Timestamp.now()
            try tx.outbound.update(secret)
        }
    }

    func deleteSecret(_ id: String, by principal: Principal) async throws {
        try principal.requireAdministrator()
        try await services.store.write { tx in
            guard let secret = try tx.outbound.secret(ID(id), scope: principal.scope) else {
                throw WorkbenchError.notFound("secret")
            }
            guard try tx.outbound.integrations(using: secret.id).isEmpty else {
                throw WorkbenchError.conflict("An integration uses this secret. Change the integration first.")
            }
            try tx.outbound.delete(secret.id)
        }
    }

    private static func words(_ document: WriteDocument) throws(WorkbenchError) -> String {
        guard case .object(let members)? = document.attributes["secret"], !members.isEmpty else {
            throw .invalid("A secret is an object, and not empty.", field: "/data/attributes/secret")
        }
        let text = JSON.object(members).text
        guard text.utf8.count <= InvestigativeAction.structureLimit else {
            throw .invalid("This secret is too large.", field: "/data/attributes/secret")
        }
        return text
    }

    private static func check(_ organization: ID<Organization>, _ principal: Principal, in tx: any Transaction) throws {
        guard try tx.organizations.find(organization, scope: principal.scope) != nil else {
            throw WorkbenchError.invalid(
                "There is no such organization here.", field: "/data/relationships/organization")
        }
    }
}

// Integrations.
extension OutboundAPI {
    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (OutboundIntegration, any Transaction) throws -> Void
    ) async throws -> OutboundIntegration {
        try principal.requireAdministrator()
        let document = try WriteDocument(
            body, for: OutboundIntegration.resource.description, current: nil, settable: ["organization", "secret"])
        guard let kind = document.text("integration_type").flatMap(OutboundIntegration.Kind.init) else {
            throw WorkbenchError.invalid(
                "Say what kind of integration it is.", field: "/data/attributes/integration_type")
        }
        let time = Timestamp.now()
        let integration = try OutboundIntegration(
            id: .make(at: time), organizationID: document.id(of: "organization") ?? principal.organizationID,
            kind: kind, name: document.text("service_name") ?? "", account: document.text("account") ?? "",
            meta: document.attributes["integration_meta"]?.unlessNull, secretID: document.id(of: "secret"),
            createdAt: time, createdBy: principal.actorID, updatedAt: time, updatedBy: principal.actorID
        ).checked()
        try await services.store.write { tx in
            try OutboundAPI.check(integration.organizationID, principal, in: tx)
            try OutboundAPI.check(integration.secretID, of: integration.organizationID, in: tx)
            try tx.outbound.insert(integration)
            try alongside(integration, tx)
        }
        return integration
    }

    /// What was tested is untested once it is another account, or has another secret.
    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireAdministrator()
        try await services.store.write { tx in
            let before = try OutboundAPI.integration(id, principal, in: tx)
            let document = try WriteDocument(
                body, for: OutboundIntegration.resource.description,
                current: OutboundIntegration.resource.object(before), settable: ["secret"])
            guard document.attributes["integration_type"] == nil else {
                throw WorkbenchError.invalid(
                    "The kind of an integration is fixed when it is made.",
                    field: "/data/attributes/integration_type")
            }
            var next = before
            if let name = document.attributes["service_name"] { next.name = name.string ?? "" }
            if let account = document.attributes["account"] { next.account = account.string ?? "" }
            if let meta = document.attributes["integration_meta"] { next.meta = meta.unlessNull }
            if let secret = document.relationships["secret"] { next.secretID = secret.map { ID($0) } }
            next = try next.checked()
            guard next != before else { return }
            if (next.account, next.meta, next.secretID) != (before.account, before.meta, before.secretID) {
                next.status = .untested
                next.lastTestedAt = nil
            }
            try OutboundAPI.check(next.secretID, of: next.organizationID, in: tx)
            next.updatedAt = Timestamp.now()
            next.updatedBy = principal.actorID
            try tx.outbound.update(next)
        }
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try principal.requireAdministrator()
        try await services.store.write { tx in
            try tx.outbound.delete(try OutboundAPI.integration(id, principal, in: tx).id)
        }
    }

    private static func integration(_ id: String, _ principal: Principal, in tx: any Transaction) throws
        -> OutboundIntegration
    {
        guard let integration = try tx.outbound.integration(ID(id), scope: principal.scope) else {
            throw WorkbenchError.notFound("integration")
        }
        return integration
    }

    private static func check(_ secret: ID<Secret>?, of organization: ID<Organization>, in tx: any Transaction) throws {
        guard let secret else { return }
        guard try tx.outbound.secret(secret, scope: .organization(organization)) != nil else {
            throw WorkbenchError.invalid(
                "There is no such secret in this organization.", field: "/data/relationships/secret")
        }
    }
}
