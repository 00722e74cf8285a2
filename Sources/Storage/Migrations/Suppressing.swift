/// Suppressions, what they suppressed, and the alerts that collect signals.
enum Suppressing {
    static let statements = [
        """
        CREATE TABLE suppressions (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT REFERENCES organizations (id),
            device_id TEXT REFERENCES security_devices (id),
            name TEXT NOT NULL,
            condition_text TEXT NOT NULL,
            reason TEXT NOT NULL,
            place TEXT NOT NULL,
            dismisses SMALLINT NOT NULL,
            expires_at BIGINT,
            match_count BIGINT NOT NULL,
            last_matched_at BIGINT,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_by TEXT NOT NULL REFERENCES actors (id),
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX suppressions_by_time ON suppressions (created_at, id)",
        "CREATE INDEX suppressions_of_organization ON suppressions (organization_id, created_at, id)",
        """
        CREATE TABLE suppressed_vendor_alerts (
            vendor_alert_id TEXT NOT NULL PRIMARY KEY REFERENCES vendor_alerts (id),
            suppression_id TEXT NOT NULL REFERENCES suppressions (id),
            suppressed_at BIGINT NOT NULL
        )
        """,
        """
        CREATE INDEX suppressed_vendor_alerts_by_suppression
            ON suppressed_vendor_alerts (suppression_id, suppressed_at, vendor_alert_id)
        """,
        """
        CREATE TABLE alert_groups (
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            rule_id TEXT NOT NULL,
            group_key TEXT NOT NULL,
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            members BIGINT NOT NULL,
            last_at BIGINT NOT NULL,
            PRIMARY KEY (device_id, rule_id, group_key)
        )
        """,
    ]
}
