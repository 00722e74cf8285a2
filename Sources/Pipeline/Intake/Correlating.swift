import Detection
import Workbench

/// Counts vendor alerts in the correlations that they matter to.
struct Correlating {
    let pack: RulePack
    let suppressions: StandingSuppressions
    let time: Timestamp

    /// The most rows that are looked at for one group.
    private static let limit = 2000

    init(pack: RulePack, suppressions: StandingSuppressions, at time: Timestamp) {
        self.pack = pack
        self.suppressions = suppressions
        self.time = time
    }

    /// The strongest correlation that the vendor alert completes. What a suppression meets does not count, and nothing
    /// counts twice.
    func count(_ marks: [CorrelationMark], of vendorAlert: VendorAlert, in tx: any Transaction) throws
        -> CorrelatedDetection?
    {
        guard !marks.isEmpty, try suppressions.match([vendorAlert], in: tx) == nil else { return nil }
        let happened = vendorAlert.vendorCreatedAt ?? vendorAlert.createdAt
        var groups: [CorrelationMark] = []
        for mark in marks {
            guard let correlation = pack.correlation(mark.correlationID) else { continue }
            let hit = CorrelationHit(
                organizationID: vendorAlert.organizationID, correlationID: mark.correlationID, ruleID: mark.ruleID,
                groupKey: mark.groupKey, value: mark.value, vendorAlertID: vendorAlert.id, happenedAt: happened,
                expiresAt: max(time, happened).adding(seconds: 2 * correlation.timespan))
            guard try tx.correlations.insert(hit) else { continue }
            if !groups.contains(where: { $0.correlationID == mark.correlationID && $0.groupKey == mark.groupKey }) {
                groups.append(mark)
            }
        }
        var strongest: CorrelatedDetection?
        for group in groups {
            guard let found = try completed(group, by: vendorAlert, at: happened, in: tx) else { continue }
            if strongest.map({ found.detection.severity < $0.detection.severity }) ?? true { strongest = found }
        }
        return strongest
    }

    private func completed(
        _ mark: CorrelationMark, by vendorAlert: VendorAlert, at happened: Timestamp, in tx: any Transaction
    ) throws -> CorrelatedDetection? {
        guard let correlation = pack.correlation(mark.correlationID) else { return nil }
        let hits = try tx.correlations.hits(
            organization: vendorAlert.organizationID, correlation: mark.correlationID, groupKey: mark.groupKey,
            from: happened.adding(seconds: -correlation.timespan),
            until: happened.adding(seconds: correlation.timespan), limit: Correlating.limit)
        guard let satisfying = correlation.satisfying(hits, at: happened),
            let detection = pack.detection(of: mark.correlationID, over: satisfying)
        else { return nil }
        return CorrelatedDetection(detection: detection, hits: satisfying)
    }
}

/// A correlation that is complete, with the events that complete it.
struct CorrelatedDetection {
    var detection: Detection
    var hits: [CorrelationHit]

    /// The verdict on the event that completed it: the stronger of the two leads.
    func leading(over own: Detection?) -> Detection {
        guard let own else { return detection }
        return own.severity < detection.severity ? own.naming(detection) : detection.naming(own)
    }

    /// The earlier events that rest on no alert yet: they belong to this one.
    func companions(besides group: [VendorAlert], in tx: any Transaction) throws -> [VendorAlert] {
        var companions: [VendorAlert] = []
        for id in Set(hits.map(\.vendorAlertID)).sorted(by: { $0.rawValue < $1.rawValue })
        where !group.contains(where: { $0.id == id }) && companions.count + group.count < AlertGrouping.memberLimit {
            guard try tx.alerts.resting(on: [id]).isEmpty,
                let vendorAlert = try tx.vendorAlerts.find(id, scope: .everything)
            else { continue }
            companions.append(vendorAlert)
        }
        return companions
    }
}
