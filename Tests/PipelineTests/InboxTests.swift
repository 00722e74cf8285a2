import Logging
import TestSupport
import Testing
import Workbench

@testable import Pipeline

@Suite("The inbox")
struct InboxTests {
    @Test("what was accepted is durable, byte for byte, however many come at once")
    func durable() async throws {
        let bench = try await Bench.make()
        let bodies = (0..<1500).map { number in Array("\(number)\u{0}\n".utf8) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for body in bodies { group.addTask { try await bench.send(body) } }
            try await group.waitForAll()
        }
        #expect(try await bench.store.read { tx in try tx.signals.pendingCount() } == 1500)
        let stored = try await bench.store.read { tx in try tx.signals.pending(limit: 2000).map(\.body) }
        #expect(Set(stored) == Set(bodies))
        #expect(bench.pipeline.counts.accepted == [.webhook: 1500])
    }

    @Test("what cannot be stored is not accepted")
    func refused() async throws {
        let bench = try await Bench.make()
        let error = await #expect(throws: WorkbenchError.self) {
            try await bench.send(Array("{}".utf8), to: .init("no such device"))
        }
        #expect(error?.code == .unavailable)
        try await bench.send(Array("{}".utf8))
        #expect(try await bench.store.read { tx in try tx.signals.pendingCount() } == 1)
    }

    @Test("finished signals are forgotten after their time; what is pending or quarantined stays")
    func pruning() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.webhook(ScriptedItem("i-1"))
            try await bench.send(Array("broken".utf8))
            try await bench.settled()
        }
        try await bench.webhook(ScriptedItem("i-2"))
        let later = Timestamp.now().adding(seconds: 31 * 86_400)
        let pruning = Pruning(store: bench.store, settings: bench.settings, logger: .init(label: "test")) { later }
        await pruning.prune()
        #expect(try await bench.signals(.done).isEmpty)
        #expect(try await bench.signals(.quarantined).count == 1)
        #expect(try await bench.signals(.pending).count == 1)
    }
}

@Suite("The doorbell")
struct DoorbellTests {
    @Test("a ring before the wait is not lost, and many rings are one")
    func early() async {
        let bell = Doorbell()
        await bell.ring()
        await bell.ring()
        await bell.wait(seconds: 3600)
    }

    @Test("a ring, the time, or cancelling ends the wait")
    func ends() async {
        let bell = Doorbell()
        let rung = Task { await bell.wait(seconds: 3600) }
        try? await Task.sleep(for: .milliseconds(20))
        await bell.ring()
        await rung.value
        await bell.wait(seconds: 0.01)
        let cancelled = Task { await bell.wait(seconds: 3600) }
        try? await Task.sleep(for: .milliseconds(20))
        cancelled.cancel()
        await cancelled.value
    }
}

@Suite("Live updates")
struct LiveUpdatesTests {
    @Test("every listener hears everything from its subscription on, until all is closed")
    func hears() async {
        let updates = LiveUpdates()
        let update = LiveUpdates.Update(kind: .alert, organizationID: .init("o"), id: "a")
        let first = await updates.subscribe()
        let second = await updates.subscribe()
        await updates.publish([update, update])
        await updates.close()
        for stream in [first, second] {
            var heard: [LiveUpdates.Update] = []
            for await update in stream { heard.append(update) }
            #expect(heard == [update, update])
        }
        for await _ in await updates.subscribe() { Issue.record("closed is closed") }
        #expect(await updates.listenerCount == 0)
    }
}
