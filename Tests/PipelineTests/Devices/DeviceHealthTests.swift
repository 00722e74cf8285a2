import TestSupport
import Testing
import Workbench

@testable import Pipeline

@Suite("The health of a device")
struct DeviceHealthTests {
    static func settings(_ change: (inout PipelineSettings) -> Void = { _ in }) -> PipelineSettings {
        var settings = Bench.settings
        settings.healthInterval = 0.05
        change(&settings)
        return settings
    }

    func expect(_ kind: HealthProblem.Kind, on bench: Bench) async throws -> HealthProblem {
        try await eventualValue("the problem \(kind)") {
            let health = try await bench.health()
            guard health.status == .unhealthy else { return nil }
            return health.problems.first { $0.kind == kind }
        }
    }

    func expectHealthy(_ bench: Bench) async throws {
        try await eventually("a healthy device") { try await bench.health().status == .healthy }
    }

    @Test("a device that answers is healthy, and says since when")
    func healthy() async throws {
        let bench = try await Bench.make(settings: Self.settings())
        #expect(try await bench.health().status == nil)
        try await bench.running {
            try await expectHealthy(bench)
            let health = try await bench.health()
            #expect(health.problems.isEmpty)
            #expect(health.checkedAt != nil)
            #expect(health.statusUpdatedAt != nil)
            #expect(health.lastSuccessAt != nil)
            #expect(health.lastError == nil)
        }
    }

    @Test("what the vendor's answers show is passed on, and gone when it is mended")
    func vendorProblems() async throws {
        let bench = try await Bench.make(settings: Self.settings())
        try await bench.running {
            try await expectHealthy(bench)
            bench.tenant.edit { $0.problems = [.init(kind: .scopeMissing, words: "write:issue_ignore is missing.")] }
            #expect(try await expect(.scopeMissing, on: bench).words == "write:issue_ignore is missing.")
            let sick = try await bench.health()
            #expect(sick.lastError == "write:issue_ignore is missing.")
            #expect(sick.lastErrorAt != nil)
            bench.tenant.edit { $0.problems = [] }
            try await expectHealthy(bench)
            #expect(try await bench.health().lastError == sick.lastError, "the last error stays to be read")
        }
    }

    @Test("two periods without a complete poll are too long")
    func pollOverdue() async throws {
        let bench = try await Bench.make(settings: Self.settings { $0.shortPollInterval = 0.1 })
        bench.tenant.edit { state in
            state.pollErrors = Array(repeating: IntegrationError(.server, "Down."), count: 30)
        }
        try await bench.running {
            #expect(try await expect(.pollOverdue, on: bench).words.contains("No poll of new issues"))
            try await expectHealthy(bench)
        }
    }

    @Test("webhooks that came and come no longer, while polls find new issues, are silent")
    func webhookSilent() async throws {
        let bench = try await Bench.make(settings: Self.settings { $0.webhookSilence = 0.3 })
        try await bench.running {
            try await bench.webhook(ScriptedItem("i-1"))
            _ = try await bench.alert()
            try await Task.sleep(for: .milliseconds(400))
            #expect(try await bench.health().problems.isEmpty, "nothing new, so nothing to send")
            bench.tenant.put(ScriptedItem("i-2"))
            try await bench.pipeline.devices.pollNow(bench.device.id, by: bench.analyst)
            let problem = try await expect(.webhookSilent, on: bench)
            #expect(problem.words.contains("automation rule in Acme"))
            try await bench.webhook(ScriptedItem("i-3"))
            try await expectHealthy(bench)
        }
    }

    @Test("when one alert in twenty takes longer than five minutes, it is slow")
    func slow() async throws {
        let bench = try await Bench.make(settings: Self.settings())
        try await bench.running {
            for number in 0..<4 { try await bench.webhook(ScriptedItem("i-\(number)")) }
            try await eventually("the alerts") { try await bench.alerts().count == 4 }
            try await expectHealthy(bench)
            try await bench.webhook(ScriptedItem("late", at: .now().adding(seconds: -1200)))
            let problem = try await expect(.slow, on: bench)
            #expect(problem.words.contains("webhook"))
            #expect(problem.words.contains("20 min"))
            #expect(problem.words.contains("5 min"))
        }
    }

    @Test("an issue that is days old when it first matches is old, not late")
    func oldIsNotLate() async throws {
        let bench = try await Bench.make(settings: Self.settings())
        try await bench.running {
            for number in 0..<6 {
                try await bench.webhook(ScriptedItem("i-\(number)", at: .now().adding(seconds: -5 * 86_400)))
            }
            try await eventually("the alerts") { try await bench.alerts().count == 6 }
            let checked = try await bench.health().checkedAt
            try await eventually("another check") { try await bench.health().checkedAt != checked }
            #expect(try await bench.health().problems.isEmpty)
        }
    }

    @Test("what has not reached the vendor for too long puts both sides out of step, until somebody decides")
    func outOfStep() async throws {
        let bench = try await Bench.make(settings: Self.settings { $0.differenceTolerance = 0.2 })
        bench.tenant.put(ScriptedItem("i-1", at: .now().adding(seconds: -60)))
        try await bench.running {
            let alert = try await bench.alert()
            bench.tenant.edit { $0.deliverErrors = [IntegrationError(.refused, "No.")] }
            try await bench.close(alert)
            let refused = try await eventualValue("a refusal") { try await bench.deliveries([.refused]).first }
            #expect(try await expect(.outOfStep, on: bench).words.contains("One change has not reached Acme"))
            _ = try await bench.pipeline.decisions.decide(.acceptTheirs, on: refused.id, by: bench.analyst)
            try await expectHealthy(bench)
        }
    }

    @Test("percentiles are of the nearest rank")
    func percentiles() {
        #expect(DeviceFacts.percentile([], 0.95) == nil)
        #expect(DeviceFacts.percentile([7], 0.95) == 7)
        #expect(DeviceFacts.percentile((1...100).map(Double.init).shuffled(), 0.95) == 95)
        #expect(DeviceFacts.percentile((1...20).map(Double.init), 0.95) == 19)
        #expect(DeviceFacts.percentile((1...20).map(Double.init), 1) == 20)
    }
}
