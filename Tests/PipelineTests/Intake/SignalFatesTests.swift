import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("What becomes of signals that are no alert")
struct SignalFatesTests {
    @Test("bytes that nobody understands are quarantined with the reason, and the rest goes on")
    func quarantine() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(Array("{\"kind\": \"iss".utf8))
            try await bench.send([0xff, 0x00])
            try await bench.webhook(ScriptedItem("i-1"))
            _ = try await bench.alert()
            try await bench.settled()
            let quarantined = try await bench.signals(.quarantined)
            #expect(quarantined.count == 2)
            #expect(quarantined.allSatisfy { $0.reason?.hasPrefix("This is not JSON") == true })
            #expect(bench.pipeline.counts.processed == [.quarantined: 2, .done: 1])
        }
    }

    @Test("replayed after an upgrade, a quarantined signal becomes what it always meant")
    func replay() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(Array(#"{"kind": "novel"}"#.utf8))
            try await bench.send(Array("broken".utf8))
            try await bench.settled()
            #expect(try await bench.alerts().isEmpty)
            bench.tenant.edit { $0.understandsNewKind = true }
            #expect(try await bench.pipeline.replay.replay(of: bench.device.id, by: bench.analyst) == 2)
            #expect(try await bench.alert().name == "Acme Cloud: Reverse shell")
            try await bench.settled()
            #expect(try await bench.signals(.quarantined).count == 1)
        }
    }

    @Test("single signals are replayed by id; strangers and readers may not")
    func replayByID() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(Array("broken".utf8))
            try await bench.send(Array("broken too".utf8))
            try await bench.settled()
        }
        let ids = try await bench.signals(.quarantined).map(\.id)
        let first = try #require(ids.first)
        #expect(try await bench.pipeline.replay.replay([first], of: bench.device.id, by: bench.analyst) == 1)
        #expect(try await bench.signals(.quarantined).count == 1)
        var stranger = bench.analyst
        stranger.organizationID = .make()
        await #expect(throws: WorkbenchError.notFound("security device")) {
            try await bench.pipeline.replay.replay(of: bench.device.id, by: stranger)
        }
        var reader = bench.analyst
        reader.isReadOnly = true
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.replay.replay(of: bench.device.id, by: reader)
        }
    }

    @Test("the Test button opens nothing and shows as a test of the connection")
    func test() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(Array(#"{"kind": "test"}"#.utf8))
            try await bench.send(Array(#"{"kind": "audit"}"#.utf8))
            try await bench.settled()
            let reasons = try await bench.signals(.ignored).compactMap(\.reason)
            #expect(reasons.count == 2)
            #expect(reasons.contains { $0.contains("Connection test") })
            #expect(reasons.contains("Audit records are not taken in."))
            #expect(try await bench.health().lastWebhookTestAt != nil)
            #expect(try await bench.alerts().isEmpty)
            #expect(try await bench.vendorAlerts().isEmpty)
        }
    }

    @Test("a paused device's webhooks wait for it, in nobody's way")
    func paused() async throws {
        let bench = try await Bench.make()
        let other = Fixture.device(in: bench.organization.id, vendor: "acme", name: "Second", at: .now())
        try await bench.store.write { tx in try tx.devices.insert(other) }
        try await bench.change(.init(ingestion: .paused))
        try await bench.running(.intake) {
            for number in 0..<300 { try await bench.webhook(ScriptedItem("i-\(number)")) }
            try await bench.send(ScriptedItem("i-0").webhook, to: other.id)
            let alert = try await bench.alert()
            #expect(alert.deviceID == other.id)
            #expect(try await bench.signals(.pending).count == 300)
            try await bench.change(.init(ingestion: .active))
            try await eventually("all of them") { try await bench.alerts().count == 301 }
        }
    }

    @Test("a removed device's signals are ignored with that reason")
    func removed() async throws {
        let bench = try await Bench.make()
        try await bench.webhook(ScriptedItem("i-1"))
        try await bench.change(.init(ingestion: .removed))
        try await bench.running(.intake) {
            try await eventually { try await bench.signals(.ignored).count == 1 }
            #expect(try await bench.signals(.ignored).first?.reason?.contains("removed") == true)
            #expect(try await bench.alerts().isEmpty)
        }
    }

    @Test("a signal whose transaction fails is tried again and then quarantined; the rest never waits")
    func poison() async throws {
        let faults = FaultyStore.Faults()
        let bench = try await Bench.make(faults: faults)
        faults.set(1000)
        for number in 0..<20 { try await bench.webhook(ScriptedItem("before-\(number)")) }
        try await bench.webhook(ScriptedItem("bad", name: "poison shell"))
        for number in 0..<20 { try await bench.webhook(ScriptedItem("after-\(number)")) }
        try await bench.running(.intake) {
            try await eventually("the rest") { try await bench.alerts().count == 40 }
            try await eventually("the quarantine") { try await bench.signals(.quarantined).count == 1 }
            let signal = try #require(try await bench.signals(.quarantined).first)
            #expect(signal.reason?.contains("3 times") == true)
            #expect(try await bench.vendorAlert("bad") == nil, "nothing of it is kept")
            faults.set(0)
            _ = try await bench.pipeline.replay.replay(of: bench.device.id, by: bench.analyst)
            try await eventually("the replay") { try await bench.alerts().count == 41 }
        }
    }

    @Test("a fault that passes costs nothing")
    func passingFault() async throws {
        let faults = FaultyStore.Faults()
        let bench = try await Bench.make(faults: faults)
        faults.set(1)
        try await bench.running(.intake) {
            try await bench.webhook(ScriptedItem("bad", name: "poison shell"))
            _ = try await bench.alert()
            #expect(try await bench.signals(.done).count == 1)
        }
    }
}
