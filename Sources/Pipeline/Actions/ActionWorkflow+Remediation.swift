import Workbench

extension ActionWorkflow {
    /// What somebody wants done.
    public struct NewRemediationAction: Sendable {
        /// Chosen by the caller; nil lets the workbench choose.
        public var id: ID<RemediationAction>?
        public var investigationID: ID<Investigation>
        public var deviceID: ID<SecurityDevice>?
        public var content: RemediationAction.Content
        public var assignee: ID<Actor>?

        public init(
            id: ID<RemediationAction>? = nil, investigationID: ID<Investigation>,
            deviceID: ID<SecurityDevice>? = nil, content: RemediationAction.Content, assignee: ID<Actor>? = nil
        ) {
            self.id = id
            self.investigationID = investigationID
            self.deviceID = deviceID
            self.content = content
            self.assignee = assignee
        }
    }

    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid`, `conflict` when its id is taken.
    public func open(
        _ new: NewRemediationAction, by principal: Principal,
        alongside: @escaping @Sendable (RemediationAction, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> RemediationAction {
        try principal.requireWriter()
        let time = alerts.clock()
        let action = try await store.write { tx in
            let subject = try CaseSubject(
                investigation: new.investigationID, alert: nil, for: principal, in: tx)
            if let id = new.id, try tx.actions.remediationAction(id, scope: .everything) != nil {
                throw WorkbenchError.conflict("There is already a remediation action with this id.")
            }
            try ActionWorkflow.check(new.deviceID, of: subject.organizationID, in: tx)
            if let assignee = new.assignee {
                try AlertWorkflow.check(assignee, for: "actions", of: subject.organizationID, in: tx)
            }
            let action = RemediationAction(
                id: new.id ?? .make(at: time), organizationID: subject.organizationID,
                investigationID: new.investigationID, deviceID: new.deviceID, statusUpdatedAt: time,
                content: try new.content.checked(), assignedTo: new.assignee, createdAt: time,
                createdBy: principal.actorID, updatedAt: time, updatedBy: principal.actorID)
            try tx.actions.insert(action)
            let value: JSON = ["action": JSON(action.content.action), "status": .string(action.status.rawValue)]
            try tx.actions.insert(
                action.history(
                    .created, by: principal.actorID, at: time, assignedTo: action.assignedTo, value: value))
            try alongside(action, tx)
            return action
        }
        await announce(organization: action.organizationID, action.investigationID, nil)
        return action
    }

    /// Applies commands in order, all or none. Completing an action completes its open assets.
    ///
    /// - Parameter expectedVersion: the version the person was looking at; an older one is refused.
    /// - Throws: `notFound`, `forbidden`, `conflict`, `invalid`.
    public func perform(
        _ commands: [RemediationActionCommand], on id: ID<RemediationAction>, by principal: Principal,
        expectedVersion: Int64? = nil
    ) async throws -> RemediationAction {
        try await change(id, by: principal) { before, time, tx in
            try ActionWorkflow.refuseStale(before.version, expectedVersion)
            var action = before
            var histories: [RemediationActionHistory] = []
            for command in commands {
                if case .assign(let assignee?) = command {
                    try AlertWorkflow.check(assignee, for: "actions", of: before.organizationID, in: tx)
                }
                let transition = try action.applying(command, by: principal.actorID, at: time)
                action = transition.action
                histories += transition.histories
            }
            if before.status != .completed, action.status == .completed {
                for asset in try tx.actions.assets(of: id) where asset.status == .open {
                    let done = try asset.applying(.init(status: .completed), by: principal.actorID, at: time)
                    try tx.actions.update(done)
                    try tx.actions.insert(done.history(.completed, of: action, by: principal.actorID, at: time))
                }
            }
            return (action, histories)
        }
    }

    /// It is gone from every list, with its assets; its history stays.
    public func delete(_ id: ID<RemediationAction>, by principal: Principal) async throws {
        _ = try await change(id, by: principal) { before, time, tx in
            var action = before
            action.deletedAt = time
            action.updatedAt = max(time, before.updatedAt)
            action.updatedBy = principal.actorID
            for var asset in try tx.actions.assets(of: id) {
                asset.deletedAt = time
                asset.updatedAt = max(time, asset.updatedAt)
                asset.updatedBy = principal.actorID
                try tx.actions.update(asset)
                try tx.actions.insert(asset.history(.deleted, of: action, by: principal.actorID, at: time))
            }
            return (action, [action.history(.deleted, by: principal.actorID, at: time)])
        }
    }

    private func change(
        _ id: ID<RemediationAction>, by principal: Principal,
        _ act:
            @escaping @Sendable (RemediationAction, Timestamp, any Transaction) throws -> (
                RemediationAction, [RemediationActionHistory]
            )
    ) async throws -> RemediationAction {
        try principal.requireWriter()
        let time = alerts.clock()
        let (action, devices) = try await store.write { tx -> (RemediationAction, Set<ID<SecurityDevice>>) in
            let before = try ActionWorkflow.find(id, for: principal, in: tx)
            var (action, histories) = try act(before, time, tx)
            guard action != before else { return (before, []) }
            action.version = before.version &+ 1
            try tx.actions.update(action)
            for history in histories { try tx.actions.insert(history) }
            let wasOpen = !before.status.isFinished
            let isOpen = action.deletedAt == nil && !action.status.isFinished
            let isLast = wasOpen && !isOpen
            return (action, isLast ? try releaseIncident(of: action, by: principal.actorID, at: time, in: tx) : [])
        }
        await announce(organization: action.organizationID, action.investigationID, nil)
        for device in devices { await alerts.wakeOutbox(device) }
        return action
    }

    /// An incident that was closed while remediation was open has told nobody. Once nothing is open any more, its
    /// issues hear of it.
    private func releaseIncident(
        of action: RemediationAction, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction
    ) throws -> Set<ID<SecurityDevice>> {
        guard let incident = try tx.investigations.find(action.investigationID, scope: .everything),
            incident.isIncident, !incident.isOpen,
            try !tx.actions.remediationActions(of: incident.id).contains(where: { !$0.status.isFinished })
        else { return [] }
        var told: Set<ID<VendorAlert>> = []
        let members = try tx.investigations.alerts(of: incident.id)
        for alert in members {
            let deliveries = try alerts.planner.record(
                .incidentClosed, of: alert, by: actor, why: nil, at: time, told: told, in: tx)
            told.formUnion(deliveries.map(\.vendorAlertID))
        }
        return Set(members.map(\.deviceID))
    }

    static func find(_ id: ID<RemediationAction>, for principal: Principal, in tx: any Transaction) throws
        -> RemediationAction
    {
        guard let action = try tx.actions.remediationAction(id, scope: principal.scope), action.deletedAt == nil
        else { throw WorkbenchError.notFound("remediation action") }
        return action
    }
}
