import Pipeline
import Workbench

/// Opening and changing investigative actions.
struct InvestigativeActionAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (InvestigativeAction, any Transaction) throws -> Void
    ) async throws -> InvestigativeAction {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: InvestigativeActionRecord.resource.description, current: nil,
            settable: [
                "organization", "investigation", "expel_alert", "security_device",
                "depends_on_investigative_action", "assigned_to_actor", "analysis_assigned_to_actor",
            ], takesID: true)
        for name in ["classification", "activity_authorized"] where document.attributes[name] ?? .null != .null {
            throw WorkbenchError.invalid(
                "An action is made first and answered afterwards.", field: "/data/attributes/\(name)")
        }
        guard let kind = document.text("action_type").flatMap(InvestigativeAction.Kind.init) else {
            throw WorkbenchError.invalid("Say what kind of action it is.", field: "/data/attributes/action_type")
        }
        var content = InvestigativeAction.Content(title: "")
        try InvestigativeActionAPI.read(document, into: &content)
        let new = ActionWorkflow.NewInvestigativeAction(
            id: document.id.map { ID($0) }, investigationID: document.id(of: "investigation"),
            alertID: document.id(of: "expel_alert"), deviceID: document.id(of: "security_device"),
            dependsOn: document.id(of: "depends_on_investigative_action"), kind: kind,
            status: document.text("status").flatMap(InvestigativeAction.Status.init), content: content,
            assignee: document.id(of: "assigned_to_actor"), analyst: document.id(of: "analysis_assigned_to_actor"),
            verifiedBy: document.text("activity_verified_by"))
        return try await services.actions.open(new, by: principal, alongside: alongside)
    }

    /// Everything in the document is done together, or nothing.
    func change(_ id: String, _ body: [UInt8], expectedVersion: Int64?, by principal: Principal) async throws {
        try principal.requireWriter()
        let (action, current) = try await services.store.read { tx in
            guard let action = try tx.actions.investigativeAction(ID(id), scope: principal.scope),
                action.deletedAt == nil
            else { throw WorkbenchError.notFound("investigative action") }
            return (action, InvestigativeActionRecord.resource.object(try ResourceCatalog.record(of: action, in: tx)))
        }
        let document = try WriteDocument(
            body, for: InvestigativeActionRecord.resource.description, current: current,
            settable: ["assigned_to_actor", "analysis_assigned_to_actor"], lists: ["files"])
        try await check(document.lists["files"] ?? [], of: action)
        let commands = try InvestigativeActionAPI.commands(document, on: action, principal)
        guard !commands.isEmpty || expectedVersion != nil else { return }
        _ = try await services.actions.perform(
            commands, on: action.id, by: principal, expectedVersion: expectedVersion)
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try await services.actions.delete(ID<InvestigativeAction>(id), by: principal)
    }

    /// Files are given to an action when they are made; naming those that it has changes nothing.
    private func check(_ files: [String], of action: InvestigativeAction) async throws {
        guard !files.isEmpty else { return }
        let own = try await services.store.read { tx in Set(try tx.files.files(of: action.id).map(\.id.rawValue)) }
        guard files.allSatisfy(own.contains) else {
            throw WorkbenchError.invalid(
                "Make a file with this action in its investigative_actions.", field: "/data/relationships/files")
        }
    }

    static func commands(_ document: WriteDocument, on action: InvestigativeAction, _ principal: Principal)
        throws(WorkbenchError) -> [InvestigativeActionCommand]
    {
        guard document.attributes["action_type"] == nil else {
            throw .invalid("The kind of an action is fixed when it is made.", field: "/data/attributes/action_type")
        }
        var commands: [InvestigativeActionCommand] = []
        if let assignee = document.relationships["assigned_to_actor"] {
            commands.append(.assign(assignee.map { ID($0) }))
        }
        if let analyst = document.relationships["analysis_assigned_to_actor"] {
            commands.append(.assignAnalysis(analyst.map { ID($0) }))
        }
        var content = action.content
        try read(document, into: &content)
        if content != action.content { commands.append(.rewrite(content)) }
        if let name = document.attributes["activity_verified_by"] { commands.append(.verifiedBy(name.string)) }
        if let classification = document.attributes["classification"] {
            commands.append(.classify(classification.string.flatMap(InvestigativeAction.Classification.init)))
        }
        if let answer = try answer(document, on: action, principal) { commands.append(answer) }
        if let status = document.text("status").flatMap(InvestigativeAction.Status.init) {
            commands.append(.move(status))
        }
        return commands
    }

    /// The customer's word: whether it was authorized, by whom and when it was said.
    private static func answer(
        _ document: WriteDocument, on action: InvestigativeAction, _ principal: Principal
    ) throws(WorkbenchError) -> InvestigativeActionCommand? {
        let names = ["activity_authorized", "activity_acknowledged_by", "activity_acknowledged_at"]
        guard names.contains(where: { document.attributes[$0] != nil }) else { return nil }
        let isAuthorized = document.attributes["activity_authorized"]?.bool
        guard document.attributes["activity_authorized"] != .null,
            let word = isAuthorized ?? action.acknowledgement?.isAuthorized
        else {
            throw .invalid(
                "Say whether it was authorized: true or false.", field: "/data/attributes/activity_authorized")
        }
        return .acknowledge(
            isAuthorized: word,
            by: document.text("activity_acknowledged_by") ?? action.acknowledgement?.by ?? principal.displayName,
            at: document.text("activity_acknowledged_at").flatMap { Timestamp($0) })
    }

    private static func read(_ document: WriteDocument, into content: inout InvestigativeAction.Content)
        throws(WorkbenchError)
    {
        let given = document.attributes
        if let title = given["title"] { content.title = title.string ?? "" }
        if let reason = given["reason"] { content.reason = reason.string ?? "" }
        if let instructions = given["instructions"] { content.instructions = instructions.string }
        if let capability = given["capability_name"] { content.capability = capability.string }
        if let arguments = given["input_args"] { content.inputArguments = arguments.unlessNull }
        if let results = given["results"] { content.results = results.string }
        if let error = given["tasking_error"] { content.taskingError = error.unlessNull }
        if let why = given["close_reason"] { content.closeReason = why.string }
        if let why = given["downgrade_reason"] {
            content.downgradeReason = why.string.flatMap(InvestigativeAction.DowngradeReason.init)
        }
        if let rank = given["rank"] { content.rank = try document.rank(rank) }
    }
}

extension WriteDocument {
    /// The id that a relationship was given; nil when it was not, or cleared.
    func id<Entity>(of relationship: String) -> ID<Entity>? {
        (relationships[relationship] ?? nil).map { ID($0) }
    }

    /// A place in an order.
    func rank(_ value: JSON) throws(WorkbenchError) -> Int64 {
        guard let number = value.integer, (0...1_000_000).contains(number) else {
            throw .invalid("rank is a whole number from 0 to 1,000,000.", field: "/data/attributes/rank")
        }
        return number
    }
}

extension JSON {
    var unlessNull: JSON? { self == .null ? nil : self }
}
