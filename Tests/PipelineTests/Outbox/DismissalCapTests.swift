import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("The cap on dismissals")
struct DismissalCapTests {
    func capped(_ body: (Bench, [Alert]) async throws -> Void) async throws {
        var settings = Bench.settings
        settings.dismissalCap = 3
        let bench = try await Bench.make(settings: settings)
        for number in 1...5 { bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: -60))) }
        try await bench.running {
            try await eventually("the alerts") { try await bench.alerts().count == 5 }
            try await body(bench, try await bench.alerts())
        }
    }

    @Test("beyond it within an hour, dismissals are held for a person and everything else goes out")
    func held() async throws {
        try await capped { bench, alerts in
            for alert in alerts.prefix(4) { try await bench.close(alert) }
            try await bench.close(alerts[4], as: .truePositive)
            try await eventually("what is allowed") { try await bench.deliveries([.done]).count == 4 }
            let held = try await bench.deliveries([.held])
            #expect(held.count == 1)
            #expect(held.first?.answer?.contains("3 issues") == true)
            #expect(bench.tenant.see { $0.items.values.filter { $0.status == "REJECTED" }.count } == 3)
        }
    }

    @Test("released, a held one goes out")
    func released() async throws {
        try await capped { bench, alerts in
            for alert in alerts { try await bench.close(alert) }
            try await eventually("what is allowed") { try await bench.deliveries([.done]).count == 3 }
            let held = try await bench.deliveries([.held])
            #expect(held.count == 2)
            let first = try #require(held.first)
            _ = try await bench.pipeline.decisions.decide(.release, on: first.id, by: bench.analyst)
            try await eventually("the released one") { bench.tenant[first.issueID]?.status == "REJECTED" }
            #expect(try await bench.deliveries([.held]).count == 1)
        }
    }

    @Test("what has been decided otherwise meanwhile is no longer held")
    func withdrawn() async throws {
        try await capped { bench, alerts in
            for alert in alerts { try await bench.close(alert) }
            let held = try #require(try await bench.deliveries([.held]).first)
            let alertID = try #require(held.alertID)
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: alertID, by: bench.analyst)
            let delivery = try await bench.store.read { tx in try tx.deliveries.find(held.id, scope: .everything) }
            #expect(delivery?.state == .cancelled)
            #expect(bench.tenant[held.issueID]?.status == "OPEN")
        }
    }

    @Test("an hour later there is room again")
    func anHourLater() async throws {
        let clock = TestClock()
        var settings = Bench.settings
        settings.dismissalCap = 1
        let bench = try await Bench.make(settings: settings, clock: clock.closure)
        for number in 1...3 { bench.tenant.put(ScriptedItem("i-\(number)", at: clock.now.adding(seconds: -60))) }
        try await bench.running {
            try await eventually("the alerts") { try await bench.alerts().count == 3 }
            let alerts = try await bench.alerts()
            try await bench.close(alerts[0])
            try await bench.close(alerts[1])
            try await eventually("the first") { try await bench.deliveries([.done]).count == 1 }
            #expect(try await bench.deliveries([.held]).count == 1)
            clock.advance(seconds: 3601)
            try await bench.close(alerts[2])
            try await eventually("the third") { try await bench.deliveries([.done]).count == 2 }
        }
    }
}
