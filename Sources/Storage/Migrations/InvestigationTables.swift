/// Investigations and incidents, in SQL that SQLite and PostgreSQL both take.
enum InvestigationTables {
    static let statements = investigations + histories + findings + members + comments

    private static let investigations = [
        """
        CREATE TABLE investigation_numbers (
            organization_id TEXT NOT NULL PRIMARY KEY REFERENCES organizations (id),
            last BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE investigations (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            short_link TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            lead_alert_id TEXT REFERENCES alerts (id),
            is_incident SMALLINT NOT NULL,
            incident_updated_at BIGINT,
            is_downgrade SMALLINT NOT NULL,
            decision TEXT,
            close_comment TEXT,
            status_updated_at BIGINT,
            status_updated_by TEXT REFERENCES actors (id),
            assigned_to TEXT REFERENCES actors (id),
            analyst_severity TEXT,
            attack_lifecycle TEXT,
            attack_timing TEXT,
            attack_vector TEXT,
            detection_type TEXT,
            open_reason TEXT,
            source_reason TEXT,
            threat_type TEXT,
            lead_description TEXT,
            open_summary TEXT,
            next_steps TEXT,
            critical_comment TEXT,
            malware_family TEXT,
            initial_attack_vector TEXT,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id),
            CHECK ((decision IS NULL) = (close_comment IS NULL))
        )
        """,
        "CREATE INDEX investigations_by_time ON investigations (created_at, id)",
        "CREATE INDEX investigations_by_decision ON investigations (decision, created_at, id)",
        "CREATE INDEX investigations_by_kind ON investigations (is_incident, decision, created_at, id)",
        "CREATE INDEX investigations_of_organization ON investigations (organization_id, created_at, id)",
        """
        CREATE INDEX investigations_of_organization_decision
            ON investigations (organization_id, decision, created_at, id)
        """,
        """
        CREATE INDEX investigations_of_organization_kind
            ON investigations (organization_id, is_incident, decision, created_at, id)
        """,
        "CREATE INDEX investigations_by_assignee ON investigations (assigned_to, decision, created_at, id)",
        "CREATE INDEX investigations_by_lead ON investigations (lead_alert_id)",
    ]

    private static let histories = [
        """
        CREATE TABLE investigation_histories (
            id TEXT NOT NULL PRIMARY KEY,
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            action TEXT NOT NULL,
            is_incident SMALLINT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            assigned_to TEXT REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            place BIGINT NOT NULL
        )
        """,
        """
        CREATE UNIQUE INDEX investigation_histories_of_investigation
            ON investigation_histories (investigation_id, place)
        """,
        "CREATE INDEX investigation_histories_by_time ON investigation_histories (created_at, id)",
        """
        CREATE INDEX investigation_histories_of_organization
            ON investigation_histories (organization_id, created_at, id)
        """,
    ]

    private static let findings = [
        """
        CREATE TABLE investigation_findings (
            id TEXT NOT NULL PRIMARY KEY,
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            title TEXT NOT NULL,
            words TEXT NOT NULL,
            place BIGINT NOT NULL,
            deleted_at BIGINT,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        """
        CREATE INDEX investigation_findings_of_investigation
            ON investigation_findings (investigation_id, place, created_at, id)
        """,
        "CREATE INDEX investigation_findings_by_time ON investigation_findings (deleted_at, created_at, id)",
        """
        CREATE INDEX investigation_findings_of_organization
            ON investigation_findings (organization_id, deleted_at, created_at, id)
        """,
        """
        CREATE TABLE investigation_finding_histories (
            id TEXT NOT NULL PRIMARY KEY,
            finding_id TEXT NOT NULL REFERENCES investigation_findings (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            action TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX finding_histories_of_finding ON investigation_finding_histories (finding_id, created_at, id)",
        """
        CREATE INDEX finding_histories_of_investigation
            ON investigation_finding_histories (investigation_id, created_at, id)
        """,
        "CREATE INDEX finding_histories_by_time ON investigation_finding_histories (created_at, id)",
        """
        CREATE INDEX finding_histories_of_organization
            ON investigation_finding_histories (organization_id, created_at, id)
        """,
    ]

    private static let members = [
        "ALTER TABLE alerts ADD COLUMN investigation_id TEXT REFERENCES investigations (id)",
        "CREATE INDEX alerts_of_investigation ON alerts (investigation_id, created_at, id)",
        "ALTER TABLE alert_histories ADD COLUMN investigation_id TEXT REFERENCES investigations (id)",
        "CREATE INDEX alert_histories_of_investigation ON alert_histories (investigation_id, created_at, id)",
    ]

    /// A remark now belongs to an alert or to an investigation, so the column that named the alert may be empty.
    private static let comments = [
        """
        CREATE TABLE remarks (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            alert_id TEXT REFERENCES alerts (id),
            investigation_id TEXT REFERENCES investigations (id),
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            CHECK ((alert_id IS NULL) <> (investigation_id IS NULL))
        )
        """,
        """
        INSERT INTO remarks (id, organization_id, alert_id, words, created_at, created_by, updated_at)
            SELECT id, organization_id, alert_id, words, created_at, created_by, updated_at FROM comments
        """,
        "DROP TABLE comments",
        "ALTER TABLE remarks RENAME TO comments",
        "CREATE INDEX comments_of_alert ON comments (alert_id, created_at, id)",
        "CREATE INDEX comments_of_investigation ON comments (investigation_id, created_at, id)",
        "CREATE INDEX comments_by_time ON comments (created_at, id)",
        "CREATE INDEX comments_of_organization ON comments (organization_id, created_at, id)",
    ]
}
