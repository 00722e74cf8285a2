import Detection
import Workbench

/// What keeps a match from becoming one more open alert: a suppression, the tuning of a new device, or an alert that
/// already collects its like.
extension AlertOpening {
    /// The suppression that meets what would open the alert, or the issue it belongs to. What a person reopened in
    /// the vendor's console is asked for there, so nothing suppresses it.
    func suppression(_ issue: VendorAlert?, _ standing: StandingSuppressions, in tx: any Transaction) throws
        -> StandingSuppressions.Match?
    {
        guard !isReopened else { return nil }
        let other = issue.flatMap { $0.id == vendorAlert.id ? nil : $0 }
        return try standing.match([vendorAlert] + [other].compactMap { $0 }, in: tx)
    }

    /// Whether it was decided before that this vendor alert opens nothing.
    func isSuppressed(in tx: any Transaction) throws -> Bool {
        guard !isReopened, !merge.isNew else { return false }
        return try tx.suppressions.suppression(of: vendorAlert.id) != nil
    }

    private var isReopened: Bool {
        guard let change = merge.stateChange, let before = change.before else { return false }
        return before.endedBy != nil && change.after.isLive
    }

    /// No alert: the vendor alert is marked, and the issue hears of it if it is met itself.
    mutating func drop(
        _ match: StandingSuppressions.Match, _ issue: VendorAlert?, planner: SyncPlanner, in tx: any Transaction
    ) throws {
        let isIssueDone =
            try issue.map { try $0.id != vendorAlert.id && tx.suppressions.suppression(of: $0.id) != nil } ?? false
        try mark(match, [vendorAlert], in: tx)
        let target = issue.flatMap { match.vendorAlerts.contains($0.id) && !isIssueDone ? $0 : nil }
        let delivery = try planner.recordSuppressed(
            vendorAlert, writing: target, by: match.suppression, at: time, in: tx)
        hasDeliveries = hasDeliveries || delivery != nil
    }

    /// Adds a detection that comes later to the alert of its issue that a suppression has closed.
    ///
    /// - Returns: false when there is none.
    mutating func joinSuppressed(_ match: StandingSuppressions.Match, _ issue: VendorAlert?, in tx: any Transaction)
        throws -> Bool
    {
        guard let issue, issue.id != vendorAlert.id,
            let alert = try tx.alerts.resting(on: [issue.id]).last(where: { $0.closeReason == .suppressed })
        else { return false }
        try tx.alerts.attach(vendorAlert.id, to: alert.id)
        try mark(match, [vendorAlert], in: tx)
        touched.append(alert)
        return true
    }

    /// Closes an alert that was just opened.
    mutating func close(
        _ alert: Alert, by match: StandingSuppressions.Match, over group: [VendorAlert], _ issue: VendorAlert?,
        planner: SyncPlanner, in tx: any Transaction
    ) throws -> Alert {
        let suppression = match.suppression
        try mark(match, group.filter { $0.id == vendorAlert.id || match.vendorAlerts.contains($0.id) }, in: tx)
        let closed = try close(
            alert, as: .suppressed, "Suppressed by “\(suppression.name)”. \(suppression.reason)",
            value: ["suppression_id": .string(suppression.id.rawValue)], in: tx)
        let covers = issue.map { match.vendorAlerts.contains($0.id) } ?? true
        let deliveries = try planner.record(
            .alertSuppressedInWorkbench, of: closed, by: Actor.system, why: suppression.words, at: time,
            dismisses: suppression.dismisses && covers, in: tx)
        hasDeliveries = hasDeliveries || !deliveries.isEmpty
        return closed
    }

    /// Closes what a new device brings while it is being tuned. It never dismisses, and is silent about old issues.
    mutating func closeAsNew(_ alert: Alert, planner: SyncPlanner, in tx: any Transaction) throws -> Alert {
        let closed = try close(
            alert, as: .suppressedNewDevice,
            "The device is new and still being tuned; only critical alerts stay open until then.", value: [:], in: tx)
        guard alert.source != .backfill else {
            try tx.events.insert(
                WorkflowEvent(.alertSuppressedInWorkbench, of: closed, by: Actor.system, at: time))
            return closed
        }
        let deliveries = try planner.record(
            .alertSuppressedInWorkbench, of: closed, by: Actor.system,
            why: "the device is new and being tuned", at: time, dismisses: false, in: tx)
        hasDeliveries = hasDeliveries || !deliveries.isEmpty
        return closed
    }

