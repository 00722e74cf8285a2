import Workbench

/// What people and programs may do to investigations and incidents. Each act is one transaction: the investigation,
/// its alerts, their histories, workflow events and deliveries.
public struct InvestigationWorkflow: Sendable {
    let alerts: AlertWorkflow

    var store: any Store { alerts.store }
    var planner: SyncPlanner { alerts.planner }

    /// - Parameter alerts: works on the same store, and tells the same pages and workers.
    public init(_ alerts: AlertWorkflow) {
        self.alerts = alerts
    }

    /// Opens an investigation, or declares an incident at once.
    ///
    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid`, `notFound` for an alert or organization out of scope, `conflict` when its id is taken.
    public func open(
        _ opening: InvestigationOpening, by principal: Principal,
        alongside: @escaping @Sendable (Investigation, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> Investigation {
        try principal.requireWriter()
        let time = alerts.clock()
        let (investigation, devices) = try await store.write { tx in
            let members = try opening.alerts.map { try find($0, for: principal, in: tx) }
            let organization = try organization(of: opening, members, for: principal, in: tx)
            if let assignee = opening.assignee {
                try AlertWorkflow.check(assignee, for: "investigations", of: organization.id, in: tx)
            }
            if let id = opening.id, try tx.investigations.find(id, scope: .everything) != nil {
                throw WorkbenchError.conflict("There is already an investigation with this id.")
            }
            let begun = try begin(opening, in: organization, by: principal.actorID, at: time, in: tx)
            try tx.investigations.insert(begun)
            try tx.investigations.insert(
                begun.history(
                    .created, by: principal.actorID, at: time, assignedTo: begun.assignedTo,
                    value: ["title": .string(begun.title), "is_incident": .bool(begun.isIncident)]))
            for alert in members {
                _ = try alerts.apply([.attach(begun.id)], to: alert, by: principal.actorID, at: time, in: tx)
            }
            let opened = try tx.investigations.find(begun.id, scope: .everything) ?? begun
            try alongside(opened, tx)
            return (opened, Set(members.map(\.deviceID)))
        }
        await announce(investigation, alerts: opening.alerts, devices)
        return investigation
    }

    /// Applies commands in order, all or none.
    ///
    /// - Parameters:
    ///   - closesAlerts: whether closing it closes its alerts as well; an alert that stays open keeps its issue from
    ///     being dismissed.
    ///   - expectedVersion: the version the person was looking at; an older one is refused with who changed what.
    /// - Throws: `notFound`, `forbidden`, `conflict`, `invalid`.
    public func perform(
        _ commands: [InvestigationCommand], on id: ID<Investigation>, by principal: Principal,
        closesAlerts: Bool = true, expectedVersion: Int64? = nil
    ) async throws -> Investigation {
        try principal.requireWriter()
        let time = alerts.clock()
        let (investigation, members) = try await store.write { tx in
            let before = try find(id, for: principal, in: tx)
            try refuseStale(before, expectedVersion, in: tx)
            for case .assign(let assignee?) in commands {
                try AlertWorkflow.check(assignee, for: "investigations", of: before.organizationID, in: tx)
            }
            let act = InvestigationAct(planner: planner, actor: principal.actorID, time: time)
            return try act.apply(commands, to: before, closesAlerts: closesAlerts, in: tx)
        }
        await announce(investigation, alerts: members.map(\.id), Set(members.map(\.deviceID)))
        return investigation
    }

    /// Adds alerts, moving them from other investigations where they belong to one.
    public func add(_ ids: [ID<Alert>], to id: ID<Investigation>, by principal: Principal) async throws -> Investigation
    {
        try principal.requireWriter()
        let time = alerts.clock()
        let (investigation, devices) = try await store.write { tx in
            _ = try find(id, for: principal, in: tx)
            var devices: Set<ID<SecurityDevice>> = []
            for alertID in ids {
                let alert = try find(alertID, for: principal, in: tx)
                devices.insert(alert.deviceID)
                _ = try alerts.apply([.attach(id)], to: alert, by: principal.actorID, at: time, in: tx)
            }
            return (try find(id, for: principal, in: tx), devices)
        }
        await announce(investigation, alerts: ids, devices)
        return investigation
    }

    /// Takes an alert out. It keeps its status.
    public func detach(_ alertID: ID<Alert>, from id: ID<Investigation>, by principal: Principal) async throws
        -> Investigation
    {
        try principal.requireWriter()
        let time = alerts.clock()
        let investigation = try await store.write { tx in
            let alert = try find(alertID, for: principal, in: tx)
            guard alert.investigationID == id else {
                throw WorkbenchError.conflict("This alert does not belong to this investigation any more.")
            }
            _ = try alerts.apply([.detach], to: alert, by: principal.actorID, at: time, in: tx)
            return try find(id, for: principal, in: tx)
        }
        await announce(investigation, alerts: [alertID], [])
        return investigation
    }

    /// Adds a remark.
    ///
    /// - Parameter alongside: done in the same transaction.
    public func comment(
        _ text: String, on id: ID<Investigation>, by principal: Principal,
        alongside: @escaping @Sendable (Comment, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> Comment {
        try principal.requireWriter()
        let words = try Comment.checked(text)
        let time = alerts.clock()
        let (comment, investigation) = try await store.write { tx in
            let investigation = try find(id, for: principal, in: tx)
            let comment = Comment(
                id: .make(at: time), organizationID: investigation.organizationID, investigationID: id, text: words,
                createdAt: time, createdBy: principal.actorID, updatedAt: time)
            try tx.alerts.insert(comment)
            try tx.alerts.insert(comment.history(.created, by: principal.actorID, at: time))
            try alongside(comment, tx)
            return (comment, investigation)
        }
        await announce(investigation, alerts: [], [])
        return comment
    }

    /// What closing it would change in the vendor's console, each issue once.
    public func previewClosing(
        _ id: ID<Investigation>, as decision: Investigation.Decision, comment: String, closesAlerts: Bool,
        by principal: Principal
    ) async throws -> [WritePreview] {
        let time = alerts.clock()
        return try await store.read { tx in
            let before = try find(id, for: principal, in: tx)
            let act = InvestigationAct(planner: planner, actor: principal.actorID, time: time)
            let words = comment.trimmed.isEmpty ? "…" : comment
            return try act.preview(
                .close(decision, comment: words), of: before, closesAlerts: closesAlerts,
                integrations: alerts.integrations, in: tx)
        }
    }
}

// The parts of these acts.
extension InvestigationWorkflow {
    func find(_ id: ID<Investigation>, for principal: Principal, in tx: any Transaction) throws -> Investigation {
        guard let investigation = try tx.investigations.find(id, scope: principal.scope) else {
            throw WorkbenchError.notFound("investigation")
        }
        return investigation
    }

    private func find(_ id: ID<Alert>, for principal: Principal, in tx: any Transaction) throws -> Alert {
        guard let alert = try tx.alerts.find(id, scope: principal.scope) else { throw WorkbenchError.notFound("alert") }
        return alert
    }

    /// An investigation belongs to the organization of its alerts, or to the one that is named.
    private func organization(
        of opening: InvestigationOpening, _ members: [Alert], for principal: Principal, in tx: any Transaction
    ) throws -> Organization {
        let id = opening.organizationID ?? members.first?.organizationID ?? principal.organizationID
        guard let organization = try tx.organizations.find(id, scope: principal.scope) else {
            throw WorkbenchError.notFound("organization")
        }
        guard members.allSatisfy({ $0.organizationID == id }) else {
            throw WorkbenchError.invalid("All of its alerts must belong to one organization.", field: "organization")
        }
        return organization
    }

    private func begin(
        _ opening: InvestigationOpening, in organization: Organization, by actor: ID<Actor>, at time: Timestamp,
        in tx: any Transaction
    ) throws -> Investigation {
        let number = try tx.investigations.takeNumber(in: organization.id)
        return Investigation(
            id: opening.id ?? .make(at: time), organizationID: organization.id,
            shortLink: Investigation.shortLink(of: organization, number: number),
            title: try Investigation.checkedTitle(opening.title), isIncident: opening.isIncident,
            incidentUpdatedAt: opening.isIncident ? time : nil, assignedTo: opening.assignee,
            assessment: opening.assessment, createdAt: time, createdBy: actor, updatedAt: time, updatedBy: actor)
    }

    private func refuseStale(_ investigation: Investigation, _ expected: Int64?, in tx: any Transaction) throws {
        guard let expected, expected != investigation.version else { return }
        let last = try tx.investigations.history(of: investigation.id).last
        let who = try last.flatMap { try tx.people.actor($0.actorID)?.displayName } ?? "Somebody"
        let state = investigation.decision.map { "closed as \($0.words.lowercased())" } ?? "open"
        throw WorkbenchError.conflict(
            "\(who) changed this \(investigation.noun) meanwhile; it is now \(state). Look at it again first.")
    }

    func announce(_ investigation: Investigation, alerts ids: [ID<Alert>], _ devices: Set<ID<SecurityDevice>>) async {
        let organization = investigation.organizationID
        var changes = [
            LiveUpdates.Update(kind: .investigation, organizationID: organization, id: investigation.id.rawValue)
        ]
        for id in ids {
            changes.append(LiveUpdates.Update(kind: .alert, organizationID: organization, id: id.rawValue))
        }
        await alerts.updates.publish(changes)
        for device in devices { await alerts.wakeOutbox(device) }
    }
}

/// How an investigation begins.
public struct InvestigationOpening: Hashable, Sendable {
    /// Chosen by the caller; nil lets the workbench choose.
    public var id: ID<Investigation>?
    public var title: String
    /// Nil for the alerts' own, or the caller's when there is none.
    public var organizationID: ID<Organization>?
    /// The first one leads.
    public var alerts: [ID<Alert>]
    public var isIncident: Bool
    public var assignee: ID<Actor>?
    public var assessment: Investigation.Assessment

    public init(
        title: String, id: ID<Investigation>? = nil, organizationID: ID<Organization>? = nil, alerts: [ID<Alert>] = [],
        isIncident: Bool = false, assignee: ID<Actor>? = nil,
        assessment: Investigation.Assessment = Investigation.Assessment()
    ) {
        self.title = title
        self.id = id
        self.organizationID = organizationID
        self.alerts = alerts
        self.isIncident = isIncident
        self.assignee = assignee
        self.assessment = assessment
    }
}
