import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Writing back")
struct OutboxTests {
    /// A bench with an open alert for each issue, whose notes are written.
    func bench(_ ids: [String] = ["i-1"], settings: PipelineSettings = Bench.settings) async throws -> Bench {
        let bench = try await Bench.make(settings: settings)
        try await bench.running {
            try await bench.firstPollsDone()
            for id in ids { bench.tenant.put(ScriptedItem(id, at: .now().adding(seconds: -60))) }
            for id in ids {
                let item = try #require(bench.tenant[id])
                try await bench.snapshot(item)
            }
            try await eventually("their notes") { try await bench.deliveries([.done]).count == ids.count }
        }
        bench.tenant.edit { $0.writes = [] }
        return bench
    }

    func moves(_ bench: Bench) -> [SyncIntent.Move] { bench.tenant.see { $0.writes.map(\.intent.move) } }

    @Test("a closed alert dismisses its issue, with reason and comment; reopening opens it again")
    func closeAndReopen() async throws {
        let bench = try await bench()
        try await bench.running {
            let alert = try await bench.close(try await bench.alert(), as: .falsePositive)
            try await eventually("the dismissal") { bench.tenant["i-1"]?.reason == "FALSE_POSITIVE" }
            #expect(bench.tenant["i-1"]?.status == "REJECTED")
            #expect(bench.tenant["i-1"]?.notes.last?.contains("Looked at it.") == true)
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "Again.")], on: alert.id, by: bench.analyst)
            try await eventually("the reopening") { bench.tenant["i-1"]?.status == "OPEN" }
            try await eventually("the record") { try await bench.deliveries([.done]).count == 3 }
            #expect(try await bench.vendorAlert("i-1")?.state?.vendorStatus == "OPEN")
            #expect(bench.pipeline.counts.deliveries == [.done: 3])
        }
    }

    @Test("writes to one issue keep their order; writes to others go beside them, up to the bound")
    func order() async throws {
        let ids = (1...6).map { "i-\($0)" }
        let bench = try await bench(ids)
        await bench.tenant.gate.shut()
        try await bench.running {
            for alert in try await bench.alerts() {
                try await bench.close(alert)
                _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: alert.id, by: bench.analyst)
                try await bench.close(alert, as: .testing)
            }
            try await eventually("four at once") { bench.tenant.see(\.mostUnderWay) == 4 }
            #expect(bench.tenant.see(\.writes).count == 4)
            await bench.tenant.gate.open()
            try await eventually("all of them") { try await bench.deliveries([.done]).count == 24 }
            #expect(!bench.tenant.see(\.overlapped))
            #expect(bench.tenant.see(\.mostUnderWay) <= 4)
            for id in ids {
                let moves = bench.tenant.see { $0.writes.filter { $0.issueID == id }.map(\.intent.move) }
                #expect(moves == [.dismiss(.benign), .open, .dismiss(.testing)])
                #expect(bench.tenant[id]?.status == "REJECTED")
            }
        }
    }

    @Test("what fails and may pass is tried until it is done, and later writes of the issue wait for it")
    func retries() async throws {
        let bench = try await bench()
        bench.tenant.edit { state in
            state.deliverErrors = [
                IntegrationError(.server, "Down."), IntegrationError(.timeout, "Slow."),
                IntegrationError(.rateLimited(until: .now().adding(seconds: 0.3)), "Slower."),
            ]
        }
        try await bench.running {
            let alert = try await bench.close(try await bench.alert())
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: alert.id, by: bench.analyst)
            try await eventually("both") { try await bench.deliveries([.done]).count == 3 }
            #expect(moves(bench) == Array(repeating: .dismiss(.benign), count: 4) + [.open])
            let attempts = try await bench.store.read { tx in try tx.deliveries.list(alert: alert.id).map(\.attempts) }
            #expect(attempts == [1, 4, 1])
            #expect(try await bench.health().lastError == "Slower.")
        }
    }

    @Test("a write whose answer was lost is not written twice")
    func lostAnswer() async throws {
        let bench = try await bench()
        bench.tenant.edit { $0.losesNextAnswer = true }
        try await bench.running {
            try await bench.close(try await bench.alert())
            try await eventually("the record") { try await bench.deliveries([.done]).count == 2 }
            #expect(bench.tenant.see(\.writes).count == 2)
            #expect(bench.tenant["i-1"]?.notes.count == 2, "one for the opening, one for the closing")
            #expect(try await bench.vendorAlert("i-1")?.state?.vendorStatus == "REJECTED")
        }
    }

    @Test("after a crash in the middle of a write, whoever comes next takes it over when the lease has run out")
    func takeOver() async throws {
        var settings = Bench.settings
        settings.deliveryLease = 0.5
        let bench = try await bench(settings: settings)
        let alert = try await bench.close(try await bench.alert())
        // A worker that is gone has it under a lease, and its write took effect.
        let device = bench.device.id
        let claimed = try await bench.store.write { tx in
            try tx.deliveries.claim(device: device, now: .now(), leaseUntil: .now().adding(seconds: 1))
        }
        let delivery = try #require(claimed)
        bench.tenant.put(
            try #require(bench.tenant["i-1"]).moved(to: "REJECTED", reason: "WONT_FIX", by: "watchfloor").with {
                $0.notes.append("Closed. [\(delivery.marker)]")
            })
        try await bench.running {
            #expect(bench.tenant.see(\.writes).isEmpty)
            try await eventually("the record") {
                try await bench.store.read { tx in try tx.deliveries.find(delivery.id, scope: .everything) }?.state
                    == .done
            }
            #expect(bench.tenant["i-1"]?.notes.count == 2)
            #expect(try await bench.alert().status == alert.status)
        }
    }

    @Test("a write that takes longer than its lease keeps it: nobody else writes meanwhile")
    func renewal() async throws {
        var settings = Bench.settings
        // Long enough that a busy machine renews it in time, and half as long as the write takes.
        settings.deliveryLease = 3
        let bench = try await bench(settings: settings)
        await bench.tenant.gate.shut()
        let other = bench.restarted()
        try await bench.running {
            try await bench.close(try await bench.alert())
            try await eventually("the write") { bench.tenant.see(\.writes).count == 1 }
            try await other.running {
                try await Task.sleep(for: .seconds(6))
                #expect(bench.tenant.see(\.writes).count == 1)
                await bench.tenant.gate.open()
                try await eventually("the record") { try await bench.deliveries([.done]).count == 2 }
            }
            #expect(bench.tenant.see(\.writes).count == 1)
        }
    }

    @Test("switched off, the very next write waits; switched on, it goes out")
    func switchedOff() async throws {
        let bench = try await bench()
        try await bench.running {
            await bench.tenant.gate.shut()
            try await bench.close(try await bench.alert())
            try await eventually("the first write") { bench.tenant.see(\.writes).count == 1 }
            let alert = try await bench.alert()
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: alert.id, by: bench.analyst)
            try await bench.change(.init(isSyncEnabled: false))
            await bench.tenant.gate.open()
            try await eventually("the one under way") { try await bench.deliveries([.done]).count == 2 }
            for _ in 0..<15 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(bench.tenant.see(\.writes).count == 1)
            #expect(try await bench.deliveries([.pending]).count == 1)
            try await bench.change(.init(isSyncEnabled: true))
            try await eventually("the other") { try await bench.deliveries([.done]).count == 3 }
            #expect(bench.tenant["i-1"]?.status == "OPEN")
        }
    }

    @Test("a paused device is still written to: its alerts are still worked on")
    func paused() async throws {
        let bench = try await bench()
        try await bench.running {
            try await bench.change(.init(ingestion: .paused))
            try await bench.close(try await bench.alert())
            try await eventually("the dismissal") { bench.tenant["i-1"]?.status == "REJECTED" }
        }
    }

    @Test("a refusal is a visible state with the vendor's own words, and can be tried again or given up")
    func refusal() async throws {
        let bench = try await bench(["i-1", "i-2"])
        bench.tenant.edit { state in
            state.deliverErrors = Array(
                repeating: IntegrationError(.refused, "changing status is not allowed"), count: 2)
        }
        try await bench.running {
            for alert in try await bench.alerts() { try await bench.close(alert) }
            try await eventually("the refusals") { try await bench.deliveries([.refused]).count == 2 }
            let refused = try await bench.deliveries([.refused])
            #expect(refused.allSatisfy { $0.answer == "changing status is not allowed" })
            let again = try #require(refused.first)
            let given = try #require(refused.last)
            _ = try await bench.pipeline.decisions.decide(.retry, on: again.id, by: bench.analyst)
            try await eventually("the retry") { bench.tenant[again.issueID]?.status == "REJECTED" }
            let kept = try await bench.pipeline.decisions.decide(.acceptTheirs, on: given.id, by: bench.analyst)
            #expect(kept.state == .cancelled)
            #expect(kept.answer?.contains("Ana Lyst") == true)
            #expect(bench.tenant[given.issueID]?.status == "OPEN")
        }
    }
}
