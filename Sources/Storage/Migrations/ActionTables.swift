/// What is done about an investigation: actions that look into it, actions that end the threat, the files and times
/// they bring, and where word of it goes.
enum ActionTables {
    static let statements = files + investigative + remediation + assets + timeline + outbound

    private static let files = [
        """
        CREATE TABLE files (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            kind TEXT,
            meta TEXT,
            size BIGINT,
            digest TEXT,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        "CREATE INDEX files_by_time ON files (created_at, id)",
        "CREATE INDEX files_of_organization ON files (organization_id, created_at, id)",
        // Apart from the rest, so that a list of files reads no bytes.
        """
        CREATE TABLE file_contents (
            file_id TEXT NOT NULL PRIMARY KEY REFERENCES files (id),
            bytes BYTEA NOT NULL
        )
        """,
    ]

    private static let investigative = [
        """
        CREATE TABLE investigative_actions (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT REFERENCES investigations (id),
            alert_id TEXT REFERENCES alerts (id),
            device_id TEXT REFERENCES security_devices (id),
            depends_on TEXT REFERENCES investigative_actions (id),
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            status_updated_at BIGINT,
            title TEXT NOT NULL,
            reason TEXT NOT NULL,
            instructions TEXT,
            capability TEXT,
            input_args TEXT,
            results TEXT,
            result_file_id TEXT REFERENCES files (id),
            tasking_error TEXT,
            classification TEXT,
            classified_by TEXT REFERENCES actors (id),
            close_reason TEXT,
            downgrade_reason TEXT,
            is_authorized SMALLINT,
            acknowledged_at BIGINT,
            acknowledged_by TEXT,
            verified_by TEXT,
            assigned_to TEXT REFERENCES actors (id),
            analysis_assigned_to TEXT REFERENCES actors (id),
            place BIGINT NOT NULL,
            is_robot SMALLINT NOT NULL,
            deleted_at BIGINT,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        """
        CREATE INDEX investigative_actions_of_investigation
            ON investigative_actions (investigation_id, deleted_at, created_at, id)
        """,
        "CREATE INDEX investigative_actions_of_alert ON investigative_actions (alert_id, deleted_at, created_at, id)",
        "CREATE INDEX investigative_actions_of_device ON investigative_actions (device_id, deleted_at, created_at, id)",
        "CREATE INDEX investigative_actions_by_time ON investigative_actions (deleted_at, created_at, id)",
        "CREATE INDEX investigative_actions_by_status ON investigative_actions (status, deleted_at, created_at, id)",
        """
        CREATE INDEX investigative_actions_of_organization
            ON investigative_actions (organization_id, deleted_at, created_at, id)
        """,
        """
        CREATE INDEX investigative_actions_of_organization_status
            ON investigative_actions (organization_id, status, deleted_at, created_at, id)
        """,
        "CREATE INDEX investigative_actions_by_assignee ON investigative_actions (assigned_to, created_at, id)",
        """
        CREATE INDEX investigative_actions_by_analyst
            ON investigative_actions (analysis_assigned_to, created_at, id)
        """,
        "CREATE INDEX investigative_actions_by_need ON investigative_actions (depends_on, created_at, id)",
        "CREATE INDEX investigative_actions_by_result ON investigative_actions (result_file_id, created_at, id)",
        """
        CREATE TABLE investigative_action_histories (
            id TEXT NOT NULL PRIMARY KEY,
            action_id TEXT NOT NULL REFERENCES investigative_actions (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT REFERENCES investigations (id),
            alert_id TEXT REFERENCES alerts (id),
            action TEXT,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            assigned_to TEXT REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE INDEX investigative_action_histories_of_action
            ON investigative_action_histories (action_id, created_at, id)
        """,
        """
        CREATE INDEX investigative_action_histories_of_investigation
            ON investigative_action_histories (investigation_id, created_at, id)
        """,
        """
        CREATE INDEX investigative_action_histories_of_alert
            ON investigative_action_histories (alert_id, created_at, id)
        """,
        "CREATE INDEX investigative_action_histories_by_time ON investigative_action_histories (created_at, id)",
        """
        CREATE INDEX investigative_action_histories_of_organization
            ON investigative_action_histories (organization_id, created_at, id)
        """,
        """
        CREATE TABLE file_uses (
            file_id TEXT NOT NULL REFERENCES files (id),
            action_id TEXT NOT NULL REFERENCES investigative_actions (id),
            PRIMARY KEY (file_id, action_id)
        )
        """,
        "CREATE INDEX file_uses_by_action ON file_uses (action_id, file_id)",
        """
        CREATE TABLE file_investigations (
            file_id TEXT NOT NULL REFERENCES files (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            PRIMARY KEY (file_id, investigation_id)
        )
        """,
        "CREATE INDEX file_investigations_by_investigation ON file_investigations (investigation_id, file_id)",
    ]

    private static let remediation = [
        """
        CREATE TABLE remediation_actions (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            device_id TEXT REFERENCES security_devices (id),
            kind TEXT,
            action TEXT,
            comment TEXT,
            template_name TEXT,
            edition TEXT NOT NULL,
            status TEXT NOT NULL,
            status_updated_at BIGINT,
            close_reason TEXT,
            assigned_to TEXT REFERENCES actors (id),
            deleted_at BIGINT,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        """
        CREATE INDEX remediation_actions_of_investigation
            ON remediation_actions (investigation_id, deleted_at, created_at, id)
        """,
        "CREATE INDEX remediation_actions_of_device ON remediation_actions (device_id, deleted_at, created_at, id)",
        "CREATE INDEX remediation_actions_by_time ON remediation_actions (deleted_at, created_at, id)",
        "CREATE INDEX remediation_actions_by_status ON remediation_actions (status, deleted_at, created_at, id)",
        """
        CREATE INDEX remediation_actions_of_organization
            ON remediation_actions (organization_id, deleted_at, created_at, id)
        """,
        """
        CREATE INDEX remediation_actions_of_organization_status
            ON remediation_actions (organization_id, status, deleted_at, created_at, id)
        """,
        "CREATE INDEX remediation_actions_by_assignee ON remediation_actions (assigned_to, created_at, id)",
        """
        CREATE TABLE remediation_action_histories (
            id TEXT NOT NULL PRIMARY KEY,
            action_id TEXT NOT NULL REFERENCES remediation_actions (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            device_id TEXT REFERENCES security_devices (id),
            action TEXT NOT NULL,
            kind TEXT,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            assigned_to TEXT REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE INDEX remediation_action_histories_of_action
            ON remediation_action_histories (action_id, created_at, id)
        """,
        """
        CREATE INDEX remediation_action_histories_of_investigation
            ON remediation_action_histories (investigation_id, created_at, id)
        """,
        "CREATE INDEX remediation_action_histories_by_time ON remediation_action_histories (created_at, id)",
        """
        CREATE INDEX remediation_action_histories_of_organization
            ON remediation_action_histories (organization_id, created_at, id)
        """,
    ]

    private static let assets = [
        """
        CREATE TABLE remediation_action_assets (
            id TEXT NOT NULL PRIMARY KEY,
            action_id TEXT NOT NULL REFERENCES remediation_actions (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            device_id TEXT REFERENCES security_devices (id),
            kind TEXT NOT NULL,
            category TEXT,
            value TEXT NOT NULL,
            status TEXT NOT NULL,
            deleted_at BIGINT,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        """
        CREATE INDEX remediation_action_assets_of_action
            ON remediation_action_assets (action_id, deleted_at, created_at, id)
        """,
        """
        CREATE INDEX remediation_action_assets_of_investigation
            ON remediation_action_assets (investigation_id, deleted_at, created_at, id)
        """,
        "CREATE INDEX remediation_action_assets_by_time ON remediation_action_assets (deleted_at, created_at, id)",
        """
        CREATE INDEX remediation_action_assets_of_organization
            ON remediation_action_assets (organization_id, deleted_at, created_at, id)
        """,
        """
        CREATE TABLE remediation_action_asset_histories (
            id TEXT NOT NULL PRIMARY KEY,
            asset_id TEXT NOT NULL REFERENCES remediation_action_assets (id),
            action_id TEXT NOT NULL REFERENCES remediation_actions (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT NOT NULL REFERENCES investigations (id),
            device_id TEXT REFERENCES security_devices (id),
            action TEXT NOT NULL,
            action_kind TEXT,
            asset_kind TEXT NOT NULL,
            status TEXT NOT NULL,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            value TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE INDEX remediation_action_asset_histories_of_asset
            ON remediation_action_asset_histories (asset_id, created_at, id)
        """,
        """
        CREATE INDEX remediation_action_asset_histories_of_investigation
            ON remediation_action_asset_histories (investigation_id, created_at, id)
        """,
        """
        CREATE INDEX remediation_action_asset_histories_by_time
            ON remediation_action_asset_histories (created_at, id)
        """,
        """
        CREATE INDEX remediation_action_asset_histories_of_organization
            ON remediation_action_asset_histories (organization_id, created_at, id)
        """,
    ]

    private static let timeline = [
        """
        CREATE TABLE timeline_entries (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            investigation_id TEXT REFERENCES investigations (id),
            alert_id TEXT REFERENCES alerts (id),
            event_at BIGINT NOT NULL,
            event TEXT,
            event_type TEXT,
            attack_phase TEXT,
            comment TEXT,
            src_host TEXT,
            dest_host TEXT,
            is_selected SMALLINT NOT NULL,
            deleted_at BIGINT,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        """
        CREATE INDEX timeline_entries_of_investigation
            ON timeline_entries (investigation_id, deleted_at, event_at, id)
        """,
        "CREATE INDEX timeline_entries_of_alert ON timeline_entries (alert_id, deleted_at, event_at, id)",
        "CREATE INDEX timeline_entries_by_time ON timeline_entries (deleted_at, created_at, id)",
        """
        CREATE INDEX timeline_entries_of_organization
            ON timeline_entries (organization_id, deleted_at, created_at, id)
        """,
    ]

    private static let outbound = [
        """
        CREATE TABLE secrets (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            sealed BYTEA NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX secrets_by_time ON secrets (created_at, id)",
        "CREATE INDEX secrets_of_organization ON secrets (organization_id, created_at, id)",
        """
        CREATE TABLE integrations (
            id TEXT NOT NULL PRIMARY KEY,
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            account TEXT NOT NULL,
            meta TEXT,
            status TEXT NOT NULL,
            last_tested_at BIGINT,
            secret_id TEXT REFERENCES secrets (id),
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL REFERENCES actors (id),
            updated_at BIGINT NOT NULL,
            updated_by TEXT NOT NULL REFERENCES actors (id)
        )
        """,
        "CREATE INDEX integrations_by_time ON integrations (created_at, id)",
        "CREATE INDEX integrations_of_organization ON integrations (organization_id, created_at, id)",
        "CREATE INDEX integrations_by_secret ON integrations (secret_id)",
    ]
}
