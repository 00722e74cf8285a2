import Dispatch
import Foundation
import GRDB
import Workbench

/// What an inspection of a database file found.
public struct DatabaseReport: Hashable, Sendable {
    public var migrations: MigrationState
    /// What SQLite's integrity check and the foreign keys complain of; empty for a sound file.
    public var problems: [String]
    /// Rows by table, for the tables that matter to a person.
    public var rows: [String: Int]

    public var isSound: Bool { problems.isEmpty }
}

extension SQLiteStore {
    /// Reads every page and every reference; takes a while on a large database and blocks nobody.
    ///
    /// - Returns: complaints; empty when all is well.
    public func checkIntegrity() async throws -> [String] {
        do {
            return try await pool.read(SQLiteStore.problems)
        } catch {
            throw SQLError.translated(error)
        }
    }

    /// Copies the database as it is at this moment into a new file (0600), while work goes on.
    ///
    /// The copy is written beside the target, checked, flushed and only then given its name.
    ///
    /// - Throws: `conflict` when the file exists, `unavailable` when it cannot be written.
    public func backup(to target: String) async throws {
        guard !FileManager.default.fileExists(atPath: target) else {
            throw WorkbenchError.conflict("\(target) exists already. A backup never overwrites; choose another name.")
        }
        let source = path
        try await SQLiteStore.offThread {
            let partial = target + ".partial"
            try? FileManager.default.removeItem(atPath: partial)
            defer { try? FileManager.default.removeItem(atPath: partial) }
            try SQLiteStore.copy(source, to: partial)
            try SQLiteFile.flush(partial)
            try SQLiteStore.move(partial, to: target)
        }
    }

    /// Whether a file is a sound database that this build can run on.
    ///
    /// - Throws: `unavailable` when it is not ours, newer than this build, or not readable at all.
    public static func inspect(_ file: String) async throws -> DatabaseReport {
        try await offThread {
            try SQLiteFile.checkOwnership(file)
            return try SQLiteFile.readOnly(file).read { database in
                let connection = GRDBConnection(database)
                let state = try Migrator(migrations: Schema.sqlite, sql: connection).state()
                let tables = ["organizations", "security_devices", "vendor_alerts", "alerts", "deliveries", "signals"]
                let rows = try tables.filter { try connection.hasTable($0) }.map { table in
                    (table, try connection.number("SELECT COUNT(*) FROM \(table)"))
                }
                return DatabaseReport(
                    migrations: state, problems: try problems(database),
                    rows: Dictionary(rows, uniquingKeysWith: { first, _ in first }))
            }
        }
    }

    /// Puts a checked backup in the place of a database that does not exist yet.
    ///
    /// - Throws: `conflict` when there is a database already, `unavailable` when the backup is not sound.
    public static func restore(_ backup: String, to path: String) async throws -> DatabaseReport {
        let report = try await inspect(backup)
        guard report.isSound else {
            throw WorkbenchError(
                .unavailable, "The backup is damaged: \(report.problems.prefix(3).joined(separator: "; ")).")
        }
        // A log left beside a database that was moved away would be played back into the restored one.
        for name in [path, path + "-wal", path + "-shm"] where FileManager.default.fileExists(atPath: name) {
            throw WorkbenchError.conflict("\(name) exists already. Stop the server and move it away first.")
        }
        try await offThread {
            try FileManager.default.createDirectory(
                atPath: SQLiteFile.folder(of: path), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let partial = path + ".partial"
            try? FileManager.default.removeItem(atPath: partial)
            defer { try? FileManager.default.removeItem(atPath: partial) }
            try copy(backup, to: partial)
            try SQLiteFile.flush(partial)
            try move(partial, to: path)
        }
        return report
    }
}

extension SQLiteStore {
    /// One consistent copy, as a single file without a log beside it.
    private static func copy(_ source: String, to target: String) throws {
        try SQLiteFile.create(target)
        let from = try SQLiteFile.readOnly(source)
        let into = try DatabaseQueue(path: target)
        try from.backup(to: into)
        try into.writeWithoutTransaction { database in
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
        }
        let problems = try into.read(problems)
        try into.close()
        guard problems.isEmpty else {
            throw WorkbenchError(.unavailable, "The copy is damaged: \(problems.prefix(3).joined(separator: "; ")).")
        }
    }

    /// Never over a file that came to be meanwhile.
    private static func move(_ source: String, to target: String) throws {
        guard link(source, target) == 0 else {
            throw WorkbenchError(
                .unavailable, "\(target) cannot be written: \(String(cString: strerror(errno))).")
        }
        try SQLiteFile.flush(target)
    }

    private static func problems(_ database: Database) throws -> [String] {
        let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
            "a row of \(row["table"] ?? "a table") refers to a missing row of \(row["parent"] ?? "another")"
        }
        return complaints + references
    }

    /// Long blocking work belongs on a thread of its own, not on the few that run everything else.
    private static func offThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try work() }.mapError(SQLError.translated))
            }
        }
    }
}
