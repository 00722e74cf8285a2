import Workbench

/// Brings a database up to date, step by step, and refuses one whose past is not ours.
struct Migrator {
    let migrations: [Migration]
    let sql: any SQLConnection

    /// - Throws: `unavailable` when the database is newer than this build, or an applied step differs from ours.
    func state() throws -> MigrationState {
        let applied = try appliedSteps()
        try check(applied)
        return MigrationState(
            steps: migrations.map { migration in
                .init(number: migration.number, name: migration.name, appliedAt: applied[migration.number]?.at)
            })
    }

    /// Applies what is missing. The caller wraps it in one transaction.
    ///
    /// - Throws: as `state`, and whatever a step meets.
    func migrate(at time: Timestamp) throws {
        if try !sql.hasTable("schema_migrations") {
            try sql.execute(Migrator.ledger, [])
        }
        let pending = Set(try state().pending.map(\.number))
        for migration in migrations where pending.contains(migration.number) {
            for statement in migration.statements { try sql.execute(statement, []) }
            try sql.execute(
                "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
                [
                    .integer(Int64(migration.number)), .text(migration.name), .text(migration.checksum),
                    .init(milliseconds: time),
                ])
        }
    }

    private struct Applied {
        var name: String
        var checksum: String
        var at: Timestamp
    }

    private static let ledger = """
        CREATE TABLE schema_migrations (
            number BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """

    private func appliedSteps() throws -> [Int: Applied] {
        guard try sql.hasTable("schema_migrations") else { return [:] }
        let rows = try sql.all("SELECT number, name, checksum, applied_at FROM schema_migrations ORDER BY number") {
            row in
            (try row.int(), Applied(name: try row.text(), checksum: try row.text(), at: try row.milliseconds()))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    private func check(_ applied: [Int: Applied]) throws {
        let known = Dictionary(migrations.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, step) in applied.sorted(by: { $0.key < $1.key }) {
            guard let migration = known[number] else {
                throw WorkbenchError(
                    .unavailable,
                    "The database is newer than this build: it has migration \(number) (\(step.name)), which this build "
                        + "does not know. Run the newer build, or restore a backup made before the upgrade.")
            }
            guard migration.checksum == step.checksum else {
                throw WorkbenchError(
                    .unavailable,
                    "Migration \(number) (\(step.name)) was applied to this database in another form than this build "
                        + "has it, so the two do not fit. Run the build that made the database, or restore a backup.")
            }
        }
    }
}
