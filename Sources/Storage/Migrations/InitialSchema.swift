/// The tables of the first step, in SQL that SQLite and PostgreSQL both take.
///
/// Times are BIGINT milliseconds; a vendor's own times are BIGINT nanoseconds in columns ending in `_ns`. Flags are
/// SMALLINT 0 or 1. BYTEA is PostgreSQL's word; SQLite keeps any value as it is in such a column.
enum InitialSchema {
    static let people = [
        """
        CREATE TABLE organizations (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            short_name TEXT NOT NULL UNIQUE,
            is_provider SMALLINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX organizations_by_time ON organizations (created_at, id)",
        """
        CREATE TABLE actors (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            display_name TEXT NOT NULL,
            organization_id TEXT REFERENCES organizations (id),
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX actors_by_time ON actors (created_at, id)",
        "CREATE INDEX actors_of_organization ON actors (organization_id, created_at, id)",
        """
        INSERT INTO actors (id, kind, display_name, organization_id, created_at, updated_at) VALUES
            ('00000000-0000-7000-8000-000000000001', 'system', 'Watchfloor', NULL, 1767225600000, 1767225600000),
            ('00000000-0000-7000-8000-000000000002', 'system', 'Vendor console', NULL, 1767225600000, 1767225600000)
        """,
        """
        CREATE TABLE user_accounts (
            id TEXT NOT NULL PRIMARY KEY REFERENCES actors (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            email TEXT NOT NULL,
            email_key TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            role TEXT NOT NULL,
            is_active SMALLINT NOT NULL,
            password_hash TEXT NOT NULL,
            sealed_otp_secret BYTEA,
            last_otp_step BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX user_accounts_of_organization ON user_accounts (organization_id, is_active)",
        """
        CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            is_read_only SMALLINT NOT NULL,
            is_active SMALLINT NOT NULL,
            token_digest BYTEA NOT NULL UNIQUE,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE sessions (
            token_digest BYTEA NOT NULL PRIMARY KEY,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            expires_at BIGINT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
    ]

    static let devices = [
        """
        CREATE TABLE security_devices (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            vendor TEXT NOT NULL,
            name TEXT NOT NULL,
            location TEXT,
            settings TEXT NOT NULL,
            sealed_secret BYTEA NOT NULL,
            webhook_key TEXT NOT NULL UNIQUE,
            webhook_username TEXT NOT NULL,
            sealed_webhook_password BYTEA NOT NULL,
            ingestion TEXT NOT NULL,
            console_access TEXT NOT NULL,
            is_sync_enabled SMALLINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            health_status TEXT,
            health_problems TEXT NOT NULL,
            health_checked_at BIGINT,
            status_updated_at BIGINT,
            last_success_at BIGINT,
            last_error TEXT,
            last_error_at BIGINT,
            last_webhook_at BIGINT,
            last_webhook_test_at BIGINT
        )
        """,
        "CREATE INDEX security_devices_by_time ON security_devices (created_at, id)",
        "CREATE INDEX security_devices_of_organization ON security_devices (organization_id, created_at, id)",
        "CREATE INDEX security_devices_by_ingestion ON security_devices (ingestion, id)",
    ]

    static let signals = [
        """
        CREATE TABLE signals (
            id TEXT NOT NULL PRIMARY KEY,
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            source TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            received_at BIGINT NOT NULL,
            processed_at BIGINT,
            body BYTEA NOT NULL
        )
        """,
        // With the device, so that a paused device's backlog is passed over within the index.
        "CREATE INDEX signals_by_state ON signals (state, received_at, id, device_id)",
        "CREATE INDEX signals_of_device ON signals (device_id, state, received_at, id)",
        "CREATE INDEX signals_by_source ON signals (device_id, source, received_at)",
    ]

    static let polls = [
        """
        CREATE TABLE poll_watermarks (
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            stream TEXT NOT NULL,
            watermark_ns BIGINT NOT NULL,
            PRIMARY KEY (device_id, stream)
        )
        """,
        """
        CREATE TABLE poll_runs (
            id TEXT NOT NULL PRIMARY KEY,
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            stream TEXT NOT NULL,
            state TEXT NOT NULL,
            after_ns BIGINT NOT NULL,
            before_ns BIGINT NOT NULL,
            is_backfill SMALLINT NOT NULL,
            page_cursor TEXT,
            items BIGINT NOT NULL,
            pages BIGINT NOT NULL,
            total BIGINT,
            error TEXT,
            started_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX poll_runs_of_device ON poll_runs (device_id, started_at, id)",
        "CREATE INDEX poll_runs_of_stream ON poll_runs (device_id, stream, state, started_at, id)",
        """
        CREATE TABLE poll_requests (
            device_id TEXT NOT NULL PRIMARY KEY REFERENCES security_devices (id),
            since_ns BIGINT,
            requested_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE rereads (
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            issue_id TEXT NOT NULL,
            requested_at BIGINT NOT NULL,
            due_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            PRIMARY KEY (device_id, issue_id)
        )
        """,
        "CREATE INDEX rereads_by_due_time ON rereads (device_id, due_at, issue_id)",
    ]
}