    private func mark(_ match: StandingSuppressions.Match, _ vendorAlerts: [VendorAlert], in tx: any Transaction) throws
    {
        for vendorAlert in vendorAlerts {
            try tx.suppressions.mark(vendorAlert.id, by: match.suppression.id, at: time)
        }
    }

    private func close(
        _ alert: Alert, as reason: CloseReason, _ comment: String, value: JSON, in tx: any Transaction
    ) throws -> Alert {
        let transition = try alert.applying(.close(reason: reason, comment: comment), by: Actor.system, at: time)
        try tx.events.insert(WorkflowEvent(.alertCreated, of: alert, by: Actor.system, at: time))
        try tx.alerts.update(transition.alert)
        for history in transition.histories {
            var entry = history
            entry.value = .object(history.value.object.merging(value.object) { first, _ in first })
            try tx.alerts.insert(entry)
        }
        return transition.alert
    }
}

/// Signals of one rule about one resource or actor.
extension AlertOpening {
    /// What the signals share, and the rule's window; nil when it stands alone.
    func groupKey(_ detection: Detection, _ leading: VendorAlert) -> (key: String, within: Double)? {
        if let correlated = detection.correlated { return ("correlation \(correlated.key)", correlated.within) }
        // Unless its rule says otherwise, a detection that names an issue belongs to that issue's alert and to no other.
        guard detection.grouping != nil || leading.issueID == nil else { return nil }
        let grouping = detection.grouping ?? .standard(for: leading.kind)
        return grouping.key(of: leading.content, kind: leading.kind).map { ($0, grouping.within) }
    }

    /// Adds the vendor alerts to the live alert that collects their like.
    ///
    /// - Returns: false when there is none.
    mutating func join(
        _ group: [VendorAlert], _ issue: VendorAlert?, _ detection: Detection, severity: Severity,
        planner: SyncPlanner, in tx: any Transaction
    ) throws -> Bool {
        let leading = issue ?? vendorAlert
        guard let (key, within) = groupKey(detection, leading),
            var known = try tx.alertGroups.find(device: leading.deviceID, rule: detection.match.ruleID, key: key),
            time.seconds(since: known.lastAt) <= within, known.members < AlertGrouping.memberLimit,
            let alert = try tx.alerts.find(known.alertID, scope: .everything), alert.status != .closed
        else { return false }
        for member in group { try tx.alerts.attach(member.id, to: alert.id) }
        known.members &+= group.count
        known.lastAt = time
        try tx.alertGroups.save(known)
        var next = alert
        next.severity = min(alert.severity, severity)
        next.version &+= 1
        next.updatedAt = max(time, alert.updatedAt)
        try tx.alerts.update(next)
        touched.append(next)
        let value: JSON = [
            "from": .string(alert.status.rawValue), "to": .string(alert.status.rawValue),
            "why": .string("a further signal of the same kind joined; it now holds \(known.members)"),
            "joined": .integer(Int64(known.members)), "vendor_id": .string(vendorAlert.vendorID),
        ]
        try tx.alerts.insert(next.history(.statusChanged, by: Actor.system, at: time, value: value))
        guard let issue else { return true }
        let deliveries = try planner.record(
            .alertCreated, of: next, by: Actor.system, at: time, only: issue.id, in: tx)
        hasDeliveries = hasDeliveries || !deliveries.isEmpty
        guard let id = next.investigationID, try tx.investigations.find(id, scope: .everything)?.isOpen == true else {
            return true
        }
        // The investigation is older than the issue's arrival: it hears of it now.
        let moves = try planner.record(
            .alertToInvestigation, of: next, by: Actor.system, at: time, only: issue.id, in: tx)
        hasDeliveries = hasDeliveries || !moves.isEmpty
        return true
    }

    /// Remembers a new alert as the one that collects its like.
    func collect(
        _ alert: Alert, _ group: [VendorAlert], _ detection: Detection, _ leading: VendorAlert, in tx: any Transaction
    ) throws {
        guard let (key, _) = groupKey(detection, leading) else { return }
        try tx.alertGroups.save(
            AlertGroup(
                deviceID: alert.deviceID, ruleID: detection.match.ruleID, key: key, alertID: alert.id,
                members: group.count, lastAt: time))
    }
}
