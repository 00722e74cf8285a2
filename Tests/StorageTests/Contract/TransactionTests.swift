import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("One unit of work")
struct TransactionTests {
    private struct Stop: Error {}

    @Test("is undone whole when its closure throws", arguments: StoreFactory.all)
    func undone(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let signal = Fixture.signal(of: world.acme.device.id)
        let alert = Fixture.alert(on: world.acme.device)
        await #expect(throws: Stop.self) {
            try await world.store.write { tx in
                try tx.signals.insert([signal])
                try tx.alerts.insert(alert, vendorAlerts: [])
                throw Stop()
            }
        }
        let left = try await world.store.read { tx in
            (try tx.signals.find(signal.id), try tx.alerts.counts(scope: .everything).total())
        }
        #expect(left.0 == nil)
        #expect(left.1 == 0)
    }

    @Test("that only reads cannot write", arguments: StoreFactory.all)
    func readOnly(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let signal = Fixture.signal(of: world.acme.device.id)
        await #expect(throws: (any Error).self) {
            try await world.store.read { tx in try tx.signals.insert([signal]) }
        }
        let found = try await world.store.read { tx in try tx.signals.find(signal.id) }
        #expect(found == nil)
    }

    @Test("is refused when it refers to a row that does not exist", arguments: StoreFactory.all)
    func dangling(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        await #expect(throws: (any Error).self) {
            try await world.store.write { tx in try tx.signals.insert([Fixture.signal(of: ID("nowhere"))]) }
        }
        let waiting = try await world.store.read { tx in try tx.signals.pendingCount() }
        #expect(waiting == 0)
    }

    @Test("from many writers at once loses nothing", arguments: StoreFactory.all)
    func parallelWriters(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        let refused = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let signal = Fixture.signal(of: world.acme.device.id, body: "\(number)")
                    try await world.store.write { tx in try tx.signals.insert([signal]) }
                    return 0
                }
                group.addTask {
                    // Everybody read version 1; one of them may write version 2.
                    var changed = alert
                    changed.version = 2
                    changed.closeComment = "writer \(number)"
                    let next = changed
                    let error = await workbenchError {
                        try await world.store.write { tx in try tx.alerts.update(next) }
                    }
                    return error?.code == .conflict ? 1 : 0
                }
            }
            return try await group.reduce(0, +)
        }
        let signals = try await world.store.read { tx in try tx.signals.pendingCount() }
        #expect(signals == 40)
        #expect(refused == 39)
    }

    @Test("says in words what exists already", arguments: StoreFactory.all)
    func duplicates(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var twin = Fixture.organization("Twin")
        twin.shortName = world.acme.organization.shortName
        let copy = twin
        let error = await workbenchError { try await world.store.write { tx in try tx.organizations.insert(copy) } }
        #expect(error?.code == .conflict)
        #expect(error?.message.contains("short name") == true)
    }
}
