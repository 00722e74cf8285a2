/// The schema, step by step. New steps are added at the end; a released step is never touched again.
enum Schema {
    static let sqlite: [Migration] = [
        Migration(
            number: 1, name: "initial schema",
            statements: InitialSchema.people + InitialSchema.devices + InitialSchema.signals
                + InitialSchema.vendorAlerts
                + InitialSchema.alerts + InitialSchema.deliveries + InitialSchema.polls + SQLiteSearch.statements
                + ["PRAGMA application_id = \(SQLiteFile.applicationID)"]),
        Migration(number: 2, name: "investigations", statements: InvestigationTables.statements),
        Migration(number: 3, name: "suppressions and groups", statements: Suppressing.statements),
        Migration(number: 4, name: "programs and actions", statements: Programs.statements + ActionTables.statements),
        Migration(number: 6, name: "setting up", statements: SettingUp.statements),
        Migration(number: 7, name: "triage", statements: TriageTables.statements),
    ]
}

/// What only SQLite has: the trigram index over `search_texts`, kept in step by triggers.
private enum SQLiteSearch {
    static let statements = [
        """
        CREATE TABLE search_texts (
            number INTEGER PRIMARY KEY,
            owner_id TEXT NOT NULL UNIQUE,
            content TEXT NOT NULL
        )
        """,
        """
        CREATE VIRTUAL TABLE search_index USING fts5(
            content, content='search_texts', content_rowid='number', tokenize='trigram'
        )
        """,
        """
        CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN
            INSERT INTO search_index (rowid, content) VALUES (new.number, new.content);
        END
        """,
        """
        CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN
            INSERT INTO search_index (search_index, rowid, content) VALUES ('delete', old.number, old.content);
        END
        """,
        """
        CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN
            INSERT INTO search_index (search_index, rowid, content) VALUES ('delete', old.number, old.content);
            INSERT INTO search_index (rowid, content) VALUES (new.number, new.content);
        END
        """,
    ]
}
