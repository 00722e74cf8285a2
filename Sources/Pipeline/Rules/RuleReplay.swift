import Detection
import Workbench

/// What other rules would have made of what is stored, before they are put in force.
public struct RuleReplay: Hashable, Sendable {
    /// A vendor alert that would have ended differently.
    public struct Difference: Hashable, Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            /// An alert that is not there would have been opened.
            case opens
            /// An alert that is there would not have been opened.
            case misses
            /// Another rule would have led.
            case differs
        }

        public var kind: Kind
        public var vendorAlert: VendorAlert
        /// The rule behind its alert, and the one that would lead now.
        public var before: String?
        public var after: String?
    }

    public private(set) var examined = 0
    /// How many there are of each kind.
    public private(set) var counts: [Difference.Kind: Int] = [:]
    /// The newest of them.
    public private(set) var differences: [Difference] = []

    /// The most differences that are listed.
    public static let listed = 50

    /// Runs rules over the vendor alerts stored since a time; those that a suppression met are left out.
    public static func run(_ pack: RulePack, since: Timestamp, in store: any Store) async throws -> RuleReplay {
        try await store.read { tx in
            var replay = RuleReplay()
            try StoredVendorAlerts(since: since).each(in: tx) { vendorAlert in
                guard try tx.suppressions.suppression(of: vendorAlert.id) == nil else { return true }
                let before = try tx.alerts.resting(on: [vendorAlert.id]).first?.match
                replay.add(vendorAlert, before: before, after: pack.detect(vendorAlert.event)?.match)
                return true
            }
            return replay
        }
    }

    private mutating func add(_ vendorAlert: VendorAlert, before: DetectionMatch?, after: DetectionMatch?) {
        examined += 1
        let kind: Difference.Kind
        switch (before, after) {
        case (nil, nil): return
        case (nil, _?): kind = .opens
        case (_?, nil): kind = .misses
        case (let before?, let after?):
            guard before.ruleID != after.ruleID else { return }
            kind = .differs
        }
        counts[kind, default: 0] += 1
        guard differences.count < RuleReplay.listed else { return }
        differences.append(
            Difference(kind: kind, vendorAlert: vendorAlert, before: before?.ruleTitle, after: after?.ruleTitle))
    }
}
