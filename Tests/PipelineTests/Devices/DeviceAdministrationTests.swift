import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Administering devices")
struct DeviceAdministrationTests {
    func new(_ bench: Bench, name: String = "New", settings: [String: String]? = nil) -> DeviceAdministration.NewDevice
    {
        .init(
            organizationID: bench.organization.id, vendor: "acme", name: name, location: " ",
            settings: settings ?? ["api_url": " https://acme.example ", "client_secret": "hush"])
    }

    @Test("a new device has unguessable webhook credentials and a first poll that waits for it")
    func added() async throws {
        let bench = try await Bench.make()
        let first = try await bench.pipeline.devices.add(new(bench), by: bench.analyst)
        let second = try await bench.pipeline.devices.add(new(bench), by: bench.analyst)
        #expect(first.webhook.key.count >= 32)
        #expect(first.webhook.key != second.webhook.key)
        #expect(first.location == nil)
        #expect(first.connection.settings["api_url"] == "https://acme.example")
        let password = try await bench.pipeline.devices.webhookPassword(first.id, by: bench.analyst)
        #expect(password.count >= 32)
        #expect(password != (try await bench.pipeline.devices.webhookPassword(second.id, by: bench.analyst)))
        let demand = try await bench.store.write { tx in try tx.polls.takeRequest(device: first.id) }
        #expect(demand != nil)
    }

    @Test(
        "what is wrong is named by its field",
        arguments: [
            ("", ["api_url": "https://acme.example", "client_secret": "hush"], "name"),
            ("New", ["client_secret": "hush"], "api_url"),
            ("New", ["api_url": "https://acme.example"], "client_secret"),
            ("New", ["api_url": "https://acme.example", "client_secret": "  "], "client_secret"),
        ])
    func invalid(name: String, settings: [String: String], field: String) async throws {
        let bench = try await Bench.make()
        let error = await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.add(new(bench, name: name, settings: settings), by: bench.analyst)
        }
        #expect(error?.field == field)
    }

    @Test("only administrators of the organization may", arguments: [Role.organizationAnalyst, .providerAnalyst])
    func rights(role: Role) async throws {
        let bench = try await Bench.make()
        var analyst = bench.analyst
        analyst.role = role
        let other = analyst
        await #expect(throws: WorkbenchError.self) { try await bench.pipeline.devices.add(new(bench), by: other) }
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.change(bench.device.id, .init(name: "Mine"), by: other)
        }
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.webhookPassword(bench.device.id, by: other)
        }
        var stranger = bench.analyst
        stranger.organizationID = .make()
        let foreign = stranger
        await #expect(throws: WorkbenchError.notFound("security device")) {
            try await bench.pipeline.devices.change(bench.device.id, .init(name: "Mine"), by: foreign)
        }
    }

    @Test("a removed device is neither changed nor polled; a paused one is not polled")
    func notActive() async throws {
        let bench = try await Bench.make()
        try await bench.change(.init(ingestion: .paused))
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.pollNow(bench.device.id, by: bench.analyst)
        }
        try await bench.change(.init(ingestion: .removed))
        await #expect(throws: WorkbenchError.self) { try await bench.change(.init(name: "Again")) }
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.pollNow(bench.device.id, by: bench.analyst)
        }
    }
}
