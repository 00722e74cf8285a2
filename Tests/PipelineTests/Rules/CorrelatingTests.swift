import Detection
import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Correlations over what comes in")
struct CorrelatingTests {
    private static func rule(_ number: Int, _ title: String, _ word: String) -> String {
        """
        title: \(title)
        name: \(word)
        id: 0a4d2c1e-0000-4000-8000-00000000000\(number)
        level: low
        logsource:
            product: cloud
        detection:
            selection:
                name|contains: \(word)
            condition: selection
        """
    }

    private static func pack(_ correlation: String) -> RulePack {
        let document = """
            title: Several on one resource
            id: 0a4d2c1e-0000-4000-8000-000000000009
            level: high
            correlation:
                group-by: [resource.id]
                timespan: 10m
            \(correlation)
            """
        return RulePack(sources: [
            ("1.yml", rule(1, "Refused", "refused")), ("2.yml", rule(2, "Entered", "entered")),
            ("9.yml", document),
        ])
    }

    private static let threeRefused = pack("    type: event_count\n    rules: [refused]\n    condition: {gte: 3}")
    private static let refusedThenEntered = pack("    type: temporal_ordered\n    rules: [refused, entered]")

    private static func item(
        _ id: String, _ name: String, on resource: String = "vm-1", at time: Timestamp = .now()
    ) -> ScriptedItem {
        ScriptedItem(id, kind: .detection, name: name, at: time).with { $0.resource = resource }
    }

    @Test("the event that completes a correlation opens one alert over all of them, and further ones join it")
    func counting() async throws {
        let bench = try await Bench.make(rules: Self.threeRefused)
        #expect(Self.threeRefused.problems.map(\.description) == [])
        try await bench.running(.intake) {
            try await bench.settle(Self.item("d-1", "Login refused"), Self.item("d-2", "Login refused"))
            try await bench.settle(Self.item("d-x", "Login refused", on: "vm-2"))
            #expect(try await bench.alerts().isEmpty, "two on one resource and one on another are too few")
            try await bench.settle(Self.item("d-1", "Login refused"))
            #expect(try await bench.alerts().isEmpty, "the same event counts once")
            try await bench.settle(Self.item("d-3", "Login refused"))
            let alert = try #require(try await bench.alerts().first)
            #expect(alert.match.ruleTitle == "Several on one resource" && alert.severity == .high)
            #expect(alert.match.alsoMatched == ["Refused"])
            #expect(alert.match.fields.contains(.init(path: "correlation.events", value: "3")))
            #expect(alert.match.fields.contains(.init(path: "resource.id", value: "vm-1")))
            try await bench.settle(Self.item("d-4", "Login refused"))
            #expect(try await bench.alerts().count == 1)
            for id in ["d-1", "d-2", "d-3", "d-4"] {
                let vendorAlert = try #require(try await bench.vendorAlert(id))
                let resting = try await bench.store.read { tx in try tx.alerts.resting(on: [vendorAlert.id]) }
                #expect(resting.map(\.id) == [alert.id], "\(id) belongs to the alert")
            }
        }
    }

    @Test("what has been counted survives a restart")
    func restart() async throws {
        let bench = try await Bench.make(rules: Self.threeRefused)
        try await bench.running(.intake) {
            try await bench.settle(Self.item("d-1", "Login refused"), Self.item("d-2", "Login refused"))
        }
        let second = bench.restarted(rules: Self.threeRefused)
        try await second.running(.intake) {
            try await second.settle(Self.item("d-3", "Login refused"))
            #expect(try await second.alerts().map(\.match.ruleTitle) == ["Several on one resource"])
        }
    }

    @Test("in order: only when the first came before the second, by the vendor's times")
    func order() async throws {
        let bench = try await Bench.make(rules: Self.refusedThenEntered)
        let now = Timestamp.now()
        try await bench.running(.intake) {
            try await bench.settle(Self.item("d-1", "Entered", at: now.adding(seconds: -300)))
            try await bench.settle(Self.item("d-2", "Refused", at: now.adding(seconds: -200)))
            #expect(try await bench.alerts().isEmpty)
            try await bench.settle(Self.item("d-3", "Refused", at: now.adding(seconds: -400)))
            #expect(try await bench.alerts().count == 1, "a late message counts by when its event happened")
        }
    }

    @Test("what lies too far apart does not count together, and is forgotten after its time")
    func forgetting() async throws {
        let bench = try await Bench.make(rules: Self.threeRefused)
        let now = Timestamp.now()
        try await bench.running(.intake) {
            try await bench.settle(
                Self.item("d-1", "Login refused", at: now.adding(seconds: -3000)),
                Self.item("d-2", "Login refused", at: now.adding(seconds: -1500)), Self.item("d-3", "Login refused"))
            #expect(try await bench.alerts().isEmpty)
        }
        let early = try await bench.store.write { tx in try tx.correlations.prune(before: now, limit: 100) }
        #expect(early == 0, "they may still count")
        let late = now.adding(seconds: 3600)
        #expect(try await bench.store.write { tx in try tx.correlations.prune(before: late, limit: 2) } == 2)
        #expect(try await bench.store.write { tx in try tx.correlations.prune(before: late, limit: 100) } == 1)
    }

    @Test("what a suppression meets does not count")
    func suppressing() async throws {
        let bench = try await Bench.make(rules: Self.threeRefused)
        let suppression = Suppression(
            id: .make(at: .now()), organizationID: bench.organization.id, deviceID: nil, name: "Scanner",
            condition: "selection:\n    name|contains: scanner\ncondition: selection", reason: "It is ours.",
            place: .detection, dismisses: false, expiresAt: nil, matchCount: 0, lastMatchedAt: nil,
            createdBy: bench.analyst.actorID, updatedBy: bench.analyst.actorID, createdAt: .now(), updatedAt: .now())
        try await bench.store.write { tx in try tx.suppressions.insert(suppression) }
        try await bench.running(.intake) {
            try await bench.settle(
                Self.item("d-1", "Login refused"), Self.item("d-2", "Login refused"),
                Self.item("d-3", "Scanner's login refused"))
            #expect(try await bench.alerts().isEmpty)
        }
    }
}
