import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Rule eleven: an issue that no detection matches")
struct UnmatchedTests {
    static let posture = ScriptedItem("p-1", name: "Bucket without encryption", at: .now().adding(seconds: -60))

    static func noting() -> PipelineSettings {
        var settings = Bench.settings
        settings.policy = settings.policy.notingUnmatched()
        return settings
    }

    @Test("it is kept, without an alert and without a word to the vendor")
    func kept() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.posture)
            #expect(try await bench.vendorAlerts().map(\.vendorID) == ["p-1"])
            #expect(try await bench.alerts().isEmpty)
            #expect(try await bench.deliveries().isEmpty)
        }
    }

    @Test("with the switch it gets one note, however often the vendor speaks of it")
    func onceOnly() async throws {
        let bench = try await Bench.make(settings: Self.noting())
        try await bench.running(.intake) {
            try await bench.webhook(Self.posture)
            try await bench.settled()
            #expect(try await bench.deliveries().isEmpty, "a body knows too little to say that nothing matches")
            for second in 1...3 {
                try await bench.settle(Self.posture.with { $0.updatedAt = .now().adding(seconds: Double(second)) })
            }
            let deliveries = try await bench.deliveries()
            #expect(deliveries.map(\.intent.rule) == [.noDetectionMatched])
            #expect(deliveries.map(\.intent.move) == [.unchanged])
            #expect(deliveries.first?.alertID == nil)
        }
    }

    @Test("never for backfill, never for detections, never while writing back is off")
    func silent() async throws {
        let bench = try await Bench.make(settings: Self.noting())
        try await bench.running(.intake) {
            try await bench.send(Self.posture.snapshot, by: .backfill)
            try await bench.settle(ScriptedItem("d-1", kind: .detection, name: "Quiet login"))
            try await bench.change(.init(isSyncEnabled: false))
            try await bench.settle(ScriptedItem("p-2", name: "Open bucket"))
            #expect(try await bench.vendorAlerts().count == 3)
            #expect(try await bench.deliveries().isEmpty)
        }
    }

    @Test("when it matches later after all, it becomes an alert")
    func matchesLater() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.posture)
            try await bench.settle(
                Self.posture.with {
                    $0.name = "Web shell in bucket"
                    $0.updatedAt = .now()
                })
            #expect(try await bench.alerts().map(\.name) == ["Acme Cloud: Web shell in bucket"])
        }
    }
}
