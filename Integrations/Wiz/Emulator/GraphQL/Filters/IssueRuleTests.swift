import GraphQL

/// The tests of `IssueFilters` that are about the rule behind an issue.
struct IssueRuleTests {
    private(set) var tests: [IssueFilter.Test] = []

    init(_ reader: FilterReader) throws(GraphQLError) {
        if let text = reader.text("search")?.lowercased() {
            tests.append { issue, state in
                state.rules[issue.rule].name.lowercased().contains(text)
                    || state.resource(of: issue)?.name.lowercased().contains(text) ?? false
                    || issue.id.description == text
            }
        }
        if let ids = try reader.set("sourceControl") { append { ids.contains($0.id) } }
        if let ids = try reader.reader("sourceRule")?.set("id") { append { ids.contains($0.id) } }
        if let categories = try reader.set("frameworkCategory") {
            append { !categories.isDisjoint(with: $0.tactics + $0.techniques) }
        }
        if let frameworks = try reader.set("securityFramework") {
            append { !$0.tactics.isEmpty && frameworks.contains(Attack.framework) }
        }
        if let risks = try reader.set("riskEqualsAny") { append { !risks.isDisjoint(with: $0.risks) } }
        if let risks = try reader.set("riskEqualsAll") { append { risks.isSubset(of: $0.risks) } }
        if let wanted = reader.flag("hasRemediation") { append { $0.recommendation.isEmpty != wanted } }
        if let wanted = reader.flag("validatedAsExploitable") { append { $0.isValidated == wanted } }
    }

    private mutating func append(_ test: @escaping (Rule) -> Bool) {
        tests.append { issue, state in test(state.rules[issue.rule]) }
    }
}

extension Rule {
    /// Whether Wiz has tried the exposure itself.
    var isValidated: Bool { kind == .control && name.contains("validated") }
}
