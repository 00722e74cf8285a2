import Workbench

/// The API's resources. Attributes for which the product has no data are null or constant, as the API shows them.
extension ResourceTable {
    static let organizations: ResourceTable = ResourceTable(
        name: "organizations", table: "organizations", ownership: .organization,
        search: .columns(["name", "short_name"]),
        attributes: common.merging([
            "name": .text("name"), "short_name": .text("short_name"),
            "is_surge": .always(false), "is_testing_organization": .always(false),
            "onboarding_preferences": .nothing(.structure), "nodes_count": .nothing(.number),
            "users_count": .nothing(.number), "deleted_at": .nothing(.milliseconds),
            "service_start_at": .nothing(.milliseconds), "service_end_at": .nothing(.milliseconds),
            "service_renewal_at": .nothing(.milliseconds),
        ]) { $1 }.merging(
            nothings([
                "address_1", "address_2", "city", "country_code", "hq_city", "hq_utc_offset", "industry", "o365_tos_id",
                "organization_type", "postal_code", "region",
            ])
        ) { $1 },
        relationships: [
            "created_by": .absent, "updated_by": .absent,
            "organization_status": .one({ .organizationStatuses }, key: "@.id"),
            "api_keys": .many({ .apiKeys }, back: "organization_id"),
            "actor": .one({ .actors }, key: "@.id"),
            "assigned_expel_alerts": .many({ .alerts }, back: "assigned_to"),
            "assigned_investigations": .many({ .investigations }, back: "assigned_to"),
            "assigned_investigative_actions": .many({ .investigativeActions }, back: "assigned_to"),
            "analysis_assigned_investigative_actions": .many(
                { .investigativeActions }, back: "analysis_assigned_to"),
            "assigned_remediation_actions": .many({ .remediationActions }, back: "assigned_to"),
            "comments": .many({ .comments }, back: "organization_id"),
            "user_accounts": .many({ .userAccounts }, back: "organization_id"),
            "user_accounts_with_roles": .many({ .userAccounts }, back: "organization_id"),
            "organization_user_account_roles": .many({ .userAccountRoles }, back: "organization_id"),
            "security_device_histories": .many({ .deviceHistories }, back: "organization_id"),
            "security_devices": .many({ .securityDevices }, back: "organization_id"),
            "vendor_alerts": .many({ .vendorAlerts }, back: "organization_id"),
            "expel_alerts": .many({ .alerts }, back: "organization_id"),
            "expel_alert_histories": .many({ .alertHistories }, back: "organization_id"),
            "investigations": .many({ .investigations }, back: "organization_id"),
            "investigation_histories": .many({ .investigationHistories }, back: "organization_id"),
            "investigative_actions": .many({ .investigativeActions }, back: "organization_id"),
            "files": .many({ .files }, back: "organization_id"),
            "integrations": .many({ .integrations }, back: "organization_id"),
        ])

