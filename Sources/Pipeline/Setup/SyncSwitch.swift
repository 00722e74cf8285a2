import Workbench

/// Switches everything that is written to a tenant off and on again. Off takes effect with the very next write; on
/// brings the present differences over once, instead of repeating what happened meanwhile.
public struct SyncSwitch: Sendable {
    /// Alerts that one reconciliation looks at; older changes have been overtaken long since.
    private static let most = 1000

    let context: SetupContext

    /// One write that switching on would make.
    public struct Difference: Hashable, Sendable {
        public var alertID: ID<Alert>
        public var alertName: String
        public var issueID: String
        public var issueName: String
        public var write: PlannedWrite

        public init(
            alertID: ID<Alert>, alertName: String, issueID: String, issueName: String, write: PlannedWrite
        ) {
            self.alertID = alertID
            self.alertName = alertName
            self.issueID = issueID
            self.issueName = issueName
            self.write = write
        }
    }

    /// Stops all writes. Deliveries that wait stay, and are overtaken by the reconciliation.
    public func disable(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> SecurityDevice {
        try principal.requireAdministrator()
        return try await turn(id, by: principal) { device, setup, time, tx in
            guard device.isSyncEnabled else { return }
            device.isSyncEnabled = false
            setup.syncOffSince = time
            try tx.setups.insert(
                SetupEvent(
                    .syncDisabled, of: id, by: principal.actorID, words: "Nothing is written from now on.", at: time))
        }
    }

    /// Synchronization on trial: what would be written is shown, nothing is.
    public func startShadow(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> SecurityDevice {
        try principal.requireAdministrator()
        return try await turn(id, by: principal) { device, setup, time, tx in
            device.isSyncEnabled = false
            setup.syncOffSince = setup.syncOffSince ?? time
            let until = time.adding(seconds: context.settings.shadowPeriod)
            setup.shadowUntil = until
            try tx.setups.insert(
                SetupEvent(
                    .shadowStarted, of: id, by: principal.actorID,
                    words: "Until \(until) it is shown what would be written.", at: time))
        }
    }

    /// What switching on would write.
    public func preview(_ id: ID<SecurityDevice>, for principal: Principal) async throws -> [Difference] {
        try await context.store.read { tx in
            let device = try context.device(id, for: principal, in: tx)
            guard !device.isSyncEnabled else { return [] }
            return try differences(device, in: tx).flatMap { try words(of: $0, device, by: principal.actorID, in: tx) }
        }
    }

    /// Switches on and brings the present differences over, once.
    ///
    /// - Returns: how many writes were put on their way.
    public func enable(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> Int {
        try principal.requireAdministrator()
        let time = context.clock()
        let (device, count) = try await context.store.write { tx -> (SecurityDevice, Int) in
            var device = try context.device(id, for: principal, in: tx)
            guard !device.isSyncEnabled else { return (device, 0) }
            let changed = try differences(device, in: tx)
            let before = device
            device.isSyncEnabled = true
            device.updatedAt = time
            try context.update(device, since: before, by: principal.actorID, at: time, in: tx)
            var setup = try tx.setups.setup(of: id)
            (setup.syncOffSince, setup.shadowUntil) = (nil, nil)
            try tx.setups.save(setup)
            try withdrawOvertaken(device, by: changed, at: time, in: tx)
            var count = 0
            for change in changed {
                count += try context.planner.record(
                    change.kind, of: change.alert, by: principal.actorID,
                    why: "Synchronization was switched on again.", at: time, in: tx
                ).count
            }
            try tx.setups.insert(
                SetupEvent(
                    .syncEnabled, of: id, by: principal.actorID,
                    words: "Present states are brought over: \(count) write(s).", at: time))
            return (device, count)
        }
        await context.announce(device)
        await context.wakeOutbox(id)
        return count
    }

    private func turn(
        _ id: ID<SecurityDevice>, by principal: Principal,
        _ change:
            @escaping @Sendable (inout SecurityDevice, inout DeviceSetup, Timestamp, any Transaction) throws -> Void
    ) async throws -> SecurityDevice {
        let time = context.clock()
        let device = try await context.store.write { tx in
            var device = try context.device(id, for: principal, in: tx)
            var setup = try tx.setups.setup(of: id)
            let before = device
            try change(&device, &setup, time, tx)
            device.updatedAt = time
            try context.update(device, since: before, by: principal.actorID, at: time, in: tx)
            try tx.setups.save(setup)
            return device
        }
        await context.announce(device)
        return device
    }
}

// What differs.
extension SyncSwitch {
    /// An alert whose state changed while nothing was written, and the event that says where it stands now.
    private struct Change {
        var alert: Alert
        var kind: WorkflowEvent.Kind
    }

    private func differences(_ device: SecurityDevice, in tx: any Transaction) throws -> [Change] {
        guard let since = try tx.setups.setup(of: device.id).syncOffSince else { return [] }
        let own = ResourceFilter.compare(FieldPath(["security_device"], "id"), .equal, .text(device.id.rawValue))
        let later = ResourceFilter.compare(
            FieldPath([], "updated_at"), .greater, .time(since.adding(seconds: -0.001)))
        let query = ResourceQuery(
            scope: .organization(device.organizationID), filter: .all([own, later]),
            sort: [SortKey("created_at"), SortKey("id")], limit: SyncSwitch.most)
        return try tx.alerts.list(query).rows.compactMap { alert in
            guard let kind = try standing(of: alert, in: tx) else { return nil }
            return Change(alert: alert, kind: kind)
        }
    }

    private func standing(of alert: Alert, in tx: any Transaction) throws -> WorkflowEvent.Kind? {
        let investigation = try alert.investigationID.flatMap { try tx.investigations.find($0, scope: .everything) }
        if alert.status == .closed { return investigation?.isOpen == true ? nil : .alertClosed }
        if let investigation, investigation.isOpen {
            return investigation.isIncident ? .investigationToIncident : .alertToInvestigation
        }
        let wasClosed = try tx.events.list(alert: alert.id).contains { $0.kind == .alertClosed }
        return wasClosed ? .alertReopened : .alertCreated
    }

    private func words(
        of change: Change, _ device: SecurityDevice, by actor: ID<Actor>, in tx: any Transaction
    ) throws -> [Difference] {
        guard let integration = context.integrations[device.vendor] else { return [] }
        return try context.planner.preview(change.kind, of: change.alert, by: actor, evenIfOff: true, in: tx).map {
            Difference(
                alertID: change.alert.id, alertName: change.alert.name, issueID: $0.issue.vendorID,
                issueName: $0.issue.content.name,
                write: integration.plan($0.intent, kind: $0.issue.kind, marker: "watchfloor:preview"))
        }
    }

    /// What waited from before for the same alerts is overtaken: only the present state is brought over.
    private func withdrawOvertaken(
        _ device: SecurityDevice, by changes: [Change], at time: Timestamp, in tx: any Transaction
    ) throws {
        for change in changes {
            for var delivery in try tx.deliveries.list(alert: change.alert.id) where delivery.state == .pending {
                delivery.state = .cancelled
                delivery.answer = "Overtaken while synchronization was off; the present state is written instead."
                delivery.finishedAt = time
                delivery.updatedAt = time
                try tx.deliveries.update(delivery)
            }
        }
    }
}
