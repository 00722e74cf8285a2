import Detection
import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Signals that come together in one alert")
struct GroupingTests {
    private static func rules(_ group: String) -> RulePack {
        RulePack(sources: [
            (
                file: "shell.yml",
                text: """
                title: Interactive shell
                id: 0a4d2c1e-0000-4000-8000-000000000001
                level: high
                logsource:
                    product: cloud
                detection:
                    selection:
                        name|contains: shell
                    condition: selection
                custom:
                    group: \(group)
                """
            )
        ])
    }

    @Test("thirty detections of one rule on one resource are one alert, whose history counts them")
    func detections() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            for number in 1...30 {
                try await bench.snapshot(
                    ScriptedItem("d-\(number)", kind: .detection).with { $0.resource = "worker-1" })
            }
            try await bench.snapshot(ScriptedItem("d-31", kind: .detection).with { $0.resource = "worker-2" })
            try await bench.settled()
            let alerts = try await bench.alerts()
            #expect(alerts.count == 2)
            let first = try #require(alerts.first)
            let members = try await bench.store.read { tx in try tx.alerts.vendorAlerts(of: first.id).count }
            #expect(members == 30)
            let joins = try await bench.history(first).compactMap { $0.value["joined"]?.integer }
            #expect(joins == (2...30).map { Int64($0) })
        }
    }

    @Test("issues have an alert each unless their rule says otherwise; then each that joins gets its one note")
    func issues() async throws {
        let alone = try await Bench.make()
        let grouped = try await Bench.make(rules: Self.rules("{by: resource, within: 1h}"))
        for (bench, count) in [(alone, 3), (grouped, 1)] {
            try await bench.running(.intake) {
                for number in 1...3 {
                    let item = ScriptedItem("i-\(number)").with { $0.resource = "worker-1" }
                    try await bench.settle(item, item.with { $0.updatedAt = .now().adding(seconds: 1) })
                }
                #expect(try await bench.alerts().count == count)
                let deliveries = try await bench.deliveries()
                #expect(deliveries.map(\.issueID).sorted() == ["i-1", "i-2", "i-3"])
                #expect(deliveries.allSatisfy { $0.intent.rule == .alertCreated })
            }
        }
    }

    @Test("nothing joins a closed alert")
    func closed() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("d-1", kind: .detection).with { $0.resource = "worker-1" })
            try await bench.close(try await bench.alert())
            try await bench.settle(ScriptedItem("d-2", kind: .detection).with { $0.resource = "worker-1" })
            #expect(Set(try await bench.alerts().map(\.status)) == [.closed, .open])
        }
    }

    @Test(
        "a group that cannot be read is a named problem of the rule", arguments: ["{by: moon}", "often", "{by: actor}"])
    func malformed(_ group: String) {
        let pack = Self.rules(group)
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.first?.reason.contains("group must be") == true)
    }
}
