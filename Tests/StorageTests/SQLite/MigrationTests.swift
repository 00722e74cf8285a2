import GRDB
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("Migrations")
struct MigrationTests {
    private let first = Migration(number: 1, name: "first", statements: ["CREATE TABLE a (id TEXT PRIMARY KEY)"])
    private let second = Migration(number: 2, name: "second", statements: ["CREATE TABLE b (id TEXT PRIMARY KEY)"])

    private func store() throws -> (SQLiteStore, TemporaryDirectory) {
        let directory = try TemporaryDirectory()
        return (try SQLiteStore(path: directory.file("test.sqlite")), directory)
    }

    @Test("are applied once, in order, and remembered")
    func applied() async throws {
        let (store, directory) = try store()
        defer { withExtendedLifetime(directory) {} }
        let fresh = try await store.migrationState()
        #expect(fresh.pending.map(\.number) == Schema.sqlite.map(\.number))
        #expect(!fresh.isCurrent)
        _ = try await store.migrate([first], at: Fixture.time)
        let later = Fixture.time.adding(seconds: 60)
        let state = try await store.migrate([first, second], at: later)
        #expect(state.steps.map(\.appliedAt) == [Fixture.time, later])
        let again = try await store.migrate([first, second], at: later.adding(seconds: 60))
        #expect(again == state)
        #expect(again.isCurrent)
    }

    @Test("an applied one that was changed since is refused, with its number and name")
    func changed() async throws {
        let (store, directory) = try store()
        defer { withExtendedLifetime(directory) {} }
        _ = try await store.migrate([first])
        let altered = Migration(number: 1, name: "first", statements: ["CREATE TABLE a (id TEXT)"])
        let error = await workbenchError { _ = try await store.migrate([altered, second]) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("Migration 1 (first)") == true)
        let tables = try await store.pool.read { try $0.tableExists("b") }
        #expect(!tables)
    }

    @Test("a database of a newer build is refused")
    func newer() async throws {
        let (store, directory) = try store()
        defer { withExtendedLifetime(directory) {} }
        _ = try await store.migrate([first, second])
        let error = await workbenchError { _ = try await store.migrate([first]) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("newer than this build") == true)
    }

    @Test("one that fails leaves nothing behind")
    func failing() async throws {
        let (store, directory) = try store()
        defer { withExtendedLifetime(directory) {} }
        let broken = Migration(
            number: 2, name: "broken", statements: ["CREATE TABLE b (id TEXT)", "CREATE TABLE a (id TEXT)"])
        await #expect(throws: (any Error).self) { _ = try await store.migrate([first, broken]) }
        let tables = try await store.pool.read { database in
            try ["a", "b", "schema_migrations"].filter { try database.tableExists($0) }
        }
        #expect(tables == [])
    }

    @Test("released ones are as they were released")
    func checksums() {
        // A new line is added with each release; a line here never changes.
        let released = [1: "d6903746b725f2300689b1687faf837103eb3fb2c78cbcb9cae1f749ac7e4c88"]
        let built = Dictionary(uniqueKeysWithValues: Schema.sqlite.map { ($0.number, $0.checksum) })
        for (number, checksum) in released {
            #expect(built[number] == checksum)
        }
        #expect(Schema.sqlite.map(\.number) == Array(Set(Schema.sqlite.map(\.number))).sorted())
    }
}
