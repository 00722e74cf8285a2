extension InitialSchema {
    static let vendorAlerts = [
        """
        CREATE TABLE vendor_alerts (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            kind TEXT NOT NULL,
            vendor_id TEXT NOT NULL,
            issue_id TEXT,
            name TEXT NOT NULL,
            description TEXT,
            severity TEXT,
            severity_rank SMALLINT,
            rule_id TEXT,
            rule_name TEXT,
            activity_first_ns BIGINT,
            activity_last_ns BIGINT,
            content TEXT NOT NULL,
            issue_state TEXT,
            vendor_updated_ns BIGINT,
            vendor_created_ns BIGINT,
            first_seen_ns BIGINT NOT NULL,
            raw TEXT NOT NULL,
            first_source TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            UNIQUE (device_id, vendor_id)
        )
        """,
        "CREATE INDEX vendor_alerts_by_time ON vendor_alerts (created_at, id)",
        "CREATE INDEX vendor_alerts_of_organization ON vendor_alerts (organization_id, created_at, id)",
        "CREATE INDEX vendor_alerts_of_device ON vendor_alerts (device_id, created_at, id)",
        "CREATE INDEX vendor_alerts_of_issue ON vendor_alerts (device_id, issue_id)",
        "CREATE INDEX vendor_alerts_by_vendor_id ON vendor_alerts (vendor_id)",
    ]

    static let alerts =
        [
            """
            CREATE TABLE alerts (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL REFERENCES organizations (id),
                device_id TEXT NOT NULL REFERENCES security_devices (id),
                name TEXT NOT NULL,
                severity TEXT NOT NULL,
                severity_rank SMALLINT NOT NULL,
                status TEXT NOT NULL,
                is_closed SMALLINT NOT NULL,
                is_issue_backed SMALLINT NOT NULL,
                kind TEXT NOT NULL,
                rule_id TEXT NOT NULL,
                rule_match TEXT NOT NULL,
                close_reason TEXT,
                close_comment TEXT,
                assigned_to TEXT REFERENCES actors (id),
                status_updated_at BIGINT,
                status_updated_by TEXT REFERENCES actors (id),
                vendor_flag TEXT,
                source TEXT NOT NULL,
                vendor_created_ns BIGINT,
                version BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                created_by TEXT NOT NULL REFERENCES actors (id),
                updated_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE alert_vendor_alerts (
                alert_id TEXT NOT NULL REFERENCES alerts (id),
                vendor_alert_id TEXT NOT NULL REFERENCES vendor_alerts (id),
                PRIMARY KEY (alert_id, vendor_alert_id)
            )
            """,
            "CREATE INDEX alert_vendor_alerts_back ON alert_vendor_alerts (vendor_alert_id, alert_id)",
            """
            CREATE TABLE alert_counts (
                organization_id TEXT NOT NULL REFERENCES organizations (id),
                status TEXT NOT NULL,
                severity TEXT NOT NULL,
                number BIGINT NOT NULL,
                PRIMARY KEY (organization_id, status, severity)
            )
            """,
        ] + alertIndexes + alertCompanions

    /// Every list that people look at, over all organizations and within one: all alerts, one status, the queue (what
    /// is not closed), each also by severity.
    private static let alertIndexes = [
        "CREATE INDEX alerts_by_time ON alerts (created_at, id)",
        "CREATE INDEX alerts_by_status ON alerts (status, created_at, id)",
        "CREATE INDEX alerts_by_queue ON alerts (is_closed, created_at, id)",
        "CREATE INDEX alerts_by_status_severity ON alerts (status, severity_rank, created_at DESC, id DESC)",
        "CREATE INDEX alerts_by_queue_severity ON alerts (is_closed, severity_rank, created_at DESC, id DESC)",
        "CREATE INDEX alerts_of_organization ON alerts (organization_id, created_at, id)",
        "CREATE INDEX alerts_of_organization_status ON alerts (organization_id, status, created_at, id)",
        "CREATE INDEX alerts_of_organization_queue ON alerts (organization_id, is_closed, created_at, id)",
        """
        CREATE INDEX alerts_of_organization_status_severity
            ON alerts (organization_id, status, severity_rank, created_at DESC, id DESC)
        """,
        """
        CREATE INDEX alerts_of_organization_queue_severity
            ON alerts (organization_id, is_closed, severity_rank, created_at DESC, id DESC)
        """,
        "CREATE INDEX alerts_by_assignee ON alerts (assigned_to, is_closed, created_at, id)",
        "CREATE INDEX alerts_of_device ON alerts (device_id, source, created_at, id)",
    ]

    private static let alertCompanions = [
        """
        CREATE TABLE alert_histories (
            id TEXT NOT NULL PRIMARY KEY,
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            action TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            assigned_to TEXT REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            place BIGINT NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX alert_histories_of_alert ON alert_histories (alert_id, place)",
        "CREATE INDEX alert_histories_by_time ON alert_histories (created_at, id)",
        "CREATE INDEX alert_histories_of_organization ON alert_histories (organization_id, created_at, id)",
        """
        CREATE TABLE comments (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX comments_of_alert ON comments (alert_id, created_at, id)",
    ]

    static let deliveries = [
        """
        CREATE TABLE workflow_events (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            alert_id TEXT REFERENCES alerts (id),
            vendor_alert_id TEXT REFERENCES vendor_alerts (id),
            actor_id TEXT NOT NULL REFERENCES actors (id),
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX workflow_events_of_alert ON workflow_events (alert_id, created_at, id)",
        """
        CREATE TABLE deliveries (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            device_id TEXT NOT NULL REFERENCES security_devices (id),
            alert_id TEXT REFERENCES alerts (id),
            vendor_alert_id TEXT NOT NULL REFERENCES vendor_alerts (id),
            issue_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            event_id TEXT NOT NULL REFERENCES workflow_events (id),
            actor_id TEXT NOT NULL REFERENCES actors (id),
            intent TEXT NOT NULL,
            is_dismissal SMALLINT NOT NULL,
            policy_version BIGINT NOT NULL,
            known_state TEXT,
            state TEXT NOT NULL,
            is_finished SMALLINT NOT NULL,
            attempts BIGINT NOT NULL,
            not_before BIGINT NOT NULL,
            leased_until BIGINT,
            due_at BIGINT,
            answer TEXT,
            written TEXT,
            has_moved SMALLINT NOT NULL,
            conflicting_state TEXT,
            overrides_conflict SMALLINT NOT NULL,
            created_at BIGINT NOT NULL,
            finished_at BIGINT,
            updated_at BIGINT NOT NULL,
            place BIGINT NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX deliveries_of_issue ON deliveries (device_id, issue_id, place)",
        "CREATE INDEX deliveries_due ON deliveries (device_id, due_at, created_at, place) WHERE is_finished = 0",
        """
        CREATE INDEX deliveries_waiting ON deliveries (device_id, issue_id, place) WHERE is_finished = 0
        """,
        "CREATE INDEX deliveries_dismissing ON deliveries (device_id, state, finished_at) WHERE is_dismissal = 1",
        "CREATE INDEX deliveries_of_alert ON deliveries (alert_id, created_at, place)",
        "CREATE INDEX deliveries_by_time ON deliveries (created_at, id)",
        "CREATE INDEX deliveries_by_state ON deliveries (state, created_at, id)",
        "CREATE INDEX deliveries_of_organization ON deliveries (organization_id, created_at, id)",
        "CREATE INDEX deliveries_of_device ON deliveries (device_id, state, created_at, id)",
    ]
}
