/// What the API for programs keeps beyond the first step: when keys were used, histories of comments and devices,
/// indicators in vendor alerts, and answers to requests that carried an idempotency key.
enum Programs {
    static let statements = keys + comments + devices + evidence + answers + lists

    private static let keys = [
        "ALTER TABLE api_keys ADD COLUMN display_name TEXT",
        "ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT",
        "ALTER TABLE api_keys ADD COLUMN created_by TEXT REFERENCES actors (id)",
        "CREATE INDEX api_keys_by_time ON api_keys (created_at, id)",
        "CREATE INDEX api_keys_of_organization ON api_keys (organization_id, created_at, id)",
    ]

    private static let comments = [
        "ALTER TABLE comments ADD COLUMN updated_by TEXT REFERENCES actors (id)",
        // No reference to the comment: the history outlives it.
        """
        CREATE TABLE comment_histories (
            id TEXT NOT NULL PRIMARY KEY,
            comment_id TEXT NOT NULL,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT REFERENCES investigations (id),
            action TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX comment_histories_of_comment ON comment_histories (comment_id, created_at, id)",
        """
        CREATE INDEX comment_histories_of_investigation
            ON comment_histories (investigation_id, created_at, id)
        """,
        "CREATE INDEX comment_histories_by_time ON comment_histories (created_at, id)",
        "CREATE INDEX comment_histories_of_organization ON comment_histories (organization_id, created_at, id)",
    ]

    private static let devices = [
        """
        CREATE TABLE device_histories (
            id TEXT NOT NULL PRIMARY KEY,
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            action TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX device_histories_of_device ON device_histories (device_id, created_at, id)",
        "CREATE INDEX device_histories_by_time ON device_histories (created_at, id)",
        "CREATE INDEX device_histories_of_organization ON device_histories (organization_id, created_at, id)",
    ]

    private static let evidence = [
        """
        CREATE TABLE evidences (
            id TEXT NOT NULL PRIMARY KEY,
            vendor_alert_id TEXT NOT NULL REFERENCES vendor_alerts (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX evidences_of_vendor_alert ON evidences (vendor_alert_id, created_at, id)",
        "CREATE INDEX evidences_by_words ON evidences (words, created_at, id)",
        "CREATE INDEX evidences_by_time ON evidences (created_at, id)",
        "CREATE INDEX evidences_of_organization ON evidences (organization_id, created_at, id)",
    ]

    private static let answers = [
        """
        CREATE TABLE kept_answers (
            actor_id TEXT NOT NULL REFERENCES actors (id),
            key TEXT NOT NULL,
            request_digest BYTEA NOT NULL,
            sealed_body BYTEA NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (actor_id, key)
        )
        """,
        "CREATE INDEX kept_answers_by_time ON kept_answers (created_at)",
    ]

    private static let lists = [
        "CREATE INDEX signals_by_time ON signals (received_at, id)",
        "CREATE INDEX user_accounts_by_time ON user_accounts (created_at, id)",
    ]
}
