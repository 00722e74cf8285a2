import Pipeline
import Workbench

/// Remarks on alerts and investigations.
struct CommentAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (Comment, any Transaction) throws -> Void
    ) async throws -> Comment {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: Comment.resource.description, current: nil,
            settable: ["expel_alert", "investigation", "organization"])
        let words = document.text("comment") ?? ""
        let organization = document.relationships["organization"] ?? nil
        switch (document.relationships["expel_alert"] ?? nil, document.relationships["investigation"] ?? nil) {
        case (let alert?, nil):
            try await check(organization) { tx in
                try tx.alerts.find(ID(alert), scope: principal.scope)?.organizationID
            }
            return try await services.workflow.comment(words, on: ID(alert), by: principal, alongside: alongside)
        case (nil, let investigation?):
            try await check(organization) { tx in
                try tx.investigations.find(ID(investigation), scope: principal.scope)?.organizationID
            }
            return try await services.investigations.comment(
                words, on: ID(investigation), by: principal, alongside: alongside)
        default:
            throw WorkbenchError.invalid(
                "Say on what: the relationship expel_alert or investigation, one of them.",
                field: "/data/relationships/investigation")
        }
    }

    /// What is remarked on decides whose the remark is; another organization's name beside it is a mistake.
    private func check(
        _ organization: String?, _ owner: @escaping @Sendable (any Transaction) throws -> ID<Organization>?
    ) async throws {
        guard let organization, let owner = try await services.store.read(owner) else { return }
        guard owner.rawValue == organization else {
            throw WorkbenchError.invalid(
                "What you remark on belongs to another organization.", field: "/data/relationships/organization")
        }
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let current = try await services.store.read { tx in
            try tx.alerts.comment(ID(id), scope: principal.scope)
        }
        guard let current else { throw WorkbenchError.notFound("comment") }
        let document = try WriteDocument(
            body, for: Comment.resource.description, current: Comment.resource.object(current), settable: [])
        guard document.attributes["comment"] != nil else { return }
        _ = try await services.workflow.edit(ID(id), to: document.text("comment") ?? "", by: principal)
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try await services.workflow.delete(ID<Comment>(id), by: principal)
    }
}
