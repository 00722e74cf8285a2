import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Polls")
struct PollStoreTests {
    @Test("a watermark is kept per device and stream, to the nanosecond", arguments: StoreFactory.all)
    func watermarks(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let exact = Timestamp(nanoseconds: 1_767_348_000_123_456_789)
        try await world.store.write { tx in
            try tx.polls.saveWatermark(Fixture.time, device: world.acme.device.id, stream: .created)
            try tx.polls.saveWatermark(exact, device: world.acme.device.id, stream: .created)
        }
        let found = try await world.store.read { tx in
            [
                try tx.polls.watermark(device: world.acme.device.id, stream: .created),
                try tx.polls.watermark(device: world.acme.device.id, stream: .changed),
                try tx.polls.watermark(device: world.globex.device.id, stream: .created),
            ]
        }
        #expect(found == [exact, nil, nil])
    }

    @Test("pruning forgets old runs that ended, and keeps the one that goes on", arguments: StoreFactory.all)
    func prune(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let states: [(PollRun.State, Double)] = [(.done, 0), (.failed, 1), (.running, 2), (.done, 100)]
        try await world.store.write { tx in
            for (state, seconds) in states {
                let time = Fixture.time.adding(seconds: seconds)
                var run = PollRun(
                    id: .make(), deviceID: device, stream: .created, after: Fixture.time, before: time,
                    isBackfill: false, startedAt: time, updatedAt: time)
                run.state = state
                try tx.polls.save(run)
            }
        }
        let border = Fixture.time.adding(seconds: 50)
        let first = try await world.store.write { tx in try tx.polls.pruneRuns(before: border, limit: 1) }
        let second = try await world.store.write { tx in try tx.polls.pruneRuns(before: border, limit: 10) }
        #expect([first, second] == [1, 1])
        let left = try await world.store.read { tx in try tx.polls.runs(device: device, limit: 10).map(\.state) }
        #expect(left == [.done, .running])
    }

    @Test("a run that was not ended is found again, with its progress", arguments: StoreFactory.all)
    func runs(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        var run = PollRun(
            id: .make(), deviceID: device, stream: .detections, after: Timestamp(nanoseconds: 5), before: Fixture.time,
            isBackfill: true, startedAt: Fixture.time, updatedAt: Fixture.time)
        let begun = run
        run.cursor = "page-2"
        run.items = 500
        run.pages = 1
        run.total = 12_000
        run.updatedAt = Fixture.time.adding(seconds: 1)
        let progressed = run
        try await world.store.write { tx in
            try tx.polls.save(begun)
            try tx.polls.save(progressed)
        }
        let standing = try await world.store.read { tx in
            (
                try tx.polls.unfinished(device: device, stream: .detections),
                try tx.polls.unfinished(device: device, stream: .created),
                try tx.polls.lastSuccess(device: device, stream: .detections)
            )
        }
        #expect(standing.0 == progressed)
        #expect(standing.1 == nil)
        #expect(standing.2 == nil)
        run.state = .done
        let ended = run
        var failed = run
        failed.id = .make()
        failed.state = .failed
        failed.error = "The tenant does not answer."
        failed.startedAt = Fixture.time.adding(seconds: 60)
        let later = failed
        try await world.store.write { tx in
            try tx.polls.save(ended)
            try tx.polls.save(later)
        }
        let afterwards = try await world.store.read { tx in
            (
                try tx.polls.unfinished(device: device, stream: .detections),
                try tx.polls.lastSuccess(device: device, stream: .detections),
                try tx.polls.runs(device: device, limit: 5)
            )
        }
        #expect(afterwards.0 == nil)
        #expect(afterwards.1 == ended)
        #expect(afterwards.2 == [later, ended])
    }

    @Test(
        "of two requests for a poll the one that looks further back wins, and it is taken once",
        arguments: StoreFactory.all)
    func requests(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let (early, late) = (Fixture.time.adding(seconds: -900), Fixture.time.adding(seconds: -60))
        try await world.store.write { tx in
            try tx.polls.request(device: device, since: nil, at: Fixture.time)
            try tx.polls.request(device: device, since: early, at: Fixture.time)
            try tx.polls.request(device: device, since: late, at: Fixture.time)
            try tx.polls.request(device: device, since: nil, at: Fixture.time.adding(seconds: 1))
        }
        let taken = try await world.store.write { tx in
            [
                try tx.polls.takeRequest(device: world.globex.device.id), try tx.polls.takeRequest(device: device),
                try tx.polls.takeRequest(device: device),
            ]
        }
        #expect(taken == [nil, PollDemand(since: early, requestedAt: Fixture.time.adding(seconds: 1)), nil])
    }

    @Test("finishing a re-read does not swallow one that was asked for meanwhile", arguments: StoreFactory.all)
    func rereads(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let first = try await world.store.write { tx in
            try tx.polls.requestReread(device: device, issueID: "issue-1", at: Fixture.time)
            return try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 5)
        }
        #expect(first.map(\.issueID) == ["issue-1"])
        let left = try await world.store.write { tx in
            // Asked again within the same millisecond.
            try tx.polls.requestReread(device: device, issueID: "issue-1", at: Fixture.time)
            try tx.polls.finishRereads(first)
            return try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 5)
        }
        #expect(left.map(\.issueID) == ["issue-1"])
        let afterwards = try await world.store.write { tx in
            try tx.polls.finishRereads(left)
            return try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 5)
        }
        #expect(afterwards.isEmpty)
    }

    @Test("a postponed re-read waits, and counts its attempts", arguments: StoreFactory.all)
    func postponed(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device.id
        let later = Fixture.time.adding(seconds: 30)
        let lists = try await world.store.write { tx in
            try tx.polls.requestReread(device: device, issueID: "issue-1", at: Fixture.time)
            try tx.polls.postponeRereads(
                try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 5), until: later)
            return [
                try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 5),
                try tx.polls.dueRereads(device: device, now: later, limit: 5),
            ]
        }
        #expect(lists.map(\.count) == [0, 1])
        #expect(lists[1].first?.attempts == 1)
    }
}
