import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Switching synchronization")
struct SyncSwitchTests {
    @Test("off stops writes though hundreds wait; on brings each present state over, once")
    func offAndOn() async throws {
        let bench = try await Bench.make()
        for number in 1...8 { bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: -60))) }
        try await bench.running {
            try await eventually("the alerts") { try await bench.alerts().count == 8 }
            try await eventually("no write on its way") { try await bench.deliveries([.pending, .sending]).isEmpty }
            let alerts = try await bench.alerts()
            let sync = bench.pipeline.setup.sync
            _ = try await sync.disable(bench.device.id, by: bench.analyst)
            let before = bench.tenant.see(\.writes.count)
            for alert in alerts.prefix(3) { try await bench.close(alert) }
            for alert in alerts.prefix(1) {
                _ = try await bench.pipeline.workflow.perform(
                    [.reopen(why: "Once more.")], on: alert.id, by: bench.analyst)
                try await bench.close(alert, as: .falsePositive)
            }
            let preview = try await sync.preview(bench.device.id, for: bench.analyst)
            #expect(preview.count == 3 && Set(preview.map(\.alertID)) == Set(alerts.prefix(3).map(\.id)))
            #expect(bench.tenant.see(\.writes.count) == before)
            #expect(try await sync.enable(bench.device.id, by: bench.analyst) == 3)
            #expect(try await sync.enable(bench.device.id, by: bench.analyst) == 0)
            try await eventually("what differed") {
                bench.tenant.see { $0.items.values.filter { $0.status == "REJECTED" }.count } == 3
            }
            #expect(bench.tenant.see(\.writes.count) == before + 3)
            #expect(try await sync.preview(bench.device.id, for: bench.analyst).isEmpty)
        }
        let kinds = try await bench.record().map(\.kind)
        #expect(kinds == [.syncEnabled, .syncDisabled])
    }

    @Test("what waited when it was switched off is not written, and the present state replaces it")
    func queued() async throws {
        let bench = try await Bench.make()
        for number in 1...5 { bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: -60))) }
        try await bench.running {
            try await eventually("the alerts") { try await bench.alerts().count == 5 }
            try await eventually("no write on its way") { try await bench.deliveries([.pending, .sending]).isEmpty }
            await bench.tenant.gate.shut()
            let alerts = try await bench.alerts()
            for alert in alerts { try await bench.close(alert) }
            try await eventually("a full outbox") { try await !bench.deliveries([.sending]).isEmpty }
            _ = try await bench.pipeline.setup.sync.disable(bench.device.id, by: bench.analyst)
            let taken = try await bench.deliveries([.sending]).count
            await bench.tenant.gate.open()
            try await eventually("those under way") { try await bench.deliveries([.sending]).isEmpty }
            #expect(try await bench.deliveries([.pending]).count == 5 - taken)
        }
    }

    @Test("in shadow mode nothing is written, and what would be is shown")
    func shadow() async throws {
        let bench = try await Bench.make()
        bench.tenant.put(ScriptedItem("i-1", at: .now().adding(seconds: -60)))
        try await bench.running {
            let alert = try await bench.alert()
            try await eventually("no write on its way") { try await bench.deliveries([.pending, .sending]).isEmpty }
            _ = try await bench.pipeline.setup.sync.startShadow(bench.device.id, by: bench.analyst)
            try await bench.close(alert)
            let shown = try await bench.pipeline.setup.sync.preview(bench.device.id, for: bench.analyst)
            #expect(shown.map(\.issueID) == ["i-1"])
            #expect(bench.tenant["i-1"]?.status == "OPEN")
            #expect(try await bench.pipeline.setup.sync.enable(bench.device.id, by: bench.analyst) == 1)
            try await eventually("the write") { bench.tenant["i-1"]?.status == "REJECTED" }
        }
    }
}
