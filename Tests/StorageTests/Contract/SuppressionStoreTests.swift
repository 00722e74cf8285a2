import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Stored suppressions and groups")
struct SuppressionStoreTests {
    private func suppression(
        _ world: World, organization: ID<Organization>?, at time: Timestamp = Fixture.time,
        _ change: (inout Suppression) -> Void = { _ in }
    ) async throws -> Suppression {
        var suppression = Suppression(
            id: .make(at: time), organizationID: organization, name: "Backups",
            condition: "a: {name: x}\ncondition: a", reason: "Each night.", place: .detection, dismisses: true,
            createdBy: world.acme.person.id, updatedBy: world.acme.person.id, createdAt: time, updatedAt: time)
        change(&suppression)
        let stored = suppression
        try await world.store.write { tx in try tx.suppressions.insert(stored) }
        return stored
    }

    @Test("one keeps every field, and a change keeps its count", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (_, issue) = try await world.addAlert(to: world.acme, vendorID: "issue-1")
        var stored = try await suppression(world, organization: world.acme.organization.id) {
            $0.deviceID = world.acme.device.id
            $0.expiresAt = Fixture.time.adding(seconds: 60)
        }
        let id = stored.id
        #expect(try await world.store.read { tx in try tx.suppressions.find(id, scope: .everything) } == stored)
        let matchedAt = Fixture.time.adding(seconds: 5)
        try await world.store.write { tx in
            try tx.suppressions.mark(issue.id, by: id, at: matchedAt)
            try tx.suppressions.mark(issue.id, by: id, at: matchedAt.adding(seconds: 5))
        }
        stored.name = "Nightly backups"
        stored.place = .workbench
        stored.dismisses = false
        stored.expiresAt = nil
        let changed = stored
        try await world.store.write { tx in try tx.suppressions.update(changed) }
        stored.matchCount = 1
        stored.lastMatchedAt = matchedAt
        let found = try await world.store.read { tx in try tx.suppressions.find(id, scope: .everything) }
        #expect(found == stored)
        let (mark, marked) = try await world.store.read { tx in
            (try tx.suppressions.suppression(of: issue.id), try tx.suppressions.marked(by: id, limit: 5))
        }
        #expect(mark == id)
        #expect(marked.map(\.id) == [issue.id])
    }

    @Test(
        "an organization sees its own and those for all, newest first; expired ones stand no more",
        arguments: StoreFactory.all)
    func scopes(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let own = try await suppression(world, organization: world.acme.organization.id)
        let all = try await suppression(world, organization: nil, at: Fixture.time.adding(seconds: 1))
        let theirs = try await suppression(
            world, organization: world.globex.organization.id, at: Fixture.time.adding(seconds: 2)
        ) { $0.expiresAt = Fixture.time.adding(seconds: 10) }
        let scope = world.acme.scope
        let (seen, hidden, everything, early, late) = try await world.store.read { tx in
            (
                try tx.suppressions.list(scope: scope, limit: 10).map(\.id),
                try tx.suppressions.find(theirs.id, scope: scope),
                try tx.suppressions.list(scope: .everything, limit: 2).map(\.id),
                try tx.suppressions.standing(at: Fixture.time).map(\.id),
                try tx.suppressions.standing(at: Fixture.time.adding(seconds: 10)).map(\.id)
            )
        }
        #expect(seen == [all.id, own.id])
        #expect(hidden == nil)
        #expect(everything == [theirs.id, all.id])
        #expect(early == [own.id, all.id, theirs.id])
        #expect(late == [own.id, all.id])
    }

    @Test("a group is one for each device, rule and key", arguments: StoreFactory.all)
    func groups(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme, vendorID: "issue-1")
        var group = AlertGroup(
            deviceID: world.acme.device.id, ruleID: "rule-1", key: "issue resource r-1", alertID: alert.id, members: 1,
            lastAt: Fixture.time)
        for members in 1...2 {
            group.members = members
            let stored = group
            try await world.store.write { tx in try tx.alertGroups.save(stored) }
        }
        let (found, other) = try await world.store.read { tx in
            (
                try tx.alertGroups.find(device: world.acme.device.id, rule: "rule-1", key: "issue resource r-1"),
                try tx.alertGroups.find(device: world.globex.device.id, rule: "rule-1", key: "issue resource r-1")
            )
        }
        #expect(found == group)
        #expect(other == nil)
    }
}
