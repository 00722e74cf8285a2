import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Signals")
struct SignalStoreTests {
    @Test("the oldest pending come first, with exactly the bytes that arrived", arguments: StoreFactory.all)
    func pending(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        var late = Fixture.signal(of: device, at: Fixture.time.adding(seconds: 2))
        late.body = [0, 255, 10, 13, 0]
        let early = Fixture.signal(of: device, source: .poll, body: "{\"id\":\"ä\"}", at: Fixture.time)
        let signals = [late, early]
        try await world.store.write { tx in try tx.signals.insert(signals) }
        let found = try await world.store.read { tx in
            (try tx.signals.pending(limit: 10), try tx.signals.pending(limit: 1))
        }
        #expect(found.0 == [early, late])
        #expect(found.1 == [early])
    }

    @Test("a finished signal is no longer pending, and a quarantined one can be replayed", arguments: StoreFactory.all)
    func replay(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let bad = Fixture.signal(of: device, body: "not json")
        let good = Fixture.signal(of: device)
        let ended = Fixture.time.adding(seconds: 1)
        try await world.store.write { tx in
            try tx.signals.insert([bad, good])
            try tx.signals.finish(bad.id, as: .quarantined, reason: "This is not JSON.", at: ended)
            try tx.signals.finish(good.id, as: .done, reason: nil, at: ended)
        }
        let before = try await world.store.read { tx in
            (
                try tx.signals.pendingCount(), try tx.signals.list(device: device, state: .quarantined, limit: 5),
                try tx.signals.count(device: device, state: .done)
            )
        }
        #expect(before.0 == 0)
        #expect(before.1.map(\.reason) == ["This is not JSON."])
        #expect(before.1.first?.processedAt == ended)
        #expect(before.2 == 1)
        let replayed = try await world.store.write { tx in
            (
                try tx.signals.replay([bad.id, good.id], device: world.globex.device.id),
                try tx.signals.replay([bad.id, good.id], device: device)
            )
        }
        #expect(replayed.0 == 0)
        #expect(replayed.1 == 1)
        let again = try await world.store.read { tx in try tx.signals.pending(limit: 5) }
        #expect(again == [bad])
    }

    @Test("signals of a paused device wait until it is resumed", arguments: StoreFactory.all)
    func paused(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let waiting = Fixture.signal(of: world.acme.device.id, at: Fixture.time)
        let other = Fixture.signal(of: world.globex.device.id, at: Fixture.time.adding(seconds: 1))
        var device = world.acme.device
        device.ingestion = .paused
        let paused = device
        let meanwhile = try await world.store.write { tx in
            try tx.signals.insert([waiting, other])
            try tx.devices.update(paused)
            return try tx.signals.pending(limit: 5)
        }
        device.ingestion = .active
        let resumed = device
        let afterwards = try await world.store.write { tx in
            try tx.devices.update(resumed)
            return try tx.signals.pending(limit: 5)
        }
        #expect(meanwhile == [other])
        #expect(afterwards == [waiting, other])
    }

    @Test("pruning forgets old finished signals and keeps the quarantined", arguments: StoreFactory.all)
    func prune(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let old = (0..<4).map { Fixture.signal(of: device, at: Fixture.time.adding(seconds: Double($0))) }
        let young = Fixture.signal(of: device, at: Fixture.time.adding(seconds: 100))
        let border = Fixture.time.adding(seconds: 50)
        try await world.store.write { tx in
            try tx.signals.insert(old + [young])
            try tx.signals.finish(old[0].id, as: .done, reason: nil, at: border)
            try tx.signals.finish(old[1].id, as: .quarantined, reason: "odd", at: border)
            try tx.signals.finish(old[2].id, as: .ignored, reason: "test", at: border)
            try tx.signals.finish(young.id, as: .done, reason: nil, at: border)
        }
        let first = try await world.store.write { tx in try tx.signals.prune(before: border, limit: 1) }
        let second = try await world.store.write { tx in try tx.signals.prune(before: border, limit: 10) }
        #expect([first, second] == [1, 1])
        let left = try await world.store.read { tx in
            try (old + [young]).filter { try tx.signals.find($0.id) != nil }.map(\.id)
        }
        #expect(left == [old[1].id, old[3].id, young.id])
    }

    @Test("it is known when a source last sent something", arguments: StoreFactory.all)
    func lastReceived(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let later = Fixture.time.adding(seconds: 9)
        try await world.store.write { tx in
            try tx.signals.insert([
                Fixture.signal(of: device, at: later), Fixture.signal(of: device, at: Fixture.time),
                Fixture.signal(of: world.globex.device.id, source: .poll, at: later),
            ])
        }
        let times = try await world.store.read { tx in
            try [Signal.Source.webhook, .poll].map { try tx.signals.lastReceived(device: device, source: $0) }
        }
        #expect(times == [later, nil])
    }
}
