import Pipeline
import Workbench

/// What investigations established.
struct FindingAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (InvestigationFinding, any Transaction) throws -> Void
    ) async throws -> InvestigationFinding {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: InvestigationFinding.resource.description, current: nil, settable: ["investigation"])
        guard let investigation = document.relationships["investigation"] ?? nil else {
            throw WorkbenchError.invalid(
                "Say of which investigation: the relationship investigation.",
                field: "/data/relationships/investigation")
        }
        return try await services.investigations.addFinding(
            try draft(document), to: ID(investigation), by: principal, alongside: alongside)
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let finding = try await services.store.read { tx in
            try tx.investigations.finding(ID(id), scope: principal.scope)
        }
        guard let finding, finding.deletedAt == nil else { throw WorkbenchError.notFound("finding") }
        let document = try WriteDocument(
            body, for: InvestigationFinding.resource.description,
            current: InvestigationFinding.resource.object(finding), settable: [])
        _ = try await services.investigations.changeFinding(finding.id, try draft(document), by: principal)
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try await services.investigations.deleteFinding(ID(id), by: principal)
    }

    private func draft(_ document: WriteDocument) throws(WorkbenchError) -> FindingDraft {
        var draft = FindingDraft()
        if let title = document.attributes["title"] { draft.title = title.string ?? "" }
        if let text = document.attributes["finding"] { draft.text = text.string ?? "" }
        if let rank = document.attributes["rank"] {
            guard let number = rank.integer, (0...1_000_000).contains(number) else {
                throw .invalid("rank is a whole number from 0 to 1,000,000.", field: "/data/attributes/rank")
            }
            draft.rank = number
        }
        return draft
    }
}
