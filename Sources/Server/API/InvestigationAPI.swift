import Pipeline
import Workbench

/// Opening and changing investigations and incidents.
struct InvestigationAPI: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog

    private static let relationships: Set<String> = ["organization", "lead_expel_alert", "assigned_to_actor"]

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (Investigation, any Transaction) throws -> Void
    ) async throws -> Investigation {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: Investigation.resource.description, current: nil, settable: Self.relationships, takesID: true)
        for name in ["decision", "close_comment"] where document.text(name) != nil {
            throw WorkbenchError.invalid(
                "An investigation is opened first and closed afterwards.", field: "/data/attributes/\(name)")
        }
        let lead: ID<Alert>? = id("lead_expel_alert", document)
        var opening = InvestigationOpening(
            title: document.text("title") ?? "", id: document.id.map { ID($0) },
            organizationID: id("organization", document),
            alerts: lead.map { [$0] } ?? [],
            isIncident: document.attributes["is_incident"]?.bool ?? false, assignee: id("assigned_to_actor", document))
        opening.assessment = assessment(document, from: Investigation.Assessment())
        return try await services.investigations.open(opening, by: principal, alongside: alongside)
    }

    /// Everything in the document is done together, or nothing.
    ///
    /// - Parameter expectedVersion: from If-Match; an investigation that changed since is refused.
    func change(_ id: String, _ body: [UInt8], expectedVersion: Int64?, by principal: Principal) async throws {
        try principal.requireWriter()
        let investigation = try await services.store.read { tx in
            guard let found = try tx.investigations.find(ID(id), scope: principal.scope) else {
                throw WorkbenchError.notFound("investigation")
            }
            return found
        }
        let document = try WriteDocument(
            body, for: Investigation.resource.description, current: Investigation.resource.object(investigation),
            settable: ["assigned_to_actor"])
        let commands = try InvestigationAPI.commands(document, on: investigation)
        guard !commands.isEmpty || expectedVersion != nil else { return }
        _ = try await services.investigations.perform(
            commands, on: investigation.id, by: principal, expectedVersion: expectedVersion)
    }

    /// The acts that make the investigation what the document says, in the order in which a person would do them.
    static func commands(_ document: WriteDocument, on investigation: Investigation) throws(WorkbenchError)
        -> [InvestigationCommand]
    {
        var commands: [InvestigationCommand] = []
        let decision = document.attributes["decision"]
        if decision == .null { commands.append(.reopen(why: "")) }
        if let title = document.attributes["title"] { commands.append(.retitle(title.string ?? "")) }
        if let assignee = document.relationships["assigned_to_actor"] {
            commands.append(.assign(assignee.map { ID($0) }))
        }
        let assessed = assessment(document, from: investigation.assessment)
        if assessed != investigation.assessment { commands.append(.assess(assessed)) }
        if let isIncident = document.attributes["is_incident"]?.bool {
            commands.append(isIncident ? .promote : .downgrade(why: ""))
        }
        return commands + (try closing(document, decision, on: investigation))
    }

    private static func closing(_ document: WriteDocument, _ decision: JSON?, on investigation: Investigation)
        throws(WorkbenchError) -> [InvestigationCommand]
    {
        let comment = document.attributes["close_comment"]
        if let word = decision?.string.flatMap(Investigation.Decision.init(rawValue:)) {
            if let standing = investigation.decision {
                throw .conflict("This \(investigation.noun) is closed as \(standing.rawValue). Reopen it first.")
            }
            return [.close(word, comment: comment?.string ?? "")]
        }
        guard let comment, comment != .null || investigation.decision != nil, decision != .null else { return [] }
        return [.editCloseComment(comment.string ?? "")]
    }

    private static func assessment(_ document: WriteDocument, from standing: Investigation.Assessment)
        -> Investigation.Assessment
    {
        var assessment = standing
        for name in standing.values.keys {
            guard let value = document.attributes[name] else { continue }
            assessment.set(name, to: value.string)
        }
        return assessment
    }

    private func assessment(_ document: WriteDocument, from standing: Investigation.Assessment)
        -> Investigation.Assessment
    {
        InvestigationAPI.assessment(document, from: standing)
    }

    private func id<Entity>(_ name: String, _ document: WriteDocument) -> ID<Entity>? {
        (document.relationships[name] ?? nil).map { ID($0) }
    }
}
