import Pipeline
import Workbench

/// What happened when.
struct TimelineAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (Workbench.TimelineEntry, any Transaction) throws -> Void
    ) async throws -> Workbench.TimelineEntry {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: Workbench.TimelineEntry.resource.description, current: nil,
            settable: ["organization", "investigation", "expel_alert"])
        guard let time = document.text("event_date").flatMap({ Timestamp($0) }) else {
            throw WorkbenchError.invalid("Say when it happened.", field: "/data/attributes/event_date")
        }
        var content = Workbench.TimelineEntry.Content()
        TimelineAPI.read(document, into: &content)
        return try await services.investigations.addEvent(
            content, at: time, investigation: document.id(of: "investigation"), alert: document.id(of: "expel_alert"),
            by: principal, alongside: alongside)
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let entry = try await services.store.read { tx in try tx.timeline.find(ID(id), scope: principal.scope) }
        guard let entry, entry.deletedAt == nil else { throw WorkbenchError.notFound("timeline entry") }
        let document = try WriteDocument(
            body, for: Workbench.TimelineEntry.resource.description,
            current: Workbench.TimelineEntry.resource.object(entry),
            settable: [])
        var content = entry.content
        TimelineAPI.read(document, into: &content)
        _ = try await services.investigations.changeEvent(
            entry.id, content, at: document.text("event_date").flatMap { Timestamp($0) }, by: principal)
    }

    func delete(_ id: String, by principal: Principal) async throws {
        try await services.investigations.deleteEvent(ID(id), by: principal)
    }

    private static func read(_ document: WriteDocument, into content: inout Workbench.TimelineEntry.Content) {
        let given = document.attributes
        if let event = given["event"] { content.event = event.string }
        if let type = given["event_type"] { content.eventType = type.string }
        if let phase = given["attack_phase"] { content.attackPhase = phase.string }
        if let comment = given["comment"] { content.comment = comment.string }
        if let host = given["src_host"] { content.sourceHost = host.string }
        if let host = given["dest_host"] { content.destinationHost = host.string }
        if let isSelected = given["is_selected"]?.bool { content.isSelected = isSelected }
    }
}
