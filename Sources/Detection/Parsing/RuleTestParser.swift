import Workbench

/// Reads `custom: tests:`, the events that a rule brings along.
enum RuleTestParser {
    static func parse(_ member: YAMLNode.Member) throws(RuleFault) -> [RuleTest] {
        guard let entries = member.value.elements else { throw RuleFault(member.line, "tests must be a list") }
        var tests: [RuleTest] = []
        for entry in entries { tests.append(try test(entry)) }
        return tests
    }

    private static func test(_ entry: YAMLNode) throws(RuleFault) -> RuleTest {
        guard let members = try entry.members() else {
            throw RuleFault(entry.line, "a test must be a map of name, event and fires")
        }
        var name: String?
        var event: JSON?
        var fires: Bool?
        for member in members {
            switch member.key {
            case "name": name = member.value.text
            case "event":
                event = try member.value.json()
                guard case .object = event else { throw RuleFault(member.line, "a test's event must be a map") }
            case "fires":
                guard case .bool(let value) = member.value.scalar else {
                    throw RuleFault(member.line, "fires must be true or false")
                }
                fires = value
            default:
                throw RuleFault(member.line, "a test has name, event and fires, but no '\(member.key)'")
            }
        }
        guard let name, let event, let fires else { throw RuleFault(entry.line, "a test needs name, event and fires") }
        return RuleTest(name: name, event: DetectionEvent(fields: event), fires: fires, line: entry.line)
    }
}
