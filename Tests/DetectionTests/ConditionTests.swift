import Testing

@testable import Detection

@Suite("Conditions")
struct ConditionTests {
    @Test(
        "not binds tighter than and, and tighter than or",
        arguments: [
            ("a1 or a2 and b", ["a1"], true), ("a1 or a2 and b", ["a2"], false), ("(a1 or a2) and b", ["a1"], false),
            ("(a1 or a2) and b", ["a2", "b"], true), ("not a1 and b", ["b"], true),
            ("not a1 and b", ["a1", "b"], false),
            ("not (a1 and b)", ["a1"], true), ("not a1 or b", ["a1"], false), ("not a1 or b", ["a1", "b"], true),
            ("not not a1", ["a1"], true), ("a1 and not b", ["a1"], true), ("a1 and not b", ["a1", "b"], false),
            ("a1 AND NOT b OR a2", ["a2", "b"], true), ("((a1))", ["a1"], true),
            ("a1 and a2 and b", ["a1", "a2"], false),
            ("a1 or a2 or b", ["b"], true), ("a1\tand\tb", ["a1", "b"], true),
        ])
    func precedence(_ condition: String, _ fields: [String], _ expected: Bool) throws {
        #expect(try ConditionTests.run(condition, fields) == expected)
    }

    @Test(
        "selectors choose searches by pattern",
        arguments: [
            ("1 of a*", ["a2"], true), ("1 of a*", ["b"], false), ("any of a*", ["a1"], true),
            ("all of a*", ["a1"], false), ("all of a*", ["a1", "a2"], true), ("1 of them", ["b"], true),
            ("1 of them", ["_c"], false), ("all of them", ["a1", "a2", "b"], true),
            ("all of them", ["a1", "a2"], false),
            ("1 of _*", ["_c"], true), ("1 of *1", ["a1"], true), ("1 of *1", ["a2"], false), ("1 of b", ["b"], true),
            ("not 1 of a*", ["b"], true), ("1 of a* and b", ["a1"], false), ("all of a* or b", ["b"], true),
            ("1 of a* and not 1 of _*", ["a1"], true), ("1 of a* and not 1 of _*", ["a1", "_c"], false),
        ])
    func selectors(_ condition: String, _ fields: [String], _ expected: Bool) throws {
        #expect(try ConditionTests.run(condition, fields) == expected)
    }

    /// Searches a1, a2, b and _c that are true when the event has the field of that name.
    private static func run(_ condition: String, _ fields: [String]) throws -> Bool {
        let searches = ["a1", "a2", "b", "_c"].map { "\($0):\n    \($0)|exists: true" }.joined(separator: "\n")
        let event = "{" + fields.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        return try RuleFixture.fires("\(searches)\ncondition: \(condition)", on: event)
    }

    @Test("a list of conditions is satisfied by any of them")
    func list() throws {
        let detection = "a:\n    x: 1\nb:\n    y: 1\ncondition:\n    - a\n    - b"
        #expect(try RuleFixture.fires(detection, on: #"{"y":1}"#))
        #expect(try !RuleFixture.fires(detection, on: #"{"z":1}"#))
    }

    @Test("a search may be called like an operator with something behind it")
    func names() throws {
        let detection = "notepad:\n    x: 1\nor-else:\n    y: 1\ncondition: notepad and not or-else"
        #expect(try RuleFixture.fires(detection, on: #"{"x":1}"#))
    }

    @Test(
        "a malformed condition is refused with its reason",
        arguments: [
            ("", "condition must be text"), ("a1 and", "something is missing at its end"),
            ("and a1", "'and' was not expected here"), ("(a1", "a parenthesis is not closed"),
            ("a1)", "')' was not expected here"), ("a1 b", "'b' was not expected here"),
            ("nothing", "there is no search named 'nothing'"), ("1 of x*", "no search is named like 'x*'"),
            ("2 of a*", "'2 of' is neither '1 of', 'any of' nor 'all of'"), ("1 of", "'of' needs a pattern or 'them'"),
            ("a1 | count() > 5", "aggregations after a bar are not supported: they became correlations"),
            ("a1 & b", "the character '&' has no meaning in a condition"), ("not", "something is missing at its end"),
            ("()", "')' was not expected here"),
        ])
    func malformed(_ condition: String, _ reason: String) {
        let detection = "a1:\n    x: 1\na2:\n    x: 2\nb:\n    x: 3\ncondition: \(condition)"
        let pack = RuleFixture.pack(RuleFixture.rule(detection))
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.count == 1)
        #expect(pack.problems.first?.line == 13)
        #expect(pack.problems.first?.reason.hasSuffix(reason) == true, "\(pack.problems)")
    }

    @Test(
        "nesting and length are bounded",
        arguments: [
            String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000),
            String(repeating: "not ", count: 2_000) + "a",
            String(repeating: "a or ", count: 5_000) + "a",
        ])
    func bounds(_ condition: String) {
        let pack = RuleFixture.pack(RuleFixture.rule("a:\n    x: 1\ncondition: '\(condition)'"))
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.first?.reason.hasPrefix("condition: ") == true)
    }

    @Test("sixty levels are still fine")
    func deepEnough() throws {
        let condition = String(repeating: "(", count: 60) + "a" + String(repeating: ")", count: 60)
        #expect(try RuleFixture.fires("a:\n    x: 1\ncondition: '\(condition)'", on: #"{"x":1}"#))
    }
}
