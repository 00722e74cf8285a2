import Detection
import Workbench

/// Which alert a vendor alert belongs to: one that is there, a new one, or none.
///
/// A detection and the issue it names share one alert in whatever order they arrive. What happens after a person has
/// closed an alert and matches opens a new one, so that nothing is hidden in a closed alert.
struct AlertOpening {
    let item: VendorItem
    let merge: VendorAlertMerge
    let detection: Detection?
    /// The correlation that this vendor alert completes, if it does.
    let correlated: CorrelatedDetection?
    let signal: Signal
    let descriptor: VendorDescriptor
    /// What ended before we saw it and is older than this opens nothing.
    let earliest: Timestamp
    /// Whether the device is new and still being tuned.
    let isTuning: Bool
    let time: Timestamp

    private(set) var opened: [Alert] = []
    var touched: [Alert] = []
    var hasDeliveries = false

    init(
        item: VendorItem, merge: VendorAlertMerge, detection: Detection?, correlated: CorrelatedDetection?,
        signal: Signal,
        descriptor: VendorDescriptor, earliest: Timestamp, isTuning: Bool, time: Timestamp
    ) {
        self.item = item
        self.merge = merge
        self.detection = detection
        self.correlated = correlated
        self.signal = signal
        self.descriptor = descriptor
        self.earliest = earliest
        self.isTuning = isTuning
        self.time = time
    }

    var vendorAlert: VendorAlert { merge.result }

    mutating func perform(
        rules: ActiveRules, planner: SyncPlanner, suppressions: StandingSuppressions, in tx: any Transaction
    ) throws {
        let group = try related(in: tx)
        let issue = group.first { $0.kind.isIssue }
        let own = merge.isNew ? [] : try tx.alerts.resting(on: [vendorAlert.id])
        let alerts = group.count > 1 ? try tx.alerts.resting(on: group.map(\.id)) : own
        let live = alerts.filter { $0.status != .closed }
        if own.isEmpty {
            if let issue, issue.id == vendorAlert.id, !live.isEmpty {
                // The issue joins every live alert of its detections, below.
            } else if let first = live.first ?? judged(among: alerts) {
                try tx.alerts.attach(vendorAlert.id, to: first.id)
                touched.append(first)
            } else if try !open(over: group, issue, rules: rules, planner, suppressions, in: tx) {
                try recordUnmatched(hasAlerts: !alerts.isEmpty, planner: planner, in: tx)
            }
        }
        if let issue {
            for alert in live {
                let isMissing = issue.id == vendorAlert.id && !own.contains { $0.id == alert.id }
                try join(issue, alert, isMissing: isMissing, planner: planner, in: tx)
            }
        }
        guard let change = merge.stateChange else { return }
        touched += try InboundChange(before: change.before, after: change.after, of: vendorAlert, at: time)
            .apply(to: try tx.alerts.resting(on: [vendorAlert.id]), in: tx)
    }

    /// The closed alert whose closing already judged this detection: the detection happened before, and only its
    /// message came after.
    private func judged(among alerts: [Alert]) -> Alert? {
        guard vendorAlert.kind == .detection, let happened = vendorAlert.vendorCreatedAt else { return nil }
        return alerts.last { alert in
            alert.isIssueBacked && alert.status == .closed && alert.statusUpdatedAt.map { happened <= $0 } ?? false
        }
    }

    /// The issue and the detections that name it; the vendor alert alone when it has neither.
    private func related(in tx: any Transaction) throws -> [VendorAlert] {
        guard let issueID = vendorAlert.kind.isIssue ? vendorAlert.vendorID : vendorAlert.issueID else {
            return [vendorAlert]
        }
        let group = try tx.vendorAlerts.related(device: vendorAlert.deviceID, issueID: issueID)
        return group.contains { $0.id == vendorAlert.id } ? group : group + [vendorAlert]
    }

