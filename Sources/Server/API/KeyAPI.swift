import Pipeline
import Workbench

/// Making and revoking the keys of service accounts: for administrators, and never above their own rights.
struct KeyAPI: Sendable {
    let services: ServerServices

    /// A new key, and its token, which is shown in this answer alone.
    struct NewKey: Sendable {
        var key: APIKey
        var token: String

        /// The resource with the token in it.
        var object: ResourceObject {
            var object = APIKey.resource.object(key)
            object.attributes["access_token"] = .string(token)
            return object
        }
    }

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (NewKey, any Transaction) throws -> Void
    ) async throws -> NewKey {
        try principal.requireAdministrator()
        let document = try WriteDocument(
            body, for: APIKey.resource.description, current: nil, settable: ["organization"])
        let organization =
            (document.relationships["organization"] ?? nil).map { ID<Organization>($0) } ?? principal.organizationID
        let time = Timestamp.now()
        let token = "wf_" + RandomToken.make(bytes: 32)
        let actor = Actor(
            id: .make(at: time), kind: .service,
            displayName: try KeyAPI.name(document.text("display_name") ?? document.text("name"), "name"),
            organizationID: organization, createdAt: time, updatedAt: time)
        let key = APIKey(
            id: .make(at: time), actorID: actor.id, organizationID: organization,
            name: try KeyAPI.name(document.text("name"), "name"), displayName: document.text("display_name"),
            role: try KeyAPI.role(document, principal), isReadOnly: try KeyAPI.isReadOnly(document),
            isActive: document.attributes["active"]?.bool ?? true, tokenDigest: TokenDigest.of(token),
            createdBy: principal.actorID, createdAt: time, updatedAt: time)
        let new = NewKey(key: key, token: token)
        try await services.store.write { tx in
            guard let owner = try tx.organizations.find(organization, scope: principal.scope) else {
                throw WorkbenchError.invalid(
                    "There is no such organization here.", field: "/data/relationships/organization")
            }
            guard owner.isProvider || !key.role.isProvider else {
                throw WorkbenchError.invalid(
                    "A customer's key takes a role of its organization.", field: "/data/attributes/role")
            }
            try tx.people.insert(actor)
            try tx.people.insert(key)
            try alongside(new, tx)
        }
        return new
    }

    /// Renames a key, or revokes it for good with `active: false`.
    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireAdministrator()
        let time = Timestamp.now()
        try await services.store.write { tx in
            var key = try KeyAPI.key(id, principal, in: tx)
            let document = try WriteDocument(
                body, for: APIKey.resource.description, current: APIKey.resource.object(key), settable: [])
            guard !document.attributes.isEmpty else { return }
            for name in ["role", "restrictions"] where document.attributes[name] != nil {
                throw WorkbenchError.invalid(
                    "\(name) is fixed when a key is made. Make another key.", field: "/data/attributes/\(name)")
            }
            if let isActive = document.attributes["active"]?.bool {
                guard !isActive else {
                    throw WorkbenchError.conflict("A revoked key stays revoked. Make another key.")
                }
                key.isActive = false
            }
            if document.attributes["name"] != nil { key.name = try KeyAPI.name(document.text("name"), "name") }
            if let display = document.attributes["display_name"] {
                key.displayName = display == .null ? nil : try KeyAPI.name(display.string, "display_name")
            }
            key.updatedAt = time
            try tx.people.update(key)
        }
    }

    /// Revokes a key and takes it off the lists. What its account did keeps the account's name.
    func delete(_ id: String, by principal: Principal) async throws {
        try principal.requireAdministrator()
        try await services.store.write { tx in try tx.people.delete(try KeyAPI.key(id, principal, in: tx).id) }
    }

    private static func key(_ id: String, _ principal: Principal, in tx: any Transaction) throws -> APIKey {
        guard let key = try tx.people.key(ID(id), scope: principal.scope) else {
            throw WorkbenchError.notFound("API key")
        }
        guard principal.role.isProvider || !key.role.isProvider else {
            throw WorkbenchError.forbidden("This key has more rights than you.")
        }
        return key
    }

    private static func name(_ text: String?, _ field: String) throws(WorkbenchError) -> String {
        guard let name = text?.trimmed, !name.isEmpty, name.count <= 200 else {
            throw .invalid("Give the key a name of 1 to 200 characters.", field: "/data/attributes/\(field)")
        }
        return name
    }

    private static func role(_ document: WriteDocument, _ principal: Principal) throws(WorkbenchError) -> Role {
        guard let text = document.text("role") else { return .organizationAnalyst }
        guard let role = Role(rawValue: text) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("A key's role is one of \(known).", field: "/data/attributes/role")
        }
        guard principal.role.isProvider || !role.isProvider else {
            throw .forbidden("Only an administrator of the provider gives out provider roles.")
        }
        return role
    }

    private static func isReadOnly(_ document: WriteDocument) throws(WorkbenchError) -> Bool {
        let restrictions = document.attributes["restrictions"]?.array ?? []
        guard restrictions.allSatisfy({ $0.string == APIKey.readOnlyRestriction }) else {
            throw .invalid(
                "The one restriction that keys know is \(APIKey.readOnlyRestriction).",
                field: "/data/attributes/restrictions")
        }
        return !restrictions.isEmpty
    }
}
