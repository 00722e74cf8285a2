/// What the alert list is narrowed down by beside an alert's own columns, and the views that people keep of it.
enum TriageTables {
    static let statements = subjects + tags + savedViews

    /// Copies out of a vendor alert's content. Rows from before this step get theirs from the stored JSON, the same
    /// way as `VendorAlertContent` says which resource and account a vendor alert is about.
    private static let subjects = [
        "ALTER TABLE vendor_alerts ADD COLUMN resource_name TEXT",
        "ALTER TABLE vendor_alerts ADD COLUMN resource_id TEXT",
        "ALTER TABLE vendor_alerts ADD COLUMN account_name TEXT",
        "ALTER TABLE vendor_alerts ADD COLUMN actor_name TEXT",
        """
        UPDATE vendor_alerts SET
            resource_name = COALESCE(
                \(either("name")), \(either("providerID")), \(either("id"))),
            resource_id = COALESCE(\(either("providerID")), \(either("id"))),
            account_name = COALESCE(\(either("accountName")), \(either("accountID"))),
            actor_name = COALESCE(
                json_extract(content, '$.actors[0].name'), json_extract(content, '$.actors[0].externalID'),
                json_extract(content, '$.actors[0].id'))
        """,
        "CREATE INDEX vendor_alerts_of_resource ON vendor_alerts (resource_name, created_at)",
        "CREATE INDEX vendor_alerts_of_resource_id ON vendor_alerts (resource_id, created_at)",
        "CREATE INDEX vendor_alerts_of_account ON vendor_alerts (account_name, created_at)",
        "CREATE INDEX vendor_alerts_of_actor ON vendor_alerts (actor_name, created_at)",
    ]

    /// Of the main resource, or of the first one where there is no main one.
    private static func either(_ field: String) -> String {
        """
        CASE WHEN json_type(content, '$.resource') = 'object' THEN json_extract(content, '$.resource.\(field)')
            ELSE json_extract(content, '$.resources[0].\(field)') END
        """
    }

    /// ATT&CK tactics and techniques of an alert; a sub-technique stands beside its technique.
    private static let tags = [
        """
        CREATE TABLE alert_tags (
            tag TEXT NOT NULL,
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            organization_id TEXT NOT NULL REFERENCES organizations (id),
            PRIMARY KEY (tag, alert_id)
        )
        """,
        """
        INSERT OR IGNORE INTO alert_tags (tag, alert_id, organization_id)
            SELECT j.value, t.id, t.organization_id FROM alerts t, json_each(t.rule_match, '$.tactics') j
            UNION SELECT j.value, t.id, t.organization_id FROM alerts t, json_each(t.rule_match, '$.techniques') j
            UNION SELECT substr(j.value, 1, instr(j.value, '.') - 1), t.id, t.organization_id
                FROM alerts t, json_each(t.rule_match, '$.techniques') j WHERE instr(j.value, '.') > 1
        """,
    ]

    private static let savedViews = [
        """
        CREATE TABLE saved_views (
            id TEXT NOT NULL PRIMARY KEY,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            name TEXT NOT NULL,
            address_query TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            UNIQUE (actor_id, name)
        )
        """
    ]
}
