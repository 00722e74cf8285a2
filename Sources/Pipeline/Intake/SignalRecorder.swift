import Detection
import Workbench

/// What came of recording signals: for counters, for open pages, and for the workers that must hear of it.
struct Recorded: Sendable {
    var outcomes: [Signal.State: Int] = [:]
    /// Alerts that are new.
    var opened: [Alert] = []
    /// Alerts that are not new, and that something happened to.
    var touched: [Alert] = []
    var devicesWithDeliveries: Set<ID<SecurityDevice>> = []
    var devicesWithRereads: Set<ID<SecurityDevice>> = []
    var quarantined: [ID<SecurityDevice>: ID<Organization>] = [:]
    /// When the newest webhook, and the newest test, of a device came.
    var webhooks: [ID<SecurityDevice>: Timestamp] = [:]
    var tests: [ID<SecurityDevice>: Timestamp] = [:]

    var count: Int { outcomes.values.reduce(0, +) }
}

/// The one transaction in which a signal becomes what it means: vendor alert, alert, history, workflow event,
/// deliveries, and the signal's own end.
struct SignalRecorder: Sendable {
    let rules: ActiveRules
    let integrations: Integrations
    let planner: SyncPlanner
    let settings: PipelineSettings
    let conditions = ConditionCache()

    /// Records signals in order, each exactly once however often it is handed in.
    func record(_ signals: [PreparedSignal], at time: Timestamp, in tx: any Transaction) throws -> Recorded {
        var recorded = Recorded()
        let suppressions = StandingSuppressions(conditions: conditions, at: time)
        var devices: [ID<SecurityDevice>: SecurityDevice] = [:]
        for prepared in signals {
            let id = prepared.signal.deviceID
            if devices[id] == nil { devices[id] = try tx.devices.find(id, scope: .everything) }
            try record(prepared, of: devices[id], suppressions, at: time, in: tx, &recorded)
        }
        for (device, time) in recorded.webhooks { try tx.devices.noteWebhook(device, at: time, isTest: false) }
        for (device, time) in recorded.tests { try tx.devices.noteWebhook(device, at: time, isTest: true) }
        return recorded
    }

    /// Puts a signal aside whose transaction keeps failing, so that it never stands in the way of the rest.
    func quarantine(_ signal: Signal, reason: String, at time: Timestamp, in tx: any Transaction) throws -> Recorded {
        var recorded = Recorded()
        guard let device = try tx.devices.find(signal.deviceID, scope: .everything) else { return recorded }
        try finish(signal, .quarantined, reason, device, at: time, in: tx, &recorded)
        return recorded
    }

    private func record(
        _ prepared: PreparedSignal, of device: SecurityDevice?, _ suppressions: StandingSuppressions,
        at time: Timestamp, in tx: any Transaction, _ recorded: inout Recorded
    ) throws {
        let signal = prepared.signal
        guard try tx.signals.find(signal.id)?.state == .pending else { return }
        guard let device, device.ingestion != .removed else {
            try tx.signals.finish(signal.id, as: .ignored, reason: "Its security device was removed.", at: time)
            recorded.outcomes[.ignored, default: 0] &+= 1
            return
        }
        // Kept until the device is resumed.
        guard device.ingestion == .active else { return }
        if signal.source == .webhook { note(signal, prepared.meaning, device, &recorded) }
        switch prepared.meaning {
        case .item(let item, let verdict):
            try record(item, verdict, from: signal, of: device, suppressions, at: time, in: tx, &recorded)
            try finish(signal, .done, nil, device, at: time, in: tx, &recorded)
        case .test(let name):
            let reason = "A test from the vendor's console (\(name)): the connection works; no alert is opened."
            try finish(signal, .ignored, reason, device, at: time, in: tx, &recorded)
        case .ignored(let reason):
            try finish(signal, .ignored, reason, device, at: time, in: tx, &recorded)
        case .unreadable(let reason):
            try finish(signal, .quarantined, reason, device, at: time, in: tx, &recorded)
        }
    }

