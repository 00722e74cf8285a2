import GRDB
import Pipeline
import Workbench

/// The store in one SQLite file, for one server process and the command line beside it.
///
/// One connection writes, several read. The journal is a write-ahead log, and every commit is flushed to the disk
/// before it is acknowledged.
public final class SQLiteStore: Store {
    let pool: DatabasePool
    /// Where the file lies.
    public let path: String

    /// Opens the file, or makes it in a folder of its own. The schema is the business of `migrate`.
    ///
    /// - Throws: `unavailable` when the file is not ours, damaged, or cannot be opened.
    public init(path: String) throws {
        self.path = path
        try SQLiteFile.prepare(path)
        try SQLiteFile.checkOwnership(path)
        do {
            pool = try DatabasePool(path: path, configuration: SQLiteStore.configuration)
            try pool.writeWithoutTransaction(SQLiteStore.insistOnDurability)
        } catch {
            throw SQLError.translated(error)
        }
    }

    /// Makes this process the one server of the file until it ends; commands may still work beside it.
    ///
    /// - Throws: `conflict` when another server works on it.
    public func reserve() throws {
        try SQLiteFile.reserve(path)
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws
        -> Value
    {
        do {
            return try await pool.read { try body(SQLTransaction(GRDBConnection($0))) }
        } catch {
            throw SQLError.translated(error)
        }
    }

    public func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws
        -> Value
    {
        do {
            return try await pool.write { try body(SQLTransaction(GRDBConnection($0))) }
        } catch {
            throw SQLError.translated(error)
        }
    }

    /// Folds the log back into the file and empties it: until then it holds pages as they were before. Readers hold it
    /// back for as long as they read.
    ///
    /// - Throws: `unavailable` when readers do not make room within ten seconds.
    public func scrub() async throws {
        for attempt in 0..<50 {
            if attempt > 0 { try await Task.sleep(for: .milliseconds(200)) }
            do {
                let isBusy = try await pool.writeWithoutTransaction { database in
                    try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] != 0
                }
                if !isBusy { return }
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
            {
                continue
            } catch {
                throw SQLError.translated(error)
            }
        }
        throw WorkbenchError(
            .unavailable, "The log of the database could not be emptied because it is being read. Repeat this.")
    }

    /// Closes the file. Whatever is asked afterwards fails.
    public func close() throws {
        do {
            try pool.close()
        } catch {
            throw SQLError.translated(error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "watchfloor"
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            // 16 MiB of pages for each connection, and a log that is folded back every 16 MiB.
            try database.execute(sql: "PRAGMA cache_size = -16384")
            // What is deleted or replaced is overwritten: credentials that were wiped must not stay in free pages.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    /// The pool turns synchronous down to NORMAL while it opens, under which the last commits can be lost with the
    /// power; what was acknowledged must not be.
    private static func insistOnDurability(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
        guard synchronous == 2, journal == "wal", foreignKeys == 1 else {
            throw WorkbenchError(
                .unavailable,
                "SQLite does not take the settings that keep data safe here (synchronous \(synchronous ?? -1), journal "
                    + "\(journal ?? "unknown"), foreign keys \(foreignKeys ?? -1)). Network file systems are not supported."
            )
        }
    }
}

// The schema.
extension SQLiteStore {
    /// Brings the schema up to date, all missing steps or none.
    ///
    /// - Throws: `unavailable` when the database is newer than this build, or its past differs from ours.
    @discardableResult
    public func migrate(at time: Timestamp = .now()) async throws -> MigrationState {
        try await migrate(Schema.sqlite, at: time)
    }

    /// What is applied and what is missing.
    public func migrationState() async throws -> MigrationState {
        do {
            return try await pool.read { database in
                try Migrator(migrations: Schema.sqlite, sql: GRDBConnection(database)).state()
            }
        } catch {
            throw SQLError.translated(error)
        }
    }

    func migrate(_ migrations: [Migration], at time: Timestamp = .now()) async throws -> MigrationState {
        do {
            return try await pool.write { database in
                let migrator = Migrator(migrations: migrations, sql: GRDBConnection(database))
                try migrator.migrate(at: time)
                return try migrator.state()
            }
        } catch {
            throw SQLError.translated(error)
        }
    }
}
