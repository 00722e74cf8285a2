import Testing
import Workbench

@testable import Detection

@Suite("Correlations")
struct CorrelationTests {
    private static let login = RuleFixture.rule(
        "s:\n    name|contains: login\ncondition: s", title: "Login", id: 1, extra: "name: login")
    private static let deletion = RuleFixture.rule(
        "s:\n    name|contains: deleted\ncondition: s", title: "Deletion", id: 2, extra: "name: deletion")

    private static func correlation(_ body: String, id: Int = 9, title: String = "Several") -> String {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return """
            title: \(title)
            id: \(RuleFixture.uuid(id))
            level: critical
            correlation:
            \(lines.joined(separator: "\n"))
            """
    }

    private static func pack(_ body: String) -> RulePack {
        RuleFixture.pack(login, deletion, correlation(body))
    }

    @Test("a correlation is read as the specification writes it")
    func reading() throws {
        let pack = Self.pack(
            "type: value_count\nrules:\n    - login\ngroup-by:\n    - actor.name\ntimespan: 15m\n"
                + "condition:\n    gt: 2\n    field: event.ip.address")
        #expect(pack.problems.map(\.description) == [])
        let rule = try #require(pack.rules.first { $0.title == "Several" })
        #expect(
            rule.correlation
                == Correlation(
                    kind: .valueCount, rules: [RuleFixture.uuid(1)], groupBy: ["actor.name"], timespan: 900,
                    threshold: 3, field: "event.ip.address", generate: false))
    }

    @Test(
        "what is not supported is named",
        arguments: [
            ("type: value_sum\nrules: [login]\ntimespan: 1h", "type 'value_sum' are not supported"),
            ("type: event_count\nrules: [login]\ntimespan: 1h", "needs a condition"),
            ("type: event_count\nrules: [login]\ntimespan: 1h\ncondition:\n    lt: 3", "'lt' in a correlation"),
            ("type: event_count\nrules: [login]\ntimespan: 1h\ncondition:\n    eq: 3", "'eq' in a correlation"),
            ("type: event_count\nrules: [login]\ntimespan: soon\ncondition:\n    gte: 3", "timespan 'soon'"),
            ("type: event_count\nrules: [login]\ntimespan: 9y\ncondition:\n    gte: 3", "more than 90 days"),
            ("type: event_count\nrules: [login]\ncondition:\n    gte: 3", "has no timespan"),
            ("type: event_count\nrules: [none]\ntimespan: 1h\ncondition:\n    gte: 3", "does not exist: none"),
            ("type: event_count\ntimespan: 1h\ncondition:\n    gte: 3", "names no rules"),
            ("type: event_count\nrules: [login]\ntimespan: 1h\ncondition:\n    gte: 99999", "whole number below"),
            ("type: value_count\nrules: [login]\ntimespan: 1h\ncondition:\n    gte: 3", "needs a field"),
            ("type: temporal\nrules: [login]\ntimespan: 1h\ncondition: login and deletion", "extended conditions"),
            ("type: temporal\nrules: [login]\ntimespan: 1h\nwindow: 3", "has no member 'window'"),
            ("type: event_count\nrules: [Several]\ntimespan: 1h\ncondition:\n    gte: 3", "does not exist"),
            ("type: temporal\nrules: [login, login, \(RuleFixture.uuid(1))]\ntimespan: 1h", "named twice"),
            ("timespan: 1h", "has no type"),
        ])
    func refusals(_ body: String, _ reason: String) {
        let pack = Self.pack(body)
        #expect(pack.problems.count == 1 && pack.problems[0].reason.contains(reason), "\(pack.problems)")
        #expect(pack.rules.count == 2, "the other rules work")
    }

    @Test("correlations of correlations, and tests of single events in them, are refused by name")
    func nesting() {
        let inner = Self.correlation("type: temporal\nrules: [login]\ntimespan: 1h", id: 8, title: "Inner")
        let outer = Self.correlation("type: temporal\nrules: ['\(RuleFixture.uuid(8))']\ntimespan: 1h")
        let pack = RuleFixture.pack(Self.login, inner, outer)
        #expect(pack.problems.map(\.reason).filter { $0.contains("correlations of correlations") }.count == 1)
        let tested =
            Self.correlation("type: temporal\nrules: [login]\ntimespan: 1h")
            + "\ncustom:\n    tests:\n        -   name: one\n            event: {name: login}\n            fires: true"
        #expect(RuleFixture.pack(Self.login, tested).problems.contains { $0.reason.contains("several events") })
    }

    @Test("a rule that a correlation counts opens nothing by itself unless it says so")
    func generate() throws {
        let event = try RuleFixture.event(#"{"name":"login"}"#)
        let body = "type: event_count\nrules: [login]\ntimespan: 1h\ncondition:\n    gte: 2"
        #expect(Self.pack(body).detect(event) == nil)
        #expect(Self.pack(body).judge(event).marks.count == 1)
        #expect(Self.pack(body + "\ngenerate: true").detect(event)?.match.ruleTitle == "Login")
        #expect(Self.pack(body).matches(event).map(\.rule.title) == ["Login"], "it still matches")
    }

    @Test("an event counts once for each value of the fields it is grouped by, and nowhere without them")
    func marks() throws {
        let pack = Self.pack(
            "type: event_count\nrules: [login]\ngroup-by: [who]\naliases:\n    who:\n        login: actor.name\n"
                + "timespan: 1h\ncondition:\n    gte: 2")
        #expect(pack.problems.map(\.description) == [])
        let two = try RuleFixture.event(#"{"name":"login","actor":[{"name":"Ann"},{"name":"bob"},{"name":"ann"}]}"#)
        #expect(pack.judge(two).marks.map(\.groupKey) == [#"["ann"]"#, #"["bob"]"#])
        #expect(pack.judge(try RuleFixture.event(#"{"name":"login"}"#)).marks.isEmpty)
        #expect(pack.judge(try RuleFixture.event(#"{"name":"other","actor":{"name":"ann"}}"#)).marks.isEmpty)
    }

    private static func hits(_ seconds: [Double], rules: [Int] = [1], values: [String] = [""]) -> [CorrelationHit] {
        seconds.enumerated().map { index, second in
            CorrelationHit(
                organizationID: ID("o"), correlationID: "c", ruleID: RuleFixture.uuid(rules[index % rules.count]),
                groupKey: "[]", value: values[index % values.count], vendorAlertID: ID("v\(index)"),
                happenedAt: at(second), expiresAt: at(second + 1000))
        }
    }

    private static func at(_ second: Double) -> Timestamp { Timestamp(nanoseconds: 0).adding(seconds: second) }

    private static func correlation(_ kind: Correlation.Kind, rules: [Int] = [1], threshold: Int = 3) -> Correlation {
        Correlation(
            kind: kind, rules: rules.map(RuleFixture.uuid), groupBy: [], timespan: 60, threshold: threshold,
            field: nil, generate: false)
    }

    @Test("so many events within the time span, wherever the new one lies among them")
    func eventCount() {
        let three = Self.correlation(.eventCount)
        #expect(three.satisfying(Self.hits([0, 30, 60]), at: Self.at(60))?.count == 3)
        #expect(three.satisfying(Self.hits([0, 30, 61]), at: Self.at(61)) == nil)
        #expect(three.satisfying(Self.hits([60, 0, 30]), at: Self.at(0))?.count == 3, "events come out of order")
        #expect(three.satisfying(Self.hits([0, 10, 20, 100]), at: Self.at(100)) == nil, "an old burst is over")
        #expect(three.satisfying([], at: Self.at(0)) == nil)
    }

    @Test("so many different values")
    func valueCount() {
        let three = Self.correlation(.valueCount)
        #expect(three.satisfying(Self.hits([0, 1, 2, 3], values: ["a", "b"]), at: Self.at(3)) == nil)
        #expect(three.satisfying(Self.hits([0, 1, 2], values: ["a", "b", "c"]), at: Self.at(2))?.count == 3)
    }

    @Test("each rule once, in any order or in the order that is asked for")
    func temporal() {
        let backwards = Self.hits([0, 10], rules: [2, 1])
        #expect(Self.correlation(.temporal, rules: [1, 2]).satisfying(backwards, at: Self.at(10))?.count == 2)
        let ordered = Self.correlation(.temporalOrdered, rules: [1, 2])
        #expect(ordered.satisfying(backwards, at: Self.at(10)) == nil)
        #expect(ordered.satisfying(Self.hits([0, 10], rules: [1, 2]), at: Self.at(10))?.count == 2)
        let mixed = Self.hits([0, 10, 20], rules: [2, 1, 2])
        #expect(ordered.satisfying(mixed, at: Self.at(20)) != nil, "an early one too many does no harm")
        #expect(
            Self.correlation(.temporal, rules: [1, 2]).satisfying(Self.hits([0, 90], rules: [1, 2]), at: Self.at(90))
                == nil)
    }
}