    private func note(
        _ signal: Signal, _ meaning: PreparedSignal.Meaning, _ device: SecurityDevice, _ recorded: inout Recorded
    ) {
        if case .test = meaning {
            recorded.tests[device.id] = max(recorded.tests[device.id] ?? signal.receivedAt, signal.receivedAt)
        } else {
            recorded.webhooks[device.id] = max(recorded.webhooks[device.id] ?? signal.receivedAt, signal.receivedAt)
        }
    }

    private func finish(
        _ signal: Signal, _ state: Signal.State, _ reason: String?, _ device: SecurityDevice, at time: Timestamp,
        in tx: any Transaction, _ recorded: inout Recorded
    ) throws {
        try tx.signals.finish(signal.id, as: state, reason: reason, at: time)
        recorded.outcomes[state, default: 0] &+= 1
        if state == .quarantined { recorded.quarantined[device.id] = device.organizationID }
    }

    private func record(
        _ item: VendorItem, _ verdict: RuleVerdict, from signal: Signal, of device: SecurityDevice,
        _ suppressions: StandingSuppressions, at time: Timestamp, in tx: any Transaction, _ recorded: inout Recorded
    ) throws {
        let known = try tx.vendorAlerts.find(device: device.id, vendorID: item.vendorID)
        let merge = VendorAlertMerge(
            item, into: known, from: signal, of: device, isMatched: verdict.detection != nil, at: time)
        if merge.isChanged { try tx.vendorAlerts.save(merge.result) }
        try adoptDetections(of: merge.result, at: time, in: tx)
        try requestReread(for: item, from: signal, device, merge, in: tx, &recorded)
        guard let descriptor = integrations[device.vendor]?.descriptor else { return }
        let pack = rules.pack
        // What is merged from several signals is judged as a whole.
        let rejudges = !merge.isNew && pack.hasCorrelations
        let marks = rejudges ? pack.judge(merge.result.event).marks : verdict.marks
        let correlated = try Correlating(pack: pack, suppressions: suppressions, at: time)
            .count(marks, of: merge.result, in: tx)
        var opening = AlertOpening(
            item: item, merge: merge, detection: verdict.detection, correlated: correlated, signal: signal,
            descriptor: descriptor,
            earliest: signal.receivedAt.adding(seconds: -settings.firstRunWindow),
            isTuning: time.seconds(since: device.createdAt) < settings.newDeviceWindow, time: time)
        try opening.perform(rules: rules, planner: planner, suppressions: suppressions, in: tx)
        recorded.opened += opening.opened
        recorded.touched += opening.touched
        if opening.hasDeliveries { recorded.devicesWithDeliveries.insert(device.id) }
    }

    /// A body's claims about the status are not the state, so the issue is read; likewise an issue that a detection
    /// names and that nobody has shown us yet.
    private func requestReread(
        for item: VendorItem, from signal: Signal, _ device: SecurityDevice, _ merge: VendorAlertMerge,
        in tx: any Transaction, _ recorded: inout Recorded
    ) throws {
        let issueID: String?
        if item.kind.isIssue {
            issueID = item.completeness == .notification ? item.vendorID : nil
        } else if signal.source == .webhook {
            issueID = merge.result.issueID
        } else if merge.isNew, let named = merge.result.issueID {
            issueID = try tx.vendorAlerts.find(device: device.id, vendorID: named) == nil ? named : nil
        } else {
            issueID = nil
        }
        guard let issueID else { return }
        try tx.polls.requestReread(device: device.id, issueID: issueID, at: signal.receivedAt)
        recorded.devicesWithRereads.insert(device.id)
    }

    /// Detections that came before their issue existed do not name it; the issue names them.
    private func adoptDetections(of issue: VendorAlert, at time: Timestamp, in tx: any Transaction) throws {
        guard issue.kind.isIssue else { return }
        for id in Set(issue.content.detectionIDs).sorted().prefix(SignalRecorder.adoptionLimit) {
            guard var detection = try tx.vendorAlerts.find(device: issue.deviceID, vendorID: id),
                detection.kind == .detection, detection.issueID == nil
            else { continue }
            detection.issueID = issue.vendorID
            detection.updatedAt = time
            try tx.vendorAlerts.save(detection)
        }
    }

    /// The most detections of one issue that are looked for by id.
    private static let adoptionLimit = 50
}
