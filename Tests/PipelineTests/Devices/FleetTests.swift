import Logging
import Pipeline
import ServiceLifecycle
import TestSupport
import Testing
import Workbench

@Suite("The fleet of devices")
struct FleetTests {
    @Test("a device that cannot be connected becomes unhealthy, is tried again, and disturbs no other")
    func badDevice() async throws {
        let bench = try await Bench.make()
        let foreign = Fixture.device(in: bench.organization.id, vendor: "unknown", name: "Other", at: .now())
        try await bench.store.write { tx in try tx.devices.insert(foreign) }
        bench.tenant.edit { $0.connectErrors = [IntegrationError(.auth, "The address is not allowed.")] }
        bench.tenant.put(ScriptedItem("i-1"))
        try await bench.running {
            _ = try await bench.alert()
            #expect(try await bench.health().lastError == "The address is not allowed.")
            try await eventually("the other's health") {
                let device = try await bench.store.read { tx in try tx.devices.find(foreign.id, scope: .everything) }
                return device?.health.status == .unhealthy
                    && device?.health.problems.first?.words.contains("unknown") == true
            }
        }
    }

    @Test("a device added while everything runs is polled at once")
    func added() async throws {
        let bench = try await Bench.make { $0.ingestion = .removed }
        bench.tenant.put(ScriptedItem("i-1"))
        try await bench.running {
            let device = try await bench.pipeline.devices.add(
                .init(
                    organizationID: bench.organization.id, vendor: "acme", name: "New", location: nil,
                    settings: ["api_url": "https://acme.example", "client_secret": "hush"]),
                by: bench.analyst)
            #expect(try await bench.alert().deviceID == device.id)
            #expect(bench.tenant.see(\.secrets) == ["hush"])
            #expect(device.connection.settings == ["api_url": "https://acme.example"], "the secret is not among them")
        }
    }

    @Test("changed by another process, a connection is made anew and the old one closed")
    func reconnects() async throws {
        let bench = try await Bench.make()
        try await bench.running {
            try await eventually("a connection") { bench.tenant.see(\.secrets).count == 1 }
            var device = bench.device
            device.connection.sealedSecret = Array("new secret".utf8)
            let changed = device
            try await bench.store.write { tx in try tx.devices.update(changed) }
            try await eventually("another") { bench.tenant.see(\.secrets).last == "new secret" }
            #expect(bench.tenant.see(\.closed) == 1)
            bench.tenant.put(ScriptedItem("i-1"))
            try await bench.pipeline.devices.pollNow(bench.device.id, by: bench.analyst)
            _ = try await bench.alert()
        }
    }

    @Test("one connection serves everything of a device")
    func oneConnection() async throws {
        let bench = try await Bench.make()
        try await bench.running {
            try await bench.firstPollsDone()
            bench.tenant.put(ScriptedItem("i-1"))
            try await bench.webhook(ScriptedItem("i-1"))
            try await eventually("a note") { bench.tenant["i-1"]?.notes.count == 1 }
            try await eventually("a check") { try await bench.health().checkedAt != nil }
            #expect(bench.tenant.see(\.secrets).count == 1)
        }
        #expect(bench.tenant.see(\.closed) == 1)
    }

    @Test("a removed device is left alone: no call, no write")
    func removed() async throws {
        let bench = try await Bench.make()
        bench.tenant.put(ScriptedItem("i-1"))
        try await bench.running {
            _ = try await bench.alert()
            bench.tenant.edit {
                $0.deliverErrors = [IntegrationError(.rateLimited(until: .now().adding(seconds: 60)), "")]
            }
            try await bench.close(try await bench.alert())
            try await eventually("a write that must wait") {
                try await bench.deliveries([.pending]).first?.attempts == 1
            }
            try await bench.change(.init(ingestion: .removed))
            try await eventually("the connection's end") { bench.tenant.see(\.closed) == 1 }
            #expect(try await bench.deliveries().map(\.state) == [.cancelled])
            _ = try await bench.pipeline.workflow.perform(
                [.reopen(why: "Still here.")], on: try await bench.alert().id, by: bench.analyst)
            #expect(try await bench.deliveries().count == 1, "nothing more is meant for it")
            #expect(bench.tenant["i-1"]?.status == "OPEN")
        }
    }

    @Test("shut down gracefully, a write under way comes to its end and is recorded; nothing is left half done")
    func gracefulShutdown() async throws {
        let bench = try await Bench.make()
        bench.tenant.put(ScriptedItem("i-1", at: .now().adding(seconds: -60)))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: bench.pipeline.services.map { .init(service: $0) }, gracefulShutdownSignals: [],
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
        let running = Task { try await group.run() }
        let alert = try await bench.alert()
        await bench.tenant.gate.shut()
        try await bench.close(alert)
        _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: alert.id, by: bench.analyst)
        try await eventually("the write") { bench.tenant.see(\.writes).count == 1 }
        await group.triggerGracefulShutdown()
        await bench.tenant.gate.open()
        try await running.value
        let deliveries = try await bench.store.read { tx in try tx.deliveries.list(alert: alert.id) }
        #expect(deliveries.first?.state == .done)
        #expect(deliveries.allSatisfy { $0.state == .done || $0.state == .pending && $0.attempts == 0 })
        #expect(bench.tenant["i-1"]?.notes.count == deliveries.filter { $0.state == .done }.count)
        #expect(bench.tenant.see(\.closed) == 1)
    }
}
