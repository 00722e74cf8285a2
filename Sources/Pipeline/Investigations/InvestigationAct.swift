import Workbench

/// One change of an investigation within its transaction, with all that follows from it for its alerts and for the
/// issues they rest on.
struct InvestigationAct {
    let planner: SyncPlanner
    let actor: ID<Actor>
    let time: Timestamp

    /// - Returns: the investigation and its alerts as they now are.
    func apply(
        _ commands: [InvestigationCommand], to before: Investigation, closesAlerts: Bool, in tx: any Transaction
    ) throws -> (investigation: Investigation, alerts: [Alert]) {
        var investigation = before
        var histories: [InvestigationHistory] = []
        var events: [(kind: WorkflowEvent.Kind, why: String?)] = []
        var members = try tx.investigations.alerts(of: before.id)
        for command in commands {
            let transition = try investigation.applying(command, by: actor, at: time)
            histories += transition.histories
            if let event = transition.event { events.append((event, command.why)) }
            members = try follow(
                transition, from: investigation, closesAlerts: closesAlerts, members: members, in: tx)
            investigation = transition.investigation
        }
        guard investigation != before else { return (before, members) }
        investigation.version = before.version &+ 1
        try tx.investigations.update(investigation)
        for history in histories { try tx.investigations.insert(history) }
        for event in events { try record(event.kind, of: members, why: event.why, in: tx) }
        return (investigation, members)
    }

    /// What an act would write, each issue once, without doing it.
    func preview(
        _ command: InvestigationCommand, of before: Investigation, closesAlerts: Bool, integrations: Integrations,
        in tx: any Transaction
    ) throws -> [WritePreview] {
        let transition = try before.applying(command, by: actor, at: time)
        guard let event = transition.event else { return [] }
        let members = try tx.investigations.alerts(of: before.id).map { alert in
            try changed(alert, by: transition, from: before, closesAlerts: closesAlerts)?.alert ?? alert
        }
        var seen: Set<ID<VendorAlert>> = []
        var previews: [WritePreview] = []
        for alert in members {
            guard let device = try tx.devices.find(alert.deviceID, scope: .everything),
                let integration = integrations[device.vendor]
            else { continue }
            let writes = try planner.preview(
                event, of: alert, within: transition.investigation, alongside: members, by: actor, in: tx)
            for (issue, intent) in writes where seen.insert(issue.id).inserted {
                let plan = integration.plan(intent, kind: issue.kind, marker: "…")
                previews.append(WritePreview(issueName: issue.content.name, issueID: issue.vendorID, write: plan))
            }
        }
        return previews
    }

    /// Workflow events for all alerts; each issue hears of the act once, whichever of its alerts tells it.
    private func record(_ kind: WorkflowEvent.Kind, of alerts: [Alert], why: String?, in tx: any Transaction) throws {
        var told: Set<ID<VendorAlert>> = []
        for alert in alerts {
            let deliveries = try planner.record(kind, of: alert, by: actor, why: why, at: time, told: told, in: tx)
            told.formUnion(deliveries.map(\.vendorAlertID))
        }
    }

    /// Closing takes the open alerts along if asked to; reopening brings those back that were closed with it.
    private func follow(
        _ transition: InvestigationTransition, from before: Investigation, closesAlerts: Bool, members: [Alert],
        in tx: any Transaction
    ) throws -> [Alert] {
        try members.map { alert in
            guard let changed = try changed(alert, by: transition, from: before, closesAlerts: closesAlerts) else {
                return alert
            }
            try tx.alerts.update(changed.alert)
            for history in changed.histories { try tx.alerts.insert(history) }
            return changed.alert
        }
    }

    private func changed(
        _ alert: Alert, by transition: InvestigationTransition, from before: Investigation, closesAlerts: Bool
    ) throws -> AlertTransition? {
        switch transition.event {
        case .investigationClosed, .incidentClosed:
            guard closesAlerts, alert.status != .closed, let decision = transition.investigation.decision else {
                return nil
            }
            let comment = transition.investigation.closeComment ?? decision.words
            return try alert.applying(
                .close(reason: decision.closeReason ?? .other, comment: comment), by: actor, at: time)
        case .investigationReopened:
            guard alert.status == .closed, alert.statusUpdatedAt == before.statusUpdatedAt,
                alert.statusUpdatedBy == before.statusUpdatedBy
            else { return nil }
            let reopened = try alert.applying(.reopen(why: "its \(before.noun) was reopened"), by: actor, at: time)
            var started = try reopened.alert.applying(.start, by: actor, at: time)
            started.alert.version = alert.version &+ 1
            started.histories = reopened.histories + started.histories
            return started
        default: return nil
        }
    }
}

extension InvestigationCommand {
    fileprivate var why: String? {
        if case .reopen(let why) = self { why } else { nil }
    }
}
