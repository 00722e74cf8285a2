import Detection
import Foundation
import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Rules over what is stored, and rules read anew")
struct StoredRuleTests {
    private static func rule(_ id: Int, _ title: String, _ word: String) -> String {
        """
        title: \(title)
        id: 0a4d2c1e-0000-4000-8000-00000000000\(id)
        level: high
        logsource:
            product: cloud
        detection:
            selection:
                name|contains: \(word)
            condition: selection
        """
    }

    private static func pack(_ texts: String...) -> RulePack {
        RulePack(sources: texts.enumerated().map { (file: "\($0.offset).yml", text: $0.element) })
    }

    @Test("a replay tells what would open, what would not, and what another rule would lead")
    func replay() async throws {
        let bench = try await Bench.make()
        let start = Timestamp.now().adding(seconds: -60)
        try await bench.running(.intake) {
            try await bench.settle(
                ScriptedItem("i-1", name: "Reverse shell"), ScriptedItem("i-2", name: "Web shell"),
                ScriptedItem("i-3", name: "Tunnel to a stranger"), ScriptedItem("i-4", name: "Disk is open"))
        }
        let same = try await RuleReplay.run(Bench.rules, since: start, in: bench.store)
        #expect(same.examined == 4 && same.counts.isEmpty)
        let other = Self.pack(Self.rule(1, "Reverse shell", "reverse shell"), Self.rule(2, "Tunnel", "tunnel"))
        let replay = try await RuleReplay.run(other, since: start, in: bench.store)
        #expect(replay.counts == [.opens: 1, .misses: 1])
        #expect(Set(replay.differences.map(\.vendorAlert.vendorID)) == ["i-2", "i-3"])
        let renumbered = Self.pack(Self.rule(3, "Any shell", "shell"))
        let led = try await RuleReplay.run(renumbered, since: start, in: bench.store)
        #expect(led.counts == [.differs: 2])
        #expect(try await RuleReplay.run(other, since: .now().adding(seconds: 60), in: bench.store).examined == 0)
        #expect(try await bench.alerts().count == 2, "a replay changes nothing")
    }

    @Test("a tenant's coverage names what no rule matches, most frequent first")
    func coverage() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(
                ScriptedItem("i-1", name: "Reverse shell"), ScriptedItem("i-2", name: "Disk is open"),
                ScriptedItem("i-3", name: "Tunnel"), ScriptedItem("i-4", name: "Tunnel"))
        }
        let coverage = try await TenantCoverage.of(bench.device.id, Bench.rules, in: bench.store)
        #expect(coverage.nameCount == 3 && coverage.matchedCount == 1)
        #expect(coverage.unmatched.map(\.name) == ["Tunnel", "Disk is open"])
        #expect(coverage.unmatched.map(\.count) == [2, 1])
    }

    @Test("reloading puts the folder's rules in force, and keeps the present ones when the folder has none")
    func reload() throws {
        let folder = try TemporaryDirectory()
        func write(_ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path).appendingPathComponent("rule.yml"))
        }
        let active = ActiveRules(Bench.rules)
        let reload = RuleReload(active, directory: folder.path)
        #expect(throws: WorkbenchError.self) { try reload.perform() }
        #expect(active.pack.rules.map(\.title) == ["Interactive shell"])
        try write(Self.rule(2, "Tunnel", "tunnel"))
        let outcome = try reload.perform()
        #expect(outcome.added == ["Tunnel"] && outcome.removed == ["Interactive shell"] && outcome.changed.isEmpty)
        #expect(active.pack.rules.map(\.title) == ["Tunnel"])
        try write(Self.rule(2, "Tunnels", "tunnel"))
        #expect(try reload.perform().changed == ["Tunnels"])
        try write(Self.rule(3, "Good", "good") + "\n---\ntitle: broken\n")
        let refusal = #expect(throws: WorkbenchError.self) { try reload.perform() }
        #expect(refusal?.message.contains("rule.yml") == true, "it names the file")
        #expect(active.pack.rules.map(\.title) == ["Tunnels"])
    }
}
