import Workbench

/// A rule with its condition, as parsed once.
final class CompiledRule: Sendable {
    let rule: Rule
    let condition: Expression

    init(rule: Rule, condition: Expression) {
        self.rule = rule
        self.condition = condition
    }

    /// The same rule with the conditions of the filters that mean it.
    func filtered(by filters: [RuleFilter]) -> CompiledRule {
        let conditions = filters.enumerated()
            .filter { $0.element.applies(to: rule) }
            .map { Expression.shared($0.offset, $0.element.condition) }
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
