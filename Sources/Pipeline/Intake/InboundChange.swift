import Workbench

/// A change of an issue's state that was made in the vendor's console, and what it means for the alerts here.
///
/// Nothing is closed by it. What a person or the vendor ended there is flagged on the open alert; what was reopened
/// there brings a closed alert back to the queue.
struct InboundChange {
    let before: IssueState?
    let after: IssueState
    let vendorAlert: VendorAlert
    let time: Timestamp

    init(before: IssueState?, after: IssueState, of vendorAlert: VendorAlert, at time: Timestamp) {
        self.before = before
        self.after = after
        self.vendorAlert = vendorAlert
        self.time = time
    }

    /// - Returns: the alerts that changed.
    func apply(to alerts: [Alert], in tx: any Transaction) throws -> [Alert] {
        guard !alerts.isEmpty, try !isEcho(in: tx) else { return [] }
        return try alerts.compactMap { alert in
            guard let command = command(for: alert) else { return nil }
            let transition = try alert.applying(command, by: Actor.vendor, at: time)
            guard transition.alert != alert else { return nil }
            try tx.alerts.update(transition.alert)
            let histories = transition.histories.isEmpty ? [history(of: transition.alert)] : transition.histories
            for history in histories { try tx.alerts.insert(history) }
            return transition.alert
        }
    }

    private func command(for alert: Alert) -> AlertCommand? {
        if let kind = after.endedBy {
            guard alert.status != .closed else { return nil }
            if let flag = alert.vendorFlag, flag.kind == kind, flag.state.isSame(as: after) { return nil }
            return .flag(VendorFlag(kind: kind, state: after, at: time))
        }
        guard after.isLive, let before, before.endedBy != nil else { return nil }
        let flag = VendorFlag(kind: .reopened, state: after, at: time)
        if alert.status == .closed { return .returnToQueue(flag) }
        return alert.vendorFlag == nil ? nil : .flag(flag)
    }

    /// A flag changes no status, so the entry names the same one twice and says what happened there.
    private func history(of alert: Alert) -> AlertHistory {
        let why: String
        switch after.endedBy {
        case .settledByVendor: why = "settled by the vendor itself"
        case .closedByPerson: why = "closed in the vendor's console"
        case .reopened, nil: why = "reopened in the vendor's console"
        }
        return alert.history(
            .statusChanged, by: Actor.vendor, at: time,
            value: [
                "from": .string(alert.status.rawValue), "to": .string(alert.status.rawValue), "why": .string(why),
                "by": JSON(after.changedBy), "vendor_status": .string(after.vendorStatus),
                "vendor_reason": JSON(after.reason), "vendor_id": .string(vendorAlert.vendorID),
            ])
    }

    /// Our own write coming back: usually it is the stored state already; while the write is still being recorded
    /// it may arrive first, and a delivery's state then says so.
    private func isEcho(in tx: any Transaction) throws -> Bool {
        guard let last = try tx.deliveries.lastWritten(device: vendorAlert.deviceID, issueID: vendorAlert.vendorID),
            last.state.isSame(as: after)
        else { return false }
        // The same outcome, but moved there long after our write: a person did that.
        guard let changedAt = after.changedAt else { return true }
        return changedAt.seconds(since: last.at) < InboundChange.echoTolerance
    }

    /// Seconds by which the two clocks, and the recording of a write, may lag each other.
    static let echoTolerance: Double = 120
}

extension IssueState {
    /// Who ended the issue's work in the vendor's console; nil while it is live, or when its status is unknown to us.
    var endedBy: VendorFlag.Kind? {
        switch status {
        case .resolved, .dismissed: isSettledByVendor ? .settledByVendor : .closedByPerson
        case .open, .inProgress, .other: nil
        }
    }
}
