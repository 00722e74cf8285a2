/// An exclusion that stands in a file of its own: what it does not let through, the rules that it names do not see
/// (Sigma specification, filters).
public struct RuleFilter: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var description: String
    /// A rule is meant only when it has every part that is given here.
    public var logSource: Rule.LogSource
    public var targets: Targets
    public var file: String
    public var line: Int
    /// What an event must satisfy in addition to the rule's own condition.
    var condition: Expression

    public enum Targets: Hashable, Sendable {
        /// Every rule of the log source.
        case any
        /// Ids or names of rules.
        case rules([String])
    }

    func applies(to rule: Rule) -> Bool {
        guard logSource.includes(rule.logSource) else { return false }
        switch targets {
        case .any: return true
        case .rules(let references): return references.contains { $0.lowercased() == rule.id || $0 == rule.name }
        }
    }

    /// Named rules that no file holds.
    func unknownTargets(among rules: [Rule]) -> [String] {
        guard case .rules(let references) = targets else { return [] }
        return references.filter { reference in
            !rules.contains { $0.id == reference.lowercased() || $0.name == reference }
        }
    }
}

extension Rule.LogSource {
    fileprivate func includes(_ other: Rule.LogSource) -> Bool {
        [(category, other.category), (product, other.product), (service, other.service)]
            .allSatisfy { $0 == nil || $0 == $1 }
    }
}
