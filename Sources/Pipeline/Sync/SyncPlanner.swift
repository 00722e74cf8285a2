import Workbench

/// Turns a workflow event into rows: the event itself and one delivery for each issue that must hear of it.
/// Always within the transaction that makes the event true.
public struct SyncPlanner: Sendable {
    private let settings: PipelineSettings

    public init(settings: PipelineSettings) {
        self.settings = settings
    }

    /// Deliveries made; empty when the device does not write back, or the rule has nothing to say.
    ///
    /// - Parameters:
    ///   - only: the one vendor alert concerned, when it joined an alert that is already known to the others.
    ///   - told: issues that heard of the same act through another alert: once is enough.
    ///   - dismisses: for suppressions, whether this one may dismiss.
    @discardableResult
    public func record(
        _ kind: WorkflowEvent.Kind, of alert: Alert, by actor: ID<Actor>, why: String? = nil, at time: Timestamp,
        only: ID<VendorAlert>? = nil, told: Set<ID<VendorAlert>> = [], dismisses: Bool = true,
        in tx: any Transaction
    ) throws -> [Delivery] {
        let event = WorkflowEvent(kind, of: alert, by: actor, only: only, at: time)
        try tx.events.insert(event)
        guard let device = try tx.devices.find(alert.deviceID, scope: .everything), device.writesBack else { return [] }
        let investigation = try investigation(of: alert, in: tx)
        var deliveries: [Delivery] = []
        for vendorAlert in try tx.alerts.vendorAlerts(of: alert.id) where vendorAlert.kind.isIssue {
            guard only == nil || only == vendorAlert.id, !told.contains(vendorAlert.id) else { continue }
            let note = try note(for: kind, of: alert, investigation, by: actor, why: why, in: tx)
            var context = try context(for: kind, of: alert, investigation, on: vendorAlert, in: tx)
            context.suppressionDismisses = dismisses
            guard let intent = settings.policy.intent(for: kind, in: context, note: note) else { continue }
            deliveries.append(try enqueue(intent, for: event, on: vendorAlert, in: tx))
        }
        return deliveries
    }

    /// Rule eleven: an issue that no detection matched.
    @discardableResult
    public func recordUnmatched(
        _ vendorAlert: VendorAlert, isBackfill: Bool, at time: Timestamp, in tx: any Transaction
    ) throws -> Delivery? {
        let event = WorkflowEvent(
            id: .make(at: time), kind: .noDetectionMatched, organizationID: vendorAlert.organizationID,
            deviceID: vendorAlert.deviceID, alertID: nil, vendorAlertID: vendorAlert.id, actorID: Actor.system,
            createdAt: time)
        try tx.events.insert(event)
        let note = SyncNote(headline: "Reviewed in Watchfloor: no detection of post-exploit behaviour matched.")
        let context = SyncContext(kind: vendorAlert.kind, isBackfill: isBackfill)
        guard let intent = settings.policy.intent(for: .noDetectionMatched, in: context, note: note),
            let device = try tx.devices.find(vendorAlert.deviceID, scope: .everything), device.writesBack
        else { return nil }
        return try enqueue(intent, for: event, on: vendorAlert, in: tx)
    }

    /// Rule five: no alert is opened, because a suppression met the vendor alert.
    ///
    /// - Parameter issue: what is written to; nil when there is no issue, or it is not met itself.
    @discardableResult
    func recordSuppressed(
        _ vendorAlert: VendorAlert, writing issue: VendorAlert?, by suppression: Suppression, at time: Timestamp,
        in tx: any Transaction
    ) throws -> Delivery? {
        let event = WorkflowEvent(
            id: .make(at: time), kind: .alertSuppressedByDetection, organizationID: vendorAlert.organizationID,
            deviceID: vendorAlert.deviceID, alertID: nil, vendorAlertID: vendorAlert.id, actorID: Actor.system,
            createdAt: time)
        try tx.events.insert(event)
        guard let issue, let device = try tx.devices.find(issue.deviceID, scope: .everything), device.writesBack
        else { return nil }
        let isLive = try tx.alerts.resting(on: [issue.id]).contains { $0.status != .closed }
        let context = SyncContext(
            kind: issue.kind, others: isLive ? .open : .closed, suppressionDismisses: suppression.dismisses)
        let note = SyncNote(
            headline: "Suppressed in Watchfloor before an alert was opened.", details: [suppression.words])
        guard let intent = settings.policy.intent(for: event.kind, in: context, note: note) else { return nil }
        return try enqueue(intent, for: event, on: issue, in: tx)
    }