    static let actors: ResourceTable = ResourceTable(
        name: "actors", table: "actors", ownership: .ownedOrShared, search: .columns(["display_name"]),
        attributes: common.merging([
            "actor_type": .text("kind"), "display_name": .text("display_name"), "is_expel": .shownOnly,
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .absent, "updated_by": .absent, "parent_actor": .absent, "child_actors": .absent,
            "user_account": .one({ .userAccounts }, key: "CASE WHEN @.kind = 'user' THEN @.id END"),
            "assigned_expel_alerts": .many({ .alerts }, back: "assigned_to"),
            "assigned_investigations": .many({ .investigations }, back: "assigned_to"),
            "assigned_investigative_actions": .many({ .investigativeActions }, back: "assigned_to"),
            "analysis_assigned_investigative_actions": .many(
                { .investigativeActions }, back: "analysis_assigned_to"),
            "assigned_remediation_actions": .many({ .remediationActions }, back: "assigned_to"),
        ])

    static let securityDevices: ResourceTable = ResourceTable(
        name: "security_devices", table: "security_devices", ownership: .owned,
        search: .columns(["name", "location"]),
        attributes: common.merging([
            "name": .text("name"), "location": .text("location", nullable: true), "plugin_slug": .text("vendor"),
            "status": .text("health_status", nullable: true),
            "status_updated_at": .milliseconds("status_updated_at", nullable: true),
            "deleted_at": ResourceColumn(
                kind: .milliseconds, expression: "CASE WHEN @.ingestion = 'removed' THEN @.updated_at END",
                isNullable: true),
            "has_console_credentials": ResourceColumn(
                kind: .flag, expression: "CASE WHEN @.console_access = 'active' THEN 1 ELSE 0 END"),
            "has_two_factor_secret": .always(false), "is_verifying_status": .always(false),
            "device_type": .word("CLOUD"), "task_source": .word("EXPEL_TASKPOOL"),
            "no_alert_threshold_hours": .nothing(.number), "device_spec": .structure("settings"),
            "properties": .structure("settings"), "status_details": .structure("health_problems"),
            // Ours: the API's words for a device have no place for them.
            "ingestion": .text("ingestion"), "console_access": .text("console_access"),
            "is_sync_enabled": .flag("is_sync_enabled"),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "vendor": .reference(key: "@.vendor"), "assembler": .absent, "parent_security_device": .absent,
            "created_by": .absent, "updated_by": .absent,
            "vendor_alerts": .many({ .vendorAlerts }, back: "device_id"),
            "investigative_actions": .many({ .investigativeActions }, back: "device_id"),
            "remediation_actions": .many({ .remediationActions }, back: "device_id"),
            "remediation_action_histories": .many({ .remediationActionHistories }, back: "device_id"),
            "remediation_action_assets": .many({ .remediationAssets }, back: "device_id"),
            "remediation_action_asset_histories": .many({ .remediationAssetHistories }, back: "device_id"),
            "child_security_devices": .absent,
            "security_device_histories": .many({ .deviceHistories }, back: "device_id"),
        ])

    static let vendorAlerts: ResourceTable = ResourceTable(
        name: "vendor_alerts", table: "vendor_alerts", ownership: .owned,
        search: .indexed(columns: ["name", "vendor_id"]),
        attributes: common.merging([
            "description": .text("description", nullable: true), "first_seen": .nanoseconds("first_seen_ns"),
            "evidence_activity_start_at": .nanoseconds("activity_first_ns", nullable: true),
            "evidence_activity_end_at": .nanoseconds("activity_last_ns", nullable: true),
            "original_alert_id": .text("vendor_id"), "original_source_id": .text("issue_id", nullable: true),
            "signature_id": .text("rule_id", nullable: true), "vendor_message": .text("name"),
            "vendor_sig_name": .text("rule_name", nullable: true),
            "vendor_severity": .severity("severity", nullable: true), "status": .word("NORMAL"),
            "evidence_summary": .structure("content"), "signals": .structure("content"),
            // Ours: issue, threat or detection, and what it is about.
            "kind": .text("kind"), "resource_name": .text("resource_name", nullable: true),
            "resource_id": .text("resource_id", nullable: true),
            "account_name": .text("account_name", nullable: true),
            "actor_name": .text("actor_name", nullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "vendor": .delegated({ .securityDevices }, key: "@.device_id", to: "vendor"), "assembler": .absent,
            "evidences": .many({ .evidences }, back: "vendor_alert_id"), "created_by": .absent,
            "updated_by": .absent,
            "expel_alerts": .through(
                { .alerts }, table: "alert_vendor_alerts", near: "vendor_alert_id", far: "alert_id"),
        ])

    static let alertHistories: ResourceTable = ResourceTable(
        name: "expel_alert_histories", table: "alert_histories", ownership: .owned, search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "value": .structure("value"),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "expel_alert": .one({ .alerts }, key: "@.alert_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
        ])

    /// What every resource has that people and programs change.
    static let common: [String: ResourceColumn] = [
        "id": .text("id"), "created_at": .milliseconds("created_at"), "updated_at": .milliseconds("updated_at"),
    ]

    static func nothings(_ names: [String], _ kind: ResourceColumn.Kind = .text) -> [String: ResourceColumn] {
        Dictionary(names.map { ($0, .nothing(kind)) }, uniquingKeysWith: { first, _ in first })
    }
}
