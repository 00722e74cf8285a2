/// What setting up a device leaves behind: console access, switches with a time, an audit trail, health over time.
enum SettingUp {
    static let statements = [
        """
        CREATE TABLE device_setups (
            device_id TEXT NOT NULL PRIMARY KEY REFERENCES security_devices (id),
            sync_off_since BIGINT,
            shadow_until BIGINT,
            sealed_old_webhook_password BYTEA,
            old_webhook_password_until BIGINT,
            addendum TEXT
        )
        """,
        """
        CREATE TABLE console_accesses (
            device_id TEXT NOT NULL PRIMARY KEY REFERENCES security_devices (id),
            since BIGINT NOT NULL,
            verification_code TEXT,
            domain TEXT,
            email TEXT UNIQUE,
            sealed_otp_secret BYTEA,
            looked_up_at BIGINT,
            lookup_words TEXT
        )
        """,
        """
        CREATE TABLE setup_events (
            id TEXT NOT NULL PRIMARY KEY,
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            kind TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX setup_events_of_device ON setup_events (device_id, created_at, id)",
        """
        CREATE TABLE health_changes (
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            status TEXT NOT NULL,
            words TEXT,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (device_id, created_at)
        )
        """,
    ]
}
