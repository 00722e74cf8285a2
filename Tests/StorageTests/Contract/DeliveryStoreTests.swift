import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Deliveries")
struct DeliveryStoreTests {
    /// A world with one alert, and a way to make deliveries for it.
    private struct Desk {
        let world: World
        let alert: Alert
        let issue: VendorAlert
        let event: WorkflowEvent

        static func make(_ factory: StoreFactory) async throws -> Desk {
            let world = try await World.make(factory)
            let (alert, issue) = try await world.addAlert(to: world.acme, vendorID: "issue-1")
            let event = Fixture.event(.alertClosed, of: alert)
            try await world.store.write { tx in try tx.events.insert(event) }
            return Desk(world: world, alert: alert, issue: issue, event: event)
        }

        var device: ID<SecurityDevice> { world.acme.device.id }

        func add(
            issueID: String = "issue-1", move: SyncIntent.Move = .unchanged, at time: Timestamp = Fixture.time,
            _ change: (inout Delivery) -> Void = { _ in }
        ) async throws -> Delivery {
            var delivery = Fixture.delivery(for: event, on: issue, move: move, at: time)
            delivery.issueID = issueID
            change(&delivery)
            let stored = delivery
            try await world.store.write { tx in try tx.deliveries.insert(stored) }
            return stored
        }

        func claim(after seconds: Double) async throws -> Delivery? {
            let now = Fixture.time.adding(seconds: seconds)
            return try await world.store.write { tx in
                try tx.deliveries.claim(device: device, now: now, leaseUntil: now.adding(seconds: 120))
            }
        }

        func finish(
            _ delivery: Delivery, as state: Delivery.State, written: WrittenChange? = nil, after seconds: Double
        )
            async throws
        {
            var finished = delivery
            finished.state = state
            finished.leasedUntil = nil
            finished.written = written
            finished.finishedAt = Fixture.time.adding(seconds: seconds)
            let stored = finished
            try await world.store.write { tx in try tx.deliveries.update(stored) }
        }
    }

    @Test("a delivery keeps every field", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let stored = try await desk.add(move: .dismiss(.falsePositive)) { delivery in
            delivery.state = .conflict
            delivery.attempts = 3
            delivery.answer = "The tenant says no."
            delivery.knownState = Fixture.open
            delivery.conflictingState = IssueState(status: .resolved, vendorStatus: "RESOLVED", isSettledByVendor: true)
            delivery.written = WrittenChange(state: nil, note: "A note")
            delivery.overridesConflict = true
            delivery.finishedAt = Fixture.time
        }
        let found = try await desk.world.store.read { tx in
            (
                try tx.deliveries.find(stored.id, scope: desk.world.acme.scope),
                try tx.deliveries.find(stored.id, scope: desk.world.globex.scope)
            )
        }
        #expect(found.0 == stored)
        #expect(found.1 == nil)
    }

    @Test("one issue's deliveries are claimed in order, different issues side by side", arguments: StoreFactory.all)
    func order(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        // Made in one millisecond: only the order of insertion tells them apart.
        let first = try await desk.add()
        let second = try await desk.add()
        let other = try await desk.add(issueID: "issue-2")
        let claimed = [try await desk.claim(after: 1), try await desk.claim(after: 1), try await desk.claim(after: 1)]
        #expect(Set(claimed.compactMap { $0?.id }) == [first.id, other.id])
        #expect(claimed[2] == nil)
        let mine = try #require(claimed.compactMap { $0 }.first { $0.id == first.id })
        #expect(mine.state == .sending)
        #expect(mine.attempts == 1)
        #expect(mine.leasedUntil == Fixture.time.adding(seconds: 121))
        try await desk.finish(mine, as: .refused, after: 2)
        let next = try await desk.claim(after: 3)
        #expect(next?.id == second.id)
    }

    @Test("a delivery whose lease ran out is claimed again", arguments: StoreFactory.all)
    func lease(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let delivery = try await desk.add()
        _ = try await desk.claim(after: 0)
        let during = try await desk.claim(after: 119)
        let afterwards = try await desk.claim(after: 120)
        #expect(during == nil)
        #expect(afterwards?.id == delivery.id)
        #expect(afterwards?.attempts == 2)
    }

    @Test("every finished state lets the next one go", arguments: StoreFactory.all)
    func finishedStates(_ factory: StoreFactory) async throws {
        for state in Delivery.State.allCases where state.isFinished {
            let desk = try await Desk.make(factory)
            _ = try await desk.add { $0.state = state }
            let next = try await desk.add()
            let claimed = try await desk.claim(after: 1)
            #expect(claimed?.id == next.id, "after \(state.rawValue)")
        }
    }

