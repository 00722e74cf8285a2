import Workbench

/// What people and programs may do to alerts. Each act is one transaction: alert, history, workflow event, deliveries.
public struct AlertWorkflow: Sendable {
    let store: any Store
    let planner: SyncPlanner
    let integrations: Integrations
    let updates: LiveUpdates
    let wakeOutbox: @Sendable (ID<SecurityDevice>) async -> Void
    let clock: @Sendable () -> Timestamp

    public init(
        store: any Store, planner: SyncPlanner, integrations: Integrations, updates: LiveUpdates,
        wakeOutbox: @escaping @Sendable (ID<SecurityDevice>) async -> Void,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.store = store
        self.planner = planner
        self.integrations = integrations
        self.updates = updates
        self.wakeOutbox = wakeOutbox
        self.clock = clock
    }

    /// Applies commands in order, all or none.
    ///
    /// - Parameter seen: how it stood when the person looked at it; when it stands differently now, the act is refused
    ///   with who changed what.
    /// - Throws: `notFound`, `forbidden`, `conflict`, `invalid`.
    public func perform(
        _ commands: [AlertCommand], on id: ID<Alert>, by principal: Principal, seen: AlertSight? = nil
    ) async throws -> Alert {
        try principal.requireWriter()
        let time = clock()
        let alert = try await store.write { tx in
            guard let before = try tx.alerts.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("alert")
            }
            try refuseStale(before, seen, in: tx)
            try checkAssignees(commands, before, in: tx)
            return try apply(commands, to: before, by: principal.actorID, at: time, in: tx)
        }
        await updates.publish([.init(kind: .alert, organizationID: alert.organizationID, id: alert.id.rawValue)])
        await wakeOutbox(alert.deviceID)
        return alert
    }

    /// Adds a remark.
    ///
    /// - Parameter alongside: done in the same transaction.
    public func comment(
        _ text: String, on id: ID<Alert>, by principal: Principal,
        alongside: @escaping @Sendable (Comment, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> Comment {
        try principal.requireWriter()
        let words = try Comment.checked(text)
        let time = clock()
        let comment = try await store.write { tx in
            guard let alert = try tx.alerts.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("alert")
            }
            let comment = Comment(
                id: .make(at: time), organizationID: alert.organizationID, alertID: id, text: words, createdAt: time,
                createdBy: principal.actorID, updatedAt: time)
            try tx.alerts.insert(comment)
            try tx.alerts.insert(comment.history(.created, by: principal.actorID, at: time))
            try alongside(comment, tx)
            return comment
        }
        await updates.publish([.init(kind: .alert, organizationID: comment.organizationID, id: id.rawValue)])
        return comment
    }

    /// What closing an alert for a reason would change in the vendor's console.
    public func previewClosing(_ id: ID<Alert>, as reason: CloseReason, comment: String, by principal: Principal)
        async throws -> [WritePreview]
    {
        try await store.read { tx in
            guard var alert = try tx.alerts.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("alert")
            }
            guard let device = try tx.devices.find(alert.deviceID, scope: .everything),
                let integration = integrations[device.vendor]
            else { return [] }
            alert.status = .closed
            alert.closeReason = reason
            alert.closeComment = comment
            return try planner.preview(.alertClosed, of: alert, by: principal.actorID, in: tx).map { issue, intent in
                let plan = integration.plan(intent, kind: issue.kind, marker: "…")
                return WritePreview(issueName: issue.content.name, issueID: issue.vendorID, write: plan)
            }
        }
    }

    /// What commands make of an alert, before anything is written.
    struct Outcome {
        var alert: Alert
        var histories: [AlertHistory] = []
        var events: [(kind: WorkflowEvent.Kind, why: String?)] = []
        var membership: InvestigationMembership
    }

    /// - Throws: `conflict` or `invalid` when a command does not fit the alert; nothing is written.
    func outcome(
        of commands: [AlertCommand], on before: Alert, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction
    ) throws -> Outcome {
        var alert = before
        var histories: [AlertHistory] = []
        var events: [(kind: WorkflowEvent.Kind, why: String?)] = []
        for command in commands {
            let transition = try alert.applying(command, by: actor, at: time)
            alert = transition.alert
            histories += transition.histories
            if let event = transition.event { events.append((event, command.why)) }
        }
        if before.status == .closed, alert.status == .open, try isInvestigated(alert, in: tx) {
            let transition = try alert.applying(.start, by: actor, at: time)
            alert = transition.alert
            histories += transition.histories
        }
        if alert != before { alert.version = before.version &+ 1 }
        let membership = InvestigationMembership(before: before, after: alert)
        try membership.check(in: tx)
        return Outcome(alert: alert, histories: histories, events: events, membership: membership)
    }

    func save(_ outcome: Outcome, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction) throws {
        try tx.alerts.update(outcome.alert)
        try outcome.membership.record(by: actor, at: time, in: tx)
        for history in outcome.histories { try tx.alerts.insert(history) }
        for event in outcome.events {
            try planner.record(event.kind, of: outcome.alert, by: actor, why: event.why, at: time, in: tx)
        }
    }

    /// Within the transaction of a larger act.
    func apply(
        _ commands: [AlertCommand], to before: Alert, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction
    ) throws -> Alert {
        let outcome = try self.outcome(of: commands, on: before, by: actor, at: time, in: tx)
        guard outcome.alert != before else { return before }
        try save(outcome, by: actor, at: time, in: tx)
        return outcome.alert
    }

    /// An alert of an open investigation is being worked on, whoever brought it back.
    private func isInvestigated(_ alert: Alert, in tx: any Transaction) throws -> Bool {
        guard let id = alert.investigationID else { return false }
        return try tx.investigations.find(id, scope: .everything)?.isOpen ?? false
    }

    func refuseStale(_ alert: Alert, _ seen: AlertSight?, in tx: any Transaction) throws {
        guard let seen, !seen.holds(for: alert) else { return }
        let last = try tx.alerts.history(of: alert.id).last { $0.action != .viewed }
        let who = try last.flatMap { try tx.people.actor($0.actorID)?.displayName } ?? "Somebody"
        throw WorkbenchError.conflict(
            "\(who) changed this alert meanwhile; it is now \(alert.status.words.lowercased()). Look at it again first."
        )
    }

    func checkAssignees(_ commands: [AlertCommand], _ alert: Alert, in tx: any Transaction) throws {
        for case .assign(let assignee?) in commands {
            try AlertWorkflow.check(assignee, for: "alerts", of: alert.organizationID, in: tx)
        }
    }

    /// - Throws: `invalid` when nobody of that id works for this organization.
    static func check(
        _ assignee: ID<Actor>, for what: String, of organization: ID<Organization>, in tx: any Transaction
    ) throws {
        guard let actor = try tx.people.actor(assignee) else {
            throw WorkbenchError.invalid("There is no such actor to assign to.", field: "assigned_to_actor")
        }
        let assignable = try tx.people.assignable(in: organization)
        let isOwnOrganization = actor.kind == .organization && actor.organizationID == organization
        guard isOwnOrganization || assignable.contains(where: { $0.id == assignee }) else {
            throw WorkbenchError.invalid(
                "\(actor.displayName) cannot be given this organization's \(what).", field: "assigned_to_actor")
        }
    }
}