    /// - Returns: false when no rule matches.
    private mutating func open(
        over group: [VendorAlert], _ issue: VendorAlert?, rules: ActiveRules, _ planner: SyncPlanner,
        _ suppressions: StandingSuppressions, in tx: any Transaction
    ) throws -> Bool {
        // What is new was judged while it was prepared; what is merged from several signals is judged as a whole.
        let own = merge.isNew ? self.detection : rules.pack.detect(vendorAlert.event)
        guard let detection = correlated?.leading(over: own) ?? own else { return false }
        let group = try group + (correlated?.companions(besides: group, in: tx) ?? [])
        let issue = issue ?? group.first { $0.kind.isIssue }
        guard isWorthOpening(issue), try !isSuppressed(in: tx) else { return true }
        let leading = issue ?? vendorAlert
        let (severity, reasons) = ResourceWeight.severity(of: detection.severity, on: leading.content)
        let suppression = try suppression(issue, suppressions, in: tx)
        if let suppression {
            guard suppression.suppression.place == .workbench else {
                try drop(suppression, issue, planner: planner, in: tx)
                return true
            }
            if try joinSuppressed(suppression, issue, in: tx) { return true }
        } else if try join(group, issue, detection, severity: severity, planner: planner, in: tx) {
            return true
        }
        var alert = Alert(
            id: .make(at: time), organizationID: vendorAlert.organizationID, deviceID: vendorAlert.deviceID,
            name: name(of: leading), severity: severity, isIssueBacked: issue != nil, kind: leading.kind,
            match: detection.match, source: source, vendorCreatedAt: vendorAlert.vendorCreatedAt,
            createdAt: time, updatedAt: time)
        alert.match.severityReasons = reasons
        if let state = issue?.state, let kind = state.endedBy {
            alert.vendorFlag = VendorFlag(kind: kind, state: state, at: time)
        }
        try insert(alert, over: group, in: tx)
        if let suppression {
            alert = try close(alert, by: suppression, over: group, issue, planner: planner, in: tx)
        } else if isTuning, severity != .critical {
            alert = try closeAsNew(alert, planner: planner, in: tx)
        } else {
            let deliveries = try planner.record(.alertCreated, of: alert, by: Actor.system, at: time, in: tx)
            hasDeliveries = hasDeliveries || !deliveries.isEmpty
            try collect(alert, group, detection, leading, in: tx)
        }
        opened.append(alert)
        return true
    }

    private func insert(_ alert: Alert, over group: [VendorAlert], in tx: any Transaction) throws {
        try tx.alerts.insert(alert, vendorAlerts: group.map(\.id))
        let value: JSON = [
            "source": .string(source.rawValue), "rule": .string(alert.match.ruleTitle),
            "vendor_id": .string(vendorAlert.vendorID),
        ]
        try tx.alerts.insert(alert.history(.created, by: Actor.system, at: time, value: value))
    }

    /// What is read again because a webhook came has come by webhook.
    private var source: Signal.Source {
        signal.source == .reread && vendorAlert.firstSource == .webhook ? .webhook : signal.source
    }

    private func isWorthOpening(_ issue: VendorAlert?) -> Bool {
        guard let state = issue?.state, state.endedBy != nil else { return true }
        guard signal.source != .backfill, let created = vendorAlert.vendorCreatedAt else { return false }
        return created >= earliest
    }

    private func name(of leading: VendorAlert) -> String {
        let product = leading.kind.isIssue ? descriptor.issueProduct : descriptor.detectionProduct
        return "\(product): \(leading.content.name)"
    }

    /// Makes an alert of detections one of the issue, or corrects the issue's type once it has been read.
    private mutating func join(
        _ issue: VendorAlert, _ alert: Alert, isMissing: Bool, planner: SyncPlanner, in tx: any Transaction
    ) throws {
        let joins = !alert.isIssueBacked || isMissing
        guard joins || alert.kind != issue.kind else { return }
        var next = alert
        next.kind = issue.kind
        next.isIssueBacked = true
        next.version &+= 1
        next.updatedAt = time
        if joins {
            next.name = name(of: issue)
            try tx.alerts.attach(issue.id, to: alert.id)
        }
        try tx.alerts.update(next)
        touched.append(next)
        guard joins else { return }
        let value: JSON = [
            "from": .string(alert.status.rawValue), "to": .string(alert.status.rawValue),
            "why": "the issue behind the detection arrived",
            "name": ["from": .string(alert.name), "to": .string(next.name)],
            "vendor_id": .string(issue.vendorID),
        ]
        try tx.alerts.insert(next.history(.statusChanged, by: Actor.system, at: time, value: value))
        let deliveries = try planner.record(
            .alertCreated, of: next, by: Actor.system, at: time, only: issue.id, in: tx)
        hasDeliveries = hasDeliveries || !deliveries.isEmpty
        guard let id = next.investigationID, try tx.investigations.find(id, scope: .everything)?.isOpen == true else {
            return
        }
        // The investigation is older than the issue's arrival: it hears of it now.
        let moves = try planner.record(
            .alertToInvestigation, of: next, by: Actor.system, at: time, only: issue.id, in: tx)
        hasDeliveries = hasDeliveries || !moves.isEmpty
    }

    /// Rule eleven, once per issue: with its first snapshot, because a body knows too little to say "no match".
    private mutating func recordUnmatched(hasAlerts: Bool, planner: SyncPlanner, in tx: any Transaction) throws {
        guard vendorAlert.kind.isIssue, item.completeness == .snapshot, !hasAlerts else { return }
        let isFirstSnapshot = merge.isNew || (merge.stateChange.map { $0.before == nil } ?? false)
        guard isFirstSnapshot else { return }
        let delivery = try planner.recordUnmatched(
            vendorAlert, isBackfill: signal.source == .backfill, at: time, in: tx)
        hasDeliveries = hasDeliveries || delivery != nil
    }
}
