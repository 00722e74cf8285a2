import Detection
import Synchronization
import Workbench

/// The suppressions in force during one transaction. They are read when the first is asked for, so that what was
/// made or expired a moment ago counts, in whichever process.
final class StandingSuppressions {
    /// A suppression that met something, and what.
    struct Match {
        var suppression: Suppression
        var vendorAlerts: Set<ID<VendorAlert>>
    }

    private let conditions: ConditionCache
    private let time: Timestamp
    private var loaded: [Suppression]?

    init(conditions: ConditionCache, at time: Timestamp) {
        self.conditions = conditions
        self.time = time
    }

    /// The oldest that meets any of these vendor alerts, which are of one device.
    func match(_ vendorAlerts: [VendorAlert], in tx: any Transaction) throws -> Match? {
        for suppression in try standing(in: tx) {
            let inScope = vendorAlerts.filter {
                suppression.holds(for: $0.deviceID, of: $0.organizationID, at: time)
            }
            guard !inScope.isEmpty, let condition = conditions.condition(of: suppression) else { continue }
            let met = inScope.filter { condition.matches($0.event) }.map(\.id)
            if !met.isEmpty { return Match(suppression: suppression, vendorAlerts: Set(met)) }
        }
        return nil
    }

    private func standing(in tx: any Transaction) throws -> [Suppression] {
        if let loaded { return loaded }
        let standing = try tx.suppressions.standing(at: time)
        loaded = standing
        return standing
    }
}

/// Conditions of suppressions, parsed once.
final class ConditionCache: Sendable {
    private let known = Mutex<[String: EventCondition?]>([:])

    private static let limit = 2000

    /// Nil when it cannot be read any more; such a suppression suppresses nothing and asks for review.
    func condition(of suppression: Suppression) -> EventCondition? {
        let text = suppression.condition
        if let condition = known.withLock({ $0[text] }) { return condition }
        let condition = try? EventCondition(text)
        known.withLock { known in
            if known.count >= ConditionCache.limit { known.removeAll() }
            known.updateValue(condition, forKey: text)
        }
        return condition
    }
}