    /// What an act on an alert would mean for each of its issues, without doing it.
    ///
    /// - Parameters:
    ///   - investigation: as it would be then; nil for the alert's own as it is.
    ///   - alongside: alerts that would change by the same act, as they would be then.
    ///   - evenIfOff: whether synchronization is taken as switched on, for a preview of that.
    public func preview(
        _ kind: WorkflowEvent.Kind, of alert: Alert, within investigation: Investigation? = nil,
        alongside: [Alert] = [],
        by actor: ID<Actor>, evenIfOff: Bool = false, in tx: any Transaction
    ) throws -> [(issue: VendorAlert, intent: SyncIntent)] {
        guard var device = try tx.devices.find(alert.deviceID, scope: .everything) else { return [] }
        if evenIfOff { device.isSyncEnabled = true }
        guard device.writesBack else { return [] }
        let investigation = try investigation ?? self.investigation(of: alert, in: tx)
        return try tx.alerts.vendorAlerts(of: alert.id).compactMap { vendorAlert in
            guard vendorAlert.kind.isIssue else { return nil }
            let note = try note(for: kind, of: alert, investigation, by: actor, why: nil, in: tx)
            let context = try context(
                for: kind, of: alert, investigation, on: vendorAlert, alongside: alongside, in: tx)
            return settings.policy.intent(for: kind, in: context, note: note).map { (vendorAlert, $0) }
        }
    }

    private func hasOpenRemediation(_ investigation: Investigation?, in tx: any Transaction) throws -> Bool {
        guard let investigation else { return false }
        return try tx.actions.remediationActions(of: investigation.id).contains { !$0.status.isFinished }
    }

    private func investigation(of alert: Alert, in tx: any Transaction) throws -> Investigation? {
        try alert.investigationID.flatMap { try tx.investigations.find($0, scope: .everything) }
    }

    private func context(
        for kind: WorkflowEvent.Kind, of alert: Alert, _ investigation: Investigation?, on vendorAlert: VendorAlert,
        alongside: [Alert] = [], in tx: any Transaction
    ) throws -> SyncContext {
        var others = try state(ofOthersThan: alert, investigation, on: vendorAlert, alongside, in: tx)
        let isInvestigated = investigation?.isOpen ?? false
        var reason = alert.closeReason
        switch kind {
        case .investigationClosed, .incidentClosed:
            reason = investigation?.decision?.closeReason
            // An alert that was not closed with its investigation is still being worked on.
            if alert.status != .closed { others = max(others, .open) }
        case .alertClosed, .alertSuppressedInWorkbench, .alertSuppressedByDetection:
            // What its investigation comes to decides the issue, not the one alert.
            if isInvestigated { others = .investigating }
        case .alertCreated, .alertReopened, .alertToInvestigation, .investigationToIncident, .investigationReopened,
            .noDetectionMatched:
            break
        }
        return SyncContext(
            kind: vendorAlert.kind, closeReason: reason, isBackfill: alert.source == .backfill,
            isInOpenInvestigation: isInvestigated, others: others,
            hasOpenRemediation: kind == .incidentClosed ? try hasOpenRemediation(investigation, in: tx) : false)
    }

