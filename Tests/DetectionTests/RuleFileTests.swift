import Foundation
import Testing
import Workbench

@testable import Detection

@Suite("Rule files")
struct RuleFileTests {
    @Test("a malformed rule is named with file, line and reason, and the others work")
    func oneBadRule() throws {
        let good = RuleFixture.rule("s:\n    a: x\ncondition: s")
        let bad = RuleFixture.rule("s:\n    a|nosuch: x\ncondition: s", id: 2)
        let pack = RuleFixture.pack(good, bad)
        #expect(pack.rules.map(\.id) == [RuleFixture.uuid(1)])
        #expect(pack.problems.map(\.description) == ["rule1.yml:8: unknown modifier 'nosuch'"])
        #expect(try pack.matches(RuleFixture.event(#"{"a":"x"}"#)).count == 1)
    }

    @Test(
        "documents that are no single-event rules are refused by name",
        arguments: [
            ("correlation:\n    type: event_count", "the correlation names no rules"),
            ("correlation:\n    type: temporal\ndetection:\n    s:\n        a: x", "a correlation has no detection"),
            ("action: global", "rule collections with 'action' are not supported"),
            ("detection:\n    s:\n        a: x\n    timeframe: 5m\n    condition: s", "timeframe is not supported"),
        ])
    func otherDocuments(_ part: String, _ reason: String) {
        let text = "title: T\nid: \(RuleFixture.uuid(1))\nlogsource:\n    product: wiz\n\(part)\n"
        #expect(RuleFixture.pack(text).problems.first?.reason.hasPrefix(reason) == true)
    }

    @Test("the same id twice is a problem of the second")
    func sameID() {
        let rule = RuleFixture.rule("s:\n    a: x\ncondition: s")
        let pack = RuleFixture.pack(rule, rule)
        #expect(pack.rules.count == 1)
        #expect(
            pack.problems.map(\.description) == [
                "rule1.yml:1: the id \(RuleFixture.uuid(1)) is already taken by rule0.yml:1"
            ])
    }

    @Test(
        "nesting of every kind is bounded",
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
            String(repeating: "? ", count: 100_000), String(repeating: "{a: ", count: 50_000),
            (0..<500).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
            "a: &a [x,x]\nb: &b [*a,*a]\n"
                + (0..<40).map { "c\($0): &c\($0) [*\($0 == 0 ? "b" : "c\($0 - 1)"),*b]" }.joined(separator: "\n"),
        ])
    func nesting(_ text: String) {
        let pack = RuleFixture.pack(text)
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.count == 1)
    }

    @Test("ATT&CK v18 and v19 tags are both understood, and unknown ones pass")
    func tags() throws {
        let tags =
            "tags:\n    - attack.stealth\n    - attack.defense_evasion\n    - attack.t1059.004\n    - attack.g0007\n    - attack.nothing"
        let rule = try #require(
            RuleFixture.pack(RuleFixture.rule("s:\n    a: x\ncondition: s", extra: tags)).rules.first)
        #expect(rule.tactics == ["TA0005"])
        #expect(rule.techniques == ["T1059.004"])
    }

    @Test("rules and placeholder lists are read from a folder")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        let lists = folder.appendingPathComponent("placeholders")
        try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rule = RuleFixture.rule("s:\n    a|expand: '%people%'\ncondition: s")
        try Data(rule.utf8).write(to: folder.appendingPathComponent("one.yml"))
        try Data([0xFF, 0xFE]).write(to: folder.appendingPathComponent("two.yml"))
        try Data("ann\nbob\n".utf8).write(to: lists.appendingPathComponent("people.txt"))
        let pack = try RulePack.load(directory: folder.path)
        #expect(pack.rules.count == 1)
        #expect(pack.problems.map(\.description) == ["two.yml:1: the file is not UTF-8"])
        #expect(try pack.matches(RuleFixture.event(#"{"a":"bob"}"#)).first?.fields.map(\.path) == ["a"])
        let link = folder.appendingPathExtension("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
        defer { try? FileManager.default.removeItem(at: link) }
        #expect(try RulePack.load(directory: link.path).rules.count == 1)
        #expect(try RulePack.load(directory: lists.path).problems.count == 1)
    }

    @Test("a folder that is not there is an error")
    func noFolder() {
        #expect(throws: WorkbenchError.self) { try RulePack.load(directory: "/nowhere/at/all") }
    }
}
