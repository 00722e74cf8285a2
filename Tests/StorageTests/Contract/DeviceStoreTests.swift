import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Security devices")
struct DeviceStoreTests {
    @Test("a device keeps every field", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var device = Fixture.device(in: world.acme.organization.id)
        device.location = nil
        device.ingestion = .paused
        device.isSyncEnabled = false
        device.health = DeviceHealth(
            status: .unhealthy, problems: [.init(kind: .scopeMissing, words: "write:issue_status is missing.")],
            checkedAt: Fixture.time, statusUpdatedAt: Fixture.time.adding(seconds: 1),
            lastSuccessAt: Fixture.time.adding(seconds: 2), lastError: "403",
            lastErrorAt: Fixture.time.adding(seconds: 3),
            lastWebhookAt: Fixture.time.adding(seconds: 4), lastWebhookTestAt: Fixture.time.adding(seconds: 5))
        let stored = device
        try await world.store.write { tx in try tx.devices.insert(stored) }
        let found = try await world.store.read { tx in
            (
                try tx.devices.find(stored.id, scope: world.acme.scope),
                try tx.devices.find(stored.id, scope: world.globex.scope),
                try tx.devices.find(webhookKey: stored.webhook.key)
            )
        }
        #expect(found.0 == stored)
        #expect(found.1 == nil)
        #expect(found.2 == stored)
    }

    @Test("changing a device leaves its health, and saving health leaves the device", arguments: StoreFactory.all)
    func apart(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let id = world.acme.device.id
        var renamed = world.acme.device
        renamed.name = "Renamed"
        renamed.health = DeviceHealth(status: .unhealthy, lastError: "never to be stored")
        let change = renamed
        try await world.store.write { tx in
            try tx.devices.saveHealth(DeviceHealth(status: .healthy, lastSuccessAt: Fixture.time), of: id)
            try tx.devices.update(change)
        }
        let found = try await world.store.read { tx in try tx.devices.find(id, scope: .everything) }
        #expect(found?.name == "Renamed")
        #expect(found?.health == DeviceHealth(status: .healthy, lastSuccessAt: Fixture.time))
    }

    @Test("the times of webhooks only move forward", arguments: StoreFactory.all)
    func webhookTimes(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let id = world.acme.device.id
        let later = Fixture.time.adding(seconds: 60)
        try await world.store.write { tx in
            try tx.devices.noteWebhook(id, at: later, isTest: false)
            try tx.devices.noteWebhook(id, at: Fixture.time, isTest: false)
            try tx.devices.noteWebhook(id, at: Fixture.time, isTest: true)
            try tx.devices.saveHealth(DeviceHealth(status: .healthy, lastWebhookAt: Fixture.time), of: id)
        }
        let health = try await world.store.read { tx in try tx.devices.find(id, scope: .everything)?.health }
        #expect(health?.lastWebhookAt == later)
        #expect(health?.lastWebhookTestAt == Fixture.time)
    }

    @Test("removed devices are left out of what must be served", arguments: StoreFactory.all)
    func removed(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var gone = world.globex.device
        gone.ingestion = .removed
        let change = gone
        try await world.store.write { tx in try tx.devices.update(change) }
        let all = try await world.store.read { tx in try tx.devices.all() }
        #expect(all.map(\.id) == [world.acme.device.id])
    }
}