    /// The strongest state among the issue's other alerts and their investigations.
    private func state(
        ofOthersThan alert: Alert, _ own: Investigation?, on vendorAlert: VendorAlert, _ alongside: [Alert],
        in tx: any Transaction
    ) throws -> SyncContext.OthersState {
        var strongest = SyncContext.OthersState.closed
        for stored in try tx.alerts.resting(on: [vendorAlert.id]) where stored.id != alert.id {
            let other = alongside.first { $0.id == stored.id } ?? stored
            let theirs = try other.investigationID == own?.id ? own : investigation(of: other, in: tx)
            if let theirs, theirs.isOpen { return .investigating }
            if other.status != .closed { strongest = .open }
        }
        return strongest
    }

    private func enqueue(
        _ intent: SyncIntent, for event: WorkflowEvent, on vendorAlert: VendorAlert, in tx: any Transaction
    ) throws -> Delivery {
        var delivery = Delivery(
            id: .make(at: event.createdAt), organizationID: event.organizationID, deviceID: event.deviceID,
            alertID: event.alertID, vendorAlertID: vendorAlert.id, issueID: vendorAlert.vendorID,
            kind: vendorAlert.kind, eventID: event.id, actorID: event.actorID, intent: intent,
            policyVersion: settings.policy.version, knownState: vendorAlert.state, notBefore: event.createdAt,
            createdAt: event.createdAt, updatedAt: event.createdAt)
        if intent.isDismissal, try isCapReached(device: event.deviceID, at: event.createdAt, in: tx) {
            delivery.state = .held
            delivery.answer =
                "Held: \(settings.dismissalCap) issues of this device were dismissed within the hour. "
                + "Release it if this is meant."
        }
        try withdrawHeld(by: delivery, in: tx)
        try tx.deliveries.insert(delivery)
        return delivery
    }

    /// A dismissal that still waits for its release means nothing once the same alert decides otherwise.
    private func withdrawHeld(by later: Delivery, in tx: any Transaction) throws {
        guard later.intent.move != .unchanged, let alertID = later.alertID else { return }
        for var held in try tx.deliveries.list(alert: alertID) where held.state == .held {
            guard held.issueID == later.issueID else { continue }
            held.state = .cancelled
            held.answer = "Superseded before it was released."
            held.finishedAt = later.createdAt
            held.updatedAt = later.createdAt
            try tx.deliveries.update(held)
        }
    }

    private func isCapReached(device: ID<SecurityDevice>, at time: Timestamp, in tx: any Transaction) throws -> Bool {
        try tx.deliveries.dismissals(device: device, since: time.adding(seconds: -3600)) >= settings.dismissalCap
    }

    private func note(
        for kind: WorkflowEvent.Kind, of alert: Alert, _ investigation: Investigation?, by actor: ID<Actor>,
        why: String?, in tx: any Transaction
    ) throws -> SyncNote {
        let name = try tx.people.actor(actor)?.displayName ?? "Watchfloor"
        let link = "\(settings.publicURL)/alerts/\(alert.id)"
        switch kind {
        case .alertCreated:
            return SyncNote(
                headline: "Under review in Watchfloor.",
                details: ["\(alert.name) · severity \(alert.severity.rawValue.lowercased())"], link: link)
        case .alertClosed:
            return SyncNote(
                headline: "Closed in Watchfloor as \(alert.closeReason?.words.lowercased() ?? "closed") by \(name).",
                details: [alert.closeComment ?? ""], link: link)
        case .alertSuppressedInWorkbench:
            return SyncNote(headline: "Suppressed in Watchfloor.", details: [why ?? ""], link: link)
        case .alertReopened:
            return SyncNote(headline: "Reopened in Watchfloor by \(name).", details: [why ?? ""], link: link)
        case .alertToInvestigation, .investigationToIncident, .investigationReopened, .investigationClosed,
            .incidentClosed:
            guard let investigation else { break }
            return InvestigationNote(investigation: investigation, severity: alert.severity, name: name, why: why)
                .note(for: kind, link: "\(settings.publicURL)/investigations/\(investigation.id)")
        case .alertSuppressedByDetection, .noDetectionMatched:
            break
        }
        return SyncNote(headline: "\(kind.words) in Watchfloor.", details: [why ?? ""], link: link)
    }
}
