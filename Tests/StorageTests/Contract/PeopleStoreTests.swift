import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Organizations and people")
struct PeopleStoreTests {
    @Test("an organization is found by id within its scope, and by its short name", arguments: StoreFactory.all)
    func organizations(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let acme = world.acme.organization
        let found = try await world.store.read { tx in
            (
                try tx.organizations.find(acme.id, scope: world.acme.scope),
                try tx.organizations.find(acme.id, scope: world.globex.scope),
                try tx.organizations.find(shortName: acme.shortName.uppercased())
            )
        }
        #expect(found.0 == acme)
        #expect(found.1 == nil)
        #expect(found.2 == acme)
    }

    @Test("a new database knows the product's own actors", arguments: StoreFactory.all)
    func ownActors(_ factory: StoreFactory) async throws {
        let opened = try await factory.open()
        let actors = try await opened.store.read { tx in
            try tx.people.actors([Actor.system, Actor.vendor, ID("nobody")])
        }
        #expect(Set(actors.keys) == [Actor.system, Actor.vendor])
        #expect(actors[Actor.system]?.kind == .system)
        #expect(actors[Actor.system]?.organizationID == nil)
    }

    @Test("accounts keep every field, and e-mail addresses differ by more than case", arguments: StoreFactory.all)
    func accounts(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var account = Fixture.account(
            of: world.acme.person, in: world.acme.organization.id, email: "Ana@Acme.example")
        account.sealedOTPSecret = [9, 0, 9]
        let stored = account
        try await world.store.write { tx in try tx.people.insert(stored) }
        account.lastOTPStep = 58_000_000
        account.isActive = false
        account.displayName = "Ana L."
        let changed = account
        try await world.store.write { tx in try tx.people.update(changed) }
        let found = try await world.store.read { tx in
            (try tx.people.user(email: "ana@ACME.example"), try tx.people.user(changed.id))
        }
        #expect(found.0 == changed)
        #expect(found.1 == changed)
        let twin = Fixture.account(
            of: world.globex.person, in: world.globex.organization.id, email: "ANA@acme.example")
        let error = await workbenchError { try await world.store.write { tx in try tx.people.insert(twin) } }
        #expect(error?.code == .conflict)
    }

    @Test("work may be given to an organization's own active people and to the provider's", arguments: StoreFactory.all)
    func assignable(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let provider = Fixture.organization("Provider", isProvider: true)
        let soc = Fixture.actor("Sam Soc", in: provider.id)
        let gone = Fixture.actor("Gone", in: world.acme.organization.id)
        try await world.store.write { tx in
            try tx.organizations.insert(provider)
            try tx.people.insert(soc)
            try tx.people.insert(gone)
            try tx.people.insert(
                Fixture.account(of: soc, in: provider.id, email: "sam@provider.example", role: .providerAnalyst))
            try tx.people.insert(
                Fixture.account(of: world.acme.person, in: world.acme.organization.id, email: "a@acme.example"))
            try tx.people.insert(
                Fixture.account(of: world.globex.person, in: world.globex.organization.id, email: "g@globex.example"))
            var inactive = Fixture.account(of: gone, in: world.acme.organization.id, email: "gone@acme.example")
            inactive.isActive = false
            try tx.people.insert(inactive)
        }
        let people = try await world.store.read { tx in try tx.people.assignable(in: world.acme.organization.id) }
        #expect(people.map(\.id) == [world.acme.person.id, soc.id])
    }

    @Test("keys and sessions are found by their digest, and sessions end", arguments: StoreFactory.all)
    func keysAndSessions(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let key = APIKey(
            id: .make(), actorID: world.acme.person.id, organizationID: world.acme.organization.id, name: "ci",
            role: .organizationAnalyst, isReadOnly: true, tokenDigest: Array(repeating: 7, count: 32),
            createdAt: Fixture.time, updatedAt: Fixture.time)
        let sessions = (1...3).map { number in
            Session(
                tokenDigest: [UInt8(number)], actorID: world.acme.person.id,
                expiresAt: Fixture.time.adding(seconds: Double(number) * 60), createdAt: Fixture.time)
        }
        try await world.store.write { tx in
            try tx.people.insert(key)
            for session in sessions { try tx.people.insert(session) }
            try tx.people.deleteSession(digest: [2])
            try tx.people.deleteSessions(expiredBefore: Fixture.time.adding(seconds: 61))
        }
        let found = try await world.store.read { tx in
            (
                try tx.people.key(digest: key.tokenDigest), try tx.people.key(digest: [7]),
                try (1...3).map { try tx.people.session(digest: [UInt8($0)]) }
            )
        }
        #expect(found.0 == key)
        #expect(found.1 == nil)
        #expect(found.2 == [nil, nil, sessions[2]])
    }
}
