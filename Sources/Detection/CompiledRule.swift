import Workbench

/// A rule with its condition, as parsed once.
struct CompiledRule: Hashable, Sendable {
    var rule: Rule
    var condition: Expression

    /// The same rule with the conditions of the filters that mean it.
    func filtered(by filters: [RuleFilter]) -> CompiledRule {
        let conditions = filters.filter { $0.applies(to: rule) }.map(\.condition)
        return conditions.isEmpty ? self : CompiledRule(rule: rule, condition: .all([condition] + conditions))
    }

    /// Nil when the rule does not match.
    func match(_ reader: EventReader) -> RuleMatch? {
        guard condition.holds(in: reader) else { return nil }
        var evidence = Evidence()
        condition.explain(in: reader, into: &evidence)
        return RuleMatch(rule: rule, fields: evidence.fields)
    }
}