    @Test(
        "one that waits for its time holds back the later ones of its issue, and says when it is due",
        arguments: StoreFactory.all)
    func backOff(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let waiting = try await desk.add { $0.notBefore = Fixture.time.adding(seconds: 60) }
        let blocked = try await desk.add()
        let early = try await desk.claim(after: 30)
        let due = try await desk.world.store.read { tx in try tx.deliveries.nextDue(device: desk.device) }
        let queue = try await desk.world.store.read { tx in
            try tx.deliveries.unfinished(device: desk.device, issueID: "issue-1").map(\.id)
        }
        #expect(early == nil)
        #expect(due == Fixture.time.adding(seconds: 60))
        #expect(queue == [waiting.id, blocked.id])
        let claimed = try await desk.claim(after: 60)
        #expect(claimed?.id == waiting.id)
    }

    @Test("it is remembered what was last made of an issue", arguments: StoreFactory.all)
    func lastWritten(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let moved = IssueState(status: .dismissed, vendorStatus: "REJECTED", reason: "WONT_FIX")
        let first = try await desk.add(move: .dismiss(.benign))
        let second = try await desk.add()
        try await desk.finish(first, as: .done, written: .init(state: moved, note: "n"), after: 5)
        try await desk.finish(second, as: .done, written: .init(state: nil, note: "only a note"), after: 9)
        let last = try await desk.world.store.read { tx in
            try ["issue-1", "issue-2"].map { issue in
                try tx.deliveries.lastWritten(device: desk.device, issueID: issue).map {
                    [$0.state.reason ?? "", "\($0.at)"]
                }
            }
        }
        #expect(last == [["WONT_FIX", "\(Fixture.time.adding(seconds: 5))"], nil])
    }

    @Test(
        "dismissals count while they are on their way and for as long as asked after they were written",
        arguments: StoreFactory.all)
    func dismissals(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let written = WrittenChange(state: IssueState(status: .dismissed, vendorStatus: "REJECTED"), note: nil)
        let early = try await desk.add(issueID: "a", move: .dismiss(.benign))
        let late = try await desk.add(issueID: "b", move: .dismiss(.benign))
        let already = try await desk.add(issueID: "c", move: .dismiss(.benign))
        _ = try await desk.add(issueID: "d", move: .dismiss(.benign))
        _ = try await desk.add(issueID: "e", move: .dismiss(.benign)) { $0.state = .held }
        _ = try await desk.add(issueID: "f", move: .open)
        try await desk.finish(early, as: .done, written: written, after: 10)
        try await desk.finish(late, as: .done, written: written, after: 20)
        try await desk.finish(already, as: .done, after: 20)
        let numbers = try await desk.world.store.read { tx in
            try [0.0, 15, 25].map {
                try tx.deliveries.dismissals(device: desk.device, since: Fixture.time.adding(seconds: $0))
            }
        }
        #expect(numbers == [3, 2, 1])
    }

    @Test("lists go by alert, by state and by scope", arguments: StoreFactory.all)
    func lists(_ factory: StoreFactory) async throws {
        let desk = try await Desk.make(factory)
        let old = try await desk.add { $0.state = .conflict }
        let new = try await desk.add(at: Fixture.time.adding(seconds: 1))
        let (world, device) = (desk.world, desk.device)
        let found = try await world.store.read { tx in
            [
                try tx.deliveries.list(alert: desk.alert.id),
                try tx.deliveries.list(scope: .everything, device: nil, states: Delivery.State.allCases, limit: 9),
                try tx.deliveries.list(scope: world.acme.scope, device: device, states: [.conflict, .held], limit: 9),
                try tx.deliveries.list(scope: world.globex.scope, device: nil, states: [.conflict], limit: 9),
                try tx.deliveries.list(scope: .everything, device: nil, states: [.pending, .conflict], limit: 1),
            ].map { $0.map(\.id) }
        }
        #expect(found == [[old.id, new.id], [new.id, old.id], [old.id], [], [new.id]])
        let counts = try await world.store.read { tx in
            [
                try tx.deliveries.count(device: device, states: [.pending, .conflict], before: nil),
                try tx.deliveries.count(
                    device: device, states: [.pending, .conflict], before: Fixture.time.adding(seconds: 1)),
                try tx.deliveries.count(device: world.globex.device.id, states: [.pending], before: nil),
            ]
        }
        #expect(counts == [2, 1, 0])
    }
}
