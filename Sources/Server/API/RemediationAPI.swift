import Pipeline
import Workbench

/// Remediation actions and what they are about.
struct RemediationAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (RemediationAction, any Transaction) throws -> Void
    ) async throws -> RemediationAction {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: RemediationActionRecord.resource.description, current: nil,
            settable: ["organization", "investigation", "security_device", "assigned_to_actor"], takesID: true)
        guard let investigation: ID<Investigation> = document.id(of: "investigation") else {
            throw WorkbenchError.invalid(
                "Say of which investigation: the relationship investigation.",
                field: "/data/relationships/investigation")
        }
        guard
            document.text("status") ?? RemediationAction.Status.inProgress.rawValue
                == RemediationAction.Status.inProgress.rawValue
        else {
            throw WorkbenchError.invalid("A remediation begins IN_PROGRESS.", field: "/data/attributes/status")
        }
        var content = RemediationAction.Content()
        RemediationAPI.read(document, into: &content)
        let new = ActionWorkflow.NewRemediationAction(
            id: document.id.map { ID($0) }, investigationID: investigation,
            deviceID: document.id(of: "security_device"), content: content,
            assignee: document.id(of: "assigned_to_actor"))
        return try await services.actions.open(new, by: principal, alongside: alongside)
    }

    func change(_ id: String, _ body: [UInt8], expectedVersion: Int64?, by principal: Principal) async throws {
        try principal.requireWriter()
        let (action, current) = try await services.store.read { tx in
            guard let action = try tx.actions.remediationAction(ID(id), scope: principal.scope),
                action.deletedAt == nil
            else { throw WorkbenchError.notFound("remediation action") }
            return (action, RemediationActionRecord.resource.object(try ResourceCatalog.record(of: action, in: tx)))
        }
        let document = try WriteDocument(
            body, for: RemediationActionRecord.resource.description, current: current,
            settable: ["assigned_to_actor"])
        var commands: [RemediationActionCommand] = []
        if let assignee = document.relationships["assigned_to_actor"] {
            commands.append(.assign(assignee.map { ID($0) }))
        }
        var content = action.content
        RemediationAPI.read(document, into: &content)
        if content != action.content { commands.append(.rewrite(content)) }
        if let status = document.text("status").flatMap(RemediationAction.Status.init) {
            commands.append(.move(status))
        }
        guard !commands.isEmpty || expectedVersion != nil else { return }
        _ = try await services.actions.perform(
            commands, on: action.id, by: principal, expectedVersion: expectedVersion)
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try await services.actions.delete(ID<RemediationAction>(id), by: principal)
    }

    private static func read(_ document: WriteDocument, into content: inout RemediationAction.Content) {
        let given = document.attributes
        if let kind = given["action_type"] { content.kind = kind.string.flatMap(RemediationAction.Kind.init) }
        if let action = given["action"] { content.action = action.string }
        if let comment = given["comment"] { content.comment = comment.string }
        if let template = given["template_name"] { content.templateName = template.string }
        if let why = given["close_reason"] { content.closeReason = why.string }
        if let edition = given["version"]?.string.flatMap(RemediationAction.Edition.init) { content.edition = edition }
    }
}

// Assets.
extension RemediationAPI {
    /// - Parameter alongside: done in the same transaction.
    func createAsset(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (RemediationAsset, any Transaction) throws -> Void
    ) async throws -> RemediationAsset {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: RemediationAsset.resource.description, current: nil,
            settable: ["organization", "investigation", "remediation_action", "security_device"])
        guard let action: ID<RemediationAction> = document.id(of: "remediation_action") else {
            throw WorkbenchError.invalid(
                "Say of which remediation: the relationship remediation_action.",
                field: "/data/relationships/remediation_action")
        }
        return try await services.actions.addAsset(
            RemediationAPI.draft(document), to: action, device: document.id(of: "security_device"), by: principal,
            alongside: alongside)
    }

    func changeAsset(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let asset = try await services.store.read { tx in try tx.actions.asset(ID(id), scope: principal.scope) }
        guard let asset, asset.deletedAt == nil else { throw WorkbenchError.notFound("asset") }
        let document = try WriteDocument(
            body, for: RemediationAsset.resource.description, current: RemediationAsset.resource.object(asset),
            settable: [])
        guard !document.attributes.isEmpty else { return }
        _ = try await services.actions.changeAsset(asset.id, RemediationAPI.draft(document), by: principal)
    }

    func deleteAsset(_ id: String, by principal: Principal) async throws {
        try await services.actions.deleteAsset(ID(id), by: principal)
    }

    private static func draft(_ document: WriteDocument) -> RemediationAsset.Draft {
        RemediationAsset.Draft(
            kind: document.text("asset_type").flatMap(RemediationAsset.Kind.init),
            category: document.attributes["category"].map { $0.string.flatMap(RemediationAsset.Category.init) },
            value: document.attributes["value"],
            status: document.text("status").flatMap(RemediationAsset.Status.init))
    }
}
