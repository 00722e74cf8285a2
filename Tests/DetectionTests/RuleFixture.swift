import Testing
import Workbench

@testable import Detection

/// Makes rules and events for tests out of the part that a test is about.
enum RuleFixture {
    /// A whole rule around a detection section. The section's first line is line 7 of the file.
    static func rule(
        _ detection: String, title: String = "A rule", id: Int = 1, level: String = "high", extra: String = ""
    ) -> String {
        let body = detection.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return """
            title: \(title)
            id: \(uuid(id))
            level: \(level)
            logsource:
                product: wiz
            detection:
            \(body.joined(separator: "\n"))
            \(extra)
            """
    }

    static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }

    static func pack(_ rules: String...) -> RulePack {
        RulePack(sources: rules.enumerated().map { (file: "rule\($0.offset).yml", text: $0.element) })
    }

    static func event(_ json: String) throws -> DetectionEvent {
        DetectionEvent(fields: try JSON(parsing: json.utf8))
    }

    /// Whether a rule with this detection section matches; a rule that is refused is an issue of the test.
    static func fires(_ detection: String, on event: String) throws -> Bool {
        let pack = pack(rule(detection))
        #expect(pack.problems.map(\.description) == [], "\(detection)")
        #expect(pack.rules.count == 1)
        return !pack.matches(try self.event(event)).isEmpty
    }
}

/// One row of a table: a detection section, an event, and whether they belong together.
struct MatchCase: Sendable, CustomTestStringConvertible {
    var detection: String
    var event: String
    var fires: Bool

    init(_ detection: String, _ event: String, _ fires: Bool) {
        self.detection = detection
        self.event = event
        self.fires = fires
    }

    /// A search of one line under the condition `s`.
    static func line(_ line: String, _ event: String, _ fires: Bool) -> MatchCase {
        MatchCase("s:\n    \(line)\ncondition: s", event, fires)
    }

    var testDescription: String { "\(detection) on \(event)" }
}
