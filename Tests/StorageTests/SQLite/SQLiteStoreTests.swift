import Foundation
import GRDB
import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("SQLite files")
struct SQLiteStoreTests {
    private func mode(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("commits are flushed to the disk before they are acknowledged")
    func durability() async throws {
        let temporary = try await TemporaryStore.make()
        let settings = try await temporary.store.pool.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA foreign_keys"),
                try Int.fetchOne(database, sql: "PRAGMA busy_timeout")
            )
        }
        #expect(settings.0 == 2)
        #expect(settings.1 == "wal")
        #expect(settings.2 == 1)
        #expect(settings.3 == 10_000)
    }

    @Test("only their owner may read them")
    func modes() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("data/watchfloor.sqlite")
        let store = try SQLiteStore(path: path)
        try await store.migrate()
        #expect(try mode(directory.file("data")) == 0o700)
        #expect(try mode(path) == 0o600)
        #expect(try mode(path + "-wal") == 0o600)
    }

    @Test("what was written is there when the file is opened again")
    func reopened() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("watchfloor.sqlite")
        let organization = Fixture.organization()
        let first = try SQLiteStore(path: path)
        try await first.migrate()
        try await first.write { tx in try tx.organizations.insert(organization) }
        try first.close()
        let second = try SQLiteStore(path: path)
        let state = try await second.migrate()
        let found = try await second.read { tx in try tx.organizations.find(organization.id, scope: .everything) }
        #expect(found == organization)
        #expect(state.isCurrent)
        await #expect(throws: (any Error).self) {
            try await first.read { tx in try tx.signals.pendingCount() }
        }
        await #expect(throws: (any Error).self) {
            try await first.write { tx in try tx.signals.prune(before: Fixture.time, limit: 1) }
        }
    }

    @Test("a file of another program is refused, and left as it was")
    func foreign() async throws {
        let directory = try TemporaryDirectory()
        let text = directory.file("notes.txt")
        try Data("not a database at all, just some notes that somebody keeps".utf8).write(
            to: URL(fileURLWithPath: text))
        let other = directory.file("other.sqlite")
        let queue = try DatabaseQueue(path: other)
        try await queue.write { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
        try queue.close()
        for path in [text, other] {
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let error = await workbenchError { _ = try SQLiteStore(path: path) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("not a Watchfloor database") == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("a folder that cannot be made is said so")
    func unusable() async throws {
        let directory = try TemporaryDirectory()
        try Data().write(to: URL(fileURLWithPath: directory.file("file")))
        let error = await workbenchError { _ = try SQLiteStore(path: directory.file("file/below/watchfloor.sqlite")) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("data directory") == true)
    }

    @Test("a backup taken during writes is sound, complete and one file, and can be restored")
    func backup() async throws {
        let temporary = try await TemporaryStore.make()
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        try await temporary.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
            try tx.alerts.insert(Fixture.alert(on: device), vendorAlerts: [])
        }
        let target = temporary.directory.file("backup.sqlite")
        async let writing: Void = {
            for _ in 0..<50 {
                try await temporary.store.write { tx in try tx.signals.insert([Fixture.signal(of: device.id)]) }
            }
        }()
        try await temporary.store.backup(to: target)
        try await writing
        #expect(try mode(target) == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: temporary.directory.path)
        #expect(names.filter { $0.hasPrefix("backup") } == ["backup.sqlite"])
        let report = try await SQLiteStore.inspect(target)
        #expect(report.isSound)
        #expect(report.migrations.isCurrent)
        #expect(report.rows["alerts"] == 1)

        let restored = temporary.directory.file("restored/watchfloor.sqlite")
        _ = try await SQLiteStore.restore(target, to: restored)
        let store = try SQLiteStore(path: restored)
        let found = try await store.read { tx in
            (
                try tx.organizations.find(organization.id, scope: .everything),
                try tx.alerts.list(ResourceQuery(scope: .everything, filter: .search("reverse"))).rows.count
            )
        }
        #expect(found.0 == organization)
        #expect(found.1 == 1)
        #expect(try await store.checkIntegrity() == [])
        let again = await workbenchError { _ = try await SQLiteStore.restore(target, to: restored) }
        #expect(again?.code == .conflict)
        let stale = temporary.directory.file("stale.sqlite")
        try Data([1]).write(to: URL(fileURLWithPath: stale + "-wal"))
        let besideLog = await workbenchError { _ = try await SQLiteStore.restore(target, to: stale) }
        #expect(besideLog?.code == .conflict)
        let overwriting = await workbenchError { try await temporary.store.backup(to: target) }
        #expect(overwriting?.code == .conflict)
    }

    @Test("a damaged backup is not restored")
    func damaged() async throws {
        let temporary = try await TemporaryStore.make()
        let target = temporary.directory.file("backup.sqlite")
        try await temporary.store.backup(to: target)
        let file = try #require(FileHandle(forUpdatingAtPath: target))
        try file.seek(toOffset: 8192)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 40_000))
        try file.close()
        let error = await workbenchError {
            _ = try await SQLiteStore.restore(target, to: temporary.directory.file("restored.sqlite"))
        }
        #expect(error?.code == .unavailable)
        #expect(!FileManager.default.fileExists(atPath: temporary.directory.file("restored.sqlite")))
        let missing = await workbenchError {
            _ = try await SQLiteStore.inspect(temporary.directory.file("none.sqlite"))
        }
        #expect(missing?.code == .unavailable)
    }

    @Test("two stores on one file share the work without losing a row")
    func twoProcesses() async throws {
        let temporary = try await TemporaryStore.make()
        let second = try SQLiteStore(path: temporary.store.path)
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        try await temporary.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [temporary.store, second] {
                group.addTask {
                    for _ in 0..<30 {
                        try await store.write { tx in try tx.signals.insert([Fixture.signal(of: device.id)]) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let count = try await second.read { tx in try tx.signals.pendingCount() }
        #expect(count == 60)
    }

    @Test("parameters are bound by their names, whatever their order in the text")
    func binding() async throws {
        let temporary = try await TemporaryStore.make()
        let texts = try await temporary.store.pool.read { database in
            try GRDBConnection(database).all("SELECT $2, $1, $2", [.text("one"), .text("two")]) { row in
                [try row.text(), try row.text(), try row.text()]
            }
        }
        #expect(texts == [["two", "one", "two"]])
    }

    @Test("a text with a NUL character is kept readable, not cut short")
    func nulCharacter() async throws {
        let temporary = try await TemporaryStore.make()
        var organization = Fixture.organization()
        organization.name = "before\0after"
        let stored = organization
        let found = try await temporary.store.write { tx in
            try tx.organizations.insert(stored)
            return try tx.organizations.find(stored.id, scope: .everything)?.name
        }
        #expect(found == "before\u{FFFD}after")
    }
}
