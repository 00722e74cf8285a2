/// What counts in correlations, and the index behind a rule's hits per day.
enum Correlations {
    static let statements = [
        """
        CREATE TABLE correlation_hits (
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            correlation_id TEXT NOT NULL,
            rule_id TEXT NOT NULL,
            group_key TEXT NOT NULL,
            value TEXT NOT NULL,
            vendor_alert_id TEXT NOT NULL REFERENCES vendor_alerts (id),
            happened_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            PRIMARY KEY (organization_id, correlation_id, group_key, vendor_alert_id, rule_id, value)
        )
        """,
        """
        CREATE INDEX correlation_hits_by_time
            ON correlation_hits (organization_id, correlation_id, group_key, happened_at)
        """,
        "CREATE INDEX correlation_hits_by_expiry ON correlation_hits (expires_at)",
        "CREATE INDEX alerts_by_rule ON alerts (rule_id, created_at, id)",
    ]
}
