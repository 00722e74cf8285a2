import Workbench

/// A rule with its condition, as parsed once.
struct CompiledRule: Hashable, Sendable {
    var rule: Rule
    var condition: Expression

    /// Nil when the rule does not match.
    func match(_ reader: EventReader) -> RuleMatch? {
        guard condition.holds(in: reader) else { return nil }
        var evidence = Evidence()
        condition.explain(in: reader, into: &evidence)
        return RuleMatch(rule: rule, fields: evidence.fields)
    }
}
