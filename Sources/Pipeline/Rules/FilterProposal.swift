import Detection
import Workbench

/// A filter on a rule after one of its alerts was a false positive, with what it would have kept out of late.
public struct FilterProposal: Sendable {
    public var alert: Alert
    /// A Sigma filter document that names the rule.
    public var document: String
    /// The rule's alerts that were looked at.
    public var examined: Int
    /// Those that the filter would have kept out, newest first.
    public var keptOut: [Alert]

    public init(alert: Alert, document: String, examined: Int, keptOut: [Alert]) {
        self.alert = alert
        self.document = document
        self.examined = examined
        self.keptOut = keptOut
    }

    /// How far back alerts are looked at.
    public static let days = 30
    /// The most searches in one filter.
    private static let searchLimit = 10
    /// The most alerts that are looked at.
    public static let limit = 1000

    /// What was kept out and had been closed as harmless.
    public var harmless: Int {
        keptOut.count { $0.status == .closed && ($0.closeReason.map(FilterProposal.isHarmless) ?? false) }
    }

    public var undecided: Int { keptOut.count { $0.status != .closed } }

    /// What was kept out although somebody judged it to be real, or judged nothing about it.
    public var real: Int { keptOut.count - harmless - undecided }

    private static func isHarmless(_ reason: CloseReason) -> Bool {
        switch reason {
        case .falsePositive, .benign, .testing, .suppressed, .suppressedNewDevice: true
        default: false
        }
    }

    /// Nil when there is no such alert in scope, the rule did not lead it, or nothing is stored that it rests on.
    public static func make(
        for rule: Rule, after id: ID<Alert>, scope: AccessScope, now: Timestamp, in store: any Store
    ) async throws -> FilterProposal? {
        try await store.read { tx in
            guard let alert = try tx.alerts.find(id, scope: scope), alert.match.ruleID == rule.id else { return nil }
            let evidence = try tx.alerts.vendorAlerts(of: alert.id)
            guard !evidence.isEmpty else { return nil }
            var likenesses: [String] = []
            // Closing the alert judged everything that it rests on.
            for likeness in evidence.map(EventCondition.likeness) where !likenesses.contains(likeness) {
                if likenesses.count < FilterProposal.searchLimit { likenesses.append(likeness) }
            }
            let conditions = try likenesses.map { try EventCondition($0) }
            let since = now.adding(seconds: -Double(days) * 86_400)
            let alerts = try tx.ruleHits.alerts(rule: rule.id, scope: scope, since: since, limit: limit)
            let keptOut = try alerts.filter { candidate in
                // An alert stays as long as one thing it rests on gets through.
                try tx.alerts.vendorAlerts(of: candidate.id).allSatisfy { vendorAlert in
                    conditions.contains { $0.matches(vendorAlert.event) }
                }
            }
            return FilterProposal(
                alert: alert, document: document(for: rule, likenesses: likenesses, alert: alert, now: now),
                examined: alerts.count, keptOut: keptOut)
        }
    }

    private static func document(for rule: Rule, likenesses: [String], alert: Alert, now: Timestamp) -> String {
        let isOne = likenesses.count == 1
        let searches = likenesses.enumerated().flatMap { index, likeness -> [String] in
            let lines = likeness.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("condition:") }
            return [isOne ? "    selection:" : "    selection_\(index + 1):"] + lines.map { "    \($0)" }
        }
        let id: ID<RuleFilter> = .make(at: now)
        return """
            title: 'Not for "\(rule.title.replacing("'", with: "''").replacing("\n", with: " "))"'
            id: \(id.rawValue)
            description: Closed as a false positive; see alert \(alert.id.rawValue).
            date: \(now.description.prefix(10))
            logsource: {}
            filter:
                rules:
                    - \(rule.id)
            \(searches.joined(separator: "\n"))
                condition: \(isOne ? "not selection" : "not 1 of selection_*")
            """
    }
}