/// What would be written to one issue.
public struct WritePreview: Hashable, Sendable {
    public var issueName: String
    public var issueID: String
    public var write: PlannedWrite

    public init(issueName: String, issueID: String, write: PlannedWrite) {
        self.issueName = issueName
        self.issueID = issueID
        self.write = write
    }
}

/// The integrations this build knows, by slug.
public struct Integrations: Sendable {
    private let bySlug: [String: any Integration]

    public init(_ integrations: [any Integration]) {
        bySlug = Dictionary(integrations.map { ($0.descriptor.slug, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(slug: String) -> (any Integration)? { bySlug[slug] }

    /// In alphabetical order.
    public var all: [any Integration] { bySlug.values.sorted { $0.descriptor.slug < $1.descriptor.slug } }
}

extension Comment {
    /// - Throws: `invalid` for words that are no comment.
    static func checked(_ text: String) throws(WorkbenchError) -> String {
        let words = text.trimmed
        guard !words.isEmpty else { throw .invalid("Write something first.", field: "comment") }
        guard words.count <= Alert.commentLimit else {
            throw .invalid("The comment is longer than \(Alert.commentLimit) characters.", field: "comment")
        }
        return words
    }
}

extension AlertCommand {
    fileprivate var why: String? {
        if case .reopen(let why) = self { why } else { nil }
    }
}
