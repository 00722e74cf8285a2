import Testing

@testable import Detection

@Suite("Filter documents")
struct FilterTests {
    private static let rule = RuleFixture.rule("s:\n    a: x\ncondition: s")

    private static func filter(rules: String, product: String = "wiz", condition: String = "not known") -> String {
        """
        title: Known good
        id: \(RuleFixture.uuid(99))
        logsource:
            product: \(product)
        filter:
            rules: \(rules)
            known:
                b: good
            condition: \(condition)
        """
    }

    @Test(
        "a filter takes known-good events from the rules that it means",
        arguments: [
            "any", "[]", "[\(RuleFixture.uuid(1))]", RuleFixture.uuid(1).uppercased(),
        ])
    func applies(_ rules: String) throws {
        let pack = RuleFixture.pack(FilterTests.rule, FilterTests.filter(rules: rules))
        #expect(pack.problems.map(\.reason) == [])
        #expect(pack.filters.count == 1)
        #expect(try pack.matches(RuleFixture.event(#"{"a":"x","b":"good"}"#)).isEmpty)
        #expect(try !pack.matches(RuleFixture.event(#"{"a":"x","b":"bad"}"#)).isEmpty)
        #expect(try pack.matches(RuleFixture.event(#"{"a":"y"}"#)).isEmpty)
    }

    @Test("a filter of another log source changes nothing")
    func otherLogSource() throws {
        let pack = RuleFixture.pack(FilterTests.rule, FilterTests.filter(rules: "any", product: "other"))
        #expect(try !pack.matches(RuleFixture.event(#"{"a":"x","b":"good"}"#)).isEmpty)
    }

    @Test("a filter that names a rule which does not exist is a problem, and harms no other rule")
    func unknownRule() throws {
        let pack = RuleFixture.pack(FilterTests.rule, FilterTests.filter(rules: "[no-such-rule]"))
        #expect(pack.problems.map(\.reason) == ["the filter names a rule that does not exist: no-such-rule"])
        #expect(try !pack.matches(RuleFixture.event(#"{"a":"x","b":"good"}"#)).isEmpty)
    }

    @Test("a rule can be named by its name")
    func byName() throws {
        let named = RuleFixture.rule("s:\n    a: x\ncondition: s", extra: "name: my_rule")
        let pack = RuleFixture.pack(named, FilterTests.filter(rules: "[my_rule]"))
        #expect(pack.problems.map(\.reason) == [])
        #expect(try pack.matches(RuleFixture.event(#"{"a":"x","b":"good"}"#)).isEmpty)
    }

    @Test("a filter without rules or condition is refused")
    func malformed() {
        let text =
            "title: F\nid: \(RuleFixture.uuid(98))\nlogsource:\n    product: wiz\nfilter:\n    k:\n        b: c\n"
        #expect(
            RuleFixture.pack(text + "    condition: k").problems.first?.reason.contains("filter needs 'rules'") == true)
        #expect(RuleFixture.pack(text + "    rules: any").problems.first?.reason == "condition is missing")
    }
}
