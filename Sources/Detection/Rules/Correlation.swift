import Workbench

/// What a correlation rule counts (Sigma specification, "correlation rules"): events that other rules match, that
/// share the values of some fields, within a time span.
public struct Correlation: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// So many events.
        case eventCount = "event_count"
        /// Events with so many different values of a field.
        case valueCount = "value_count"
        /// Each of the rules at least once.
        case temporal
        /// Each of the rules at least once, in the order in which they are listed.
        case temporalOrdered = "temporal_ordered"
    }

    public var kind: Kind
    /// Ids of the rules whose matches count, in the order in which they are listed.
    public var rules: [String]
    public var groupBy: [String]
    /// Seconds.
    public var timespan: Double
    /// How many are needed.
    public var threshold: Int
    /// The field whose different values are counted.
    public var field: String?
    /// Whether the rules open alerts by themselves as well.
    public var generate: Bool

    /// The most that can be asked for.
    static let thresholdLimit = 1000
    /// The longest time span, in seconds: 90 days.
    static let timespanLimit: Double = 90 * 86_400
}

extension Correlation {
    /// The events that satisfy it, oldest first; nil when it is not satisfied.
    ///
    /// - Parameters:
    ///   - hits: what has been counted under one group, in any order.
    ///   - time: when the event happened that is new among them: every window is looked at that holds it.
    public func satisfying(_ hits: [CorrelationHit], at time: Timestamp) -> [CorrelationHit]? {
        let sorted = hits.sorted {
            ($0.happenedAt, $0.vendorAlertID.rawValue) < ($1.happenedAt, $1.vendorAlertID.rawValue)
        }
        var end = 0
        for start in sorted.indices {
            let first = sorted[start].happenedAt
            guard first <= time else { return nil }
            end = max(end, start)
            while end < sorted.count, sorted[end].happenedAt.seconds(since: first) <= timespan { end += 1 }
            guard time.seconds(since: first) <= timespan else { continue }
            let window = Array(sorted[start..<end])
            if isSatisfied(by: window) { return window }
        }
        return nil
    }

    private func isSatisfied(by window: [CorrelationHit]) -> Bool {
        switch kind {
        case .eventCount: return Set(window.map(\.vendorAlertID)).count >= threshold
        case .valueCount: return Set(window.map(\.value)).count >= threshold
        case .temporal: return Set(window.map(\.ruleID)).isSuperset(of: rules)
        case .temporalOrdered:
            var earliest: Timestamp?
            for rule in rules {
                let next = window.first { hit in
                    hit.ruleID == rule && (earliest.map { hit.happenedAt >= $0 } ?? true)
                }
                guard let next else { return false }
                earliest = next.happenedAt
            }
            return true
        }
    }
}

/// An event that counts towards a correlation.
public struct CorrelationMark: Hashable, Sendable {
    public var correlationID: String
    public var ruleID: String
    public var groupKey: String
    public var value: String
}
