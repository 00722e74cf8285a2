import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Stored set-up")
struct SetupStoreTests {
    @Test("a device's set-up and console access keep every field, and are replaced", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        var setup = DeviceSetup(deviceID: device)
        setup.syncOffSince = Fixture.time
        setup.shadowUntil = Fixture.time.adding(seconds: 60)
        (setup.sealedOldWebhookPassword, setup.oldWebhookPasswordUntil) = ([1, 2], Fixture.time.adding(seconds: 5))
        setup.addendum = .init(reference: "A-1", actorID: world.acme.person.id, at: Fixture.time)
        var record = ConsoleAccessRecord(deviceID: device, since: Fixture.time)
        (record.verificationCode, record.domain, record.email) = ("code=1", "soc.example", "soc+acme@soc.example")
        (record.sealedOTPSecret, record.lookedUpAt, record.lookupWords) = ([9], Fixture.time, "Seen.")
        let (kept, keptRecord) = (setup, record)
        let read = try await world.store.write { tx in
            #expect(try tx.setups.setup(of: device) == DeviceSetup(deviceID: device))
            try tx.setups.save(kept)
            try tx.setups.save(keptRecord)
            return (
                try tx.setups.setup(of: device), try tx.setups.consoleAccess(of: device),
                try tx.setups.consoleAccess(email: "soc+acme@soc.example")
            )
        }
        #expect(read.0 == kept && read.1 == keptRecord && read.2 == keptRecord)
        let after = try await world.store.write { tx in
            var next = kept
            (next.syncOffSince, next.addendum) = (nil, nil)
            try tx.setups.save(next)
            return try tx.setups.setup(of: device)
        }
        #expect(after.syncOffSince == nil && after.addendum == nil && after.shadowUntil == kept.shadowUntil)
    }

    @Test("the record is read newest first, and is each device's own", arguments: StoreFactory.all)
    func events(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (device, person) = (world.acme.device.id, world.acme.person.id)
        try await world.store.write { tx in
            for number in 1...3 {
                let time = Fixture.time.adding(seconds: Double(number))
                try tx.setups.insert(SetupEvent(.webhookViewed, of: device, by: person, words: "\(number)", at: time))
            }
        }
        let read = try await world.store.read { tx in
            (try tx.setups.events(of: device, limit: 2), try tx.setups.events(of: world.globex.device.id, limit: 2))
        }
        #expect(read.0.map(\.words) == ["3", "2"] && read.1.isEmpty)
        #expect(read.0.first?.kind == .webhookViewed && read.0.first?.actorID == person)
    }

    @Test("changes of health begin with the one that was in force", arguments: StoreFactory.all)
    func health(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let times = [0, 10, 20].map { Fixture.time.adding(seconds: $0) }
        let changes = zip(times, [DeviceHealth.Status.healthy, .unhealthy, .healthy]).map { time, status in
            HealthChange(deviceID: device, status: status, at: time, words: status == .healthy ? nil : "Down.")
        }
        try await world.store.write { tx in for change in changes { try tx.setups.insert(change) } }
        let read = try await world.store.read { tx in
            (
                try tx.setups.healthChanges(of: device, since: Fixture.time.adding(seconds: 15)),
                try tx.setups.healthChanges(of: device, since: Fixture.time.adding(seconds: -5))
            )
        }
        #expect(read.0 == Array(changes.dropFirst()) && read.1 == changes)
    }
}
