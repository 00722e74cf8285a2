import Pipeline
import Workbench

/// Changing alerts: status, close reason and comment, assignee, investigation.
struct AlertAPI: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog

    /// Everything in the document is done together, or nothing.
    ///
    /// - Parameter expectedVersion: from If-Match; an alert that changed since is refused.
    func change(_ id: String, _ body: [UInt8], expectedVersion: Int64?, by principal: Principal) async throws {
        try principal.requireWriter()
        let alerts = try catalog.collection("expel_alerts")
        let (alert, object) = try await services.store.read { tx in
            guard let object = try alerts.find(id, scope: principal.scope, in: tx),
                let alert = try tx.alerts.find(ID(id), scope: principal.scope)
            else { throw WorkbenchError.notFound("alert") }
            return (alert, object)
        }
        let document = try WriteDocument(
            body, for: alerts.description, current: object, settable: ["assigned_to_actor", "investigation"])
        let commands = try AlertAPI.commands(document, on: alert)
        guard !commands.isEmpty || expectedVersion != nil else { return }
        _ = try await services.workflow.perform(
            commands, on: alert.id, by: principal,
            seen: expectedVersion.map { AlertSight(version: $0) })
    }

    /// The acts that make the alert what the document says, in the order in which a person would do them.
    static func commands(_ document: WriteDocument, on alert: Alert) throws(WorkbenchError) -> [AlertCommand] {
        if let investigation = document.relationships["investigation"] ?? nil {
            // Joining an investigation starts the alert, even a closed one: what remains follows from there.
            let begun = Alert.Status.inProgress
            let rest = try self.commands(document, from: begun, of: alert, target: status(in: document))
            return [.attach(ID(investigation))] + rest
        }
        let leaves: [AlertCommand] = document.relationships["investigation"] == nil ? [] : [.detach]
        return leaves + (try commands(document, from: alert.status, of: alert, target: status(in: document)))
    }

    private static func commands(
        _ document: WriteDocument, from status: Alert.Status, of alert: Alert, target: Alert.Status?
    ) throws(WorkbenchError) -> [AlertCommand] {
        var commands: [AlertCommand] = []
        if let assignee = document.relationships["assigned_to_actor"] {
            commands.append(.assign(assignee.map { ID($0) }))
        }
        switch (status, target) {
        case (.closed, nil): commands += try edits(document, of: alert)
        case (.closed, .open?): commands.insert(.reopen(why: ""), at: 0)
        case (.closed, .inProgress?): commands.insert(contentsOf: [.reopen(why: ""), .start], at: 0)
        case (.open, .inProgress?): commands.append(.start)
        case (.inProgress, .open?):
            throw .conflict("An alert that is in progress does not go back to open: close it, or leave it.")
        case (_, .closed?): commands.append(try closing(document))
        default: try refuseCloseDetails(document)
        }
        if target != nil, target != .closed { try refuseCloseDetails(document) }
        return commands
    }

    private static func status(in document: WriteDocument) throws(WorkbenchError) -> Alert.Status? {
        document.text("status").flatMap(Alert.Status.init(rawValue:))
    }

    private static func closing(_ document: WriteDocument) throws(WorkbenchError) -> AlertCommand {
        guard let reason = document.text("close_reason").flatMap(CloseReason.init(rawValue:)) else {
            throw .invalid("Closing needs a close_reason.", field: "/data/attributes/close_reason")
        }
        return .close(reason: reason, comment: document.text("close_comment") ?? "")
    }

    /// A closed alert's comment may be corrected; its reason went out to the vendor and stands.
    private static func edits(_ document: WriteDocument, of alert: Alert) throws(WorkbenchError) -> [AlertCommand] {
        guard document.attributes["close_reason"] == nil else {
            throw .conflict("This alert is closed as \(alert.closeReason?.rawValue ?? "closed"). Reopen it first.")
        }
        guard let comment = document.attributes["close_comment"] else { return [] }
        return [.editCloseComment(comment.string ?? "")]
    }

    /// Reason and comment come with closing only; null is what an open alert has anyway.
    private static func refuseCloseDetails(_ document: WriteDocument) throws(WorkbenchError) {
        for name in ["close_reason", "close_comment"] {
            guard let value = document.attributes[name], value != .null else { continue }
            throw .invalid("\(name) goes with status CLOSED.", field: "/data/attributes/\(name)")
        }
    }
}
