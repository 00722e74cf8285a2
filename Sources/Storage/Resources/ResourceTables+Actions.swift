import Workbench

// What is done about an investigation, and where word of it goes.
extension ResourceTable {
    static let investigativeActions: ResourceTable = ResourceTable(
        name: "investigative_actions", table: "investigative_actions", ownership: .owned,
        search: .columns(["title", "reason", "instructions", "results"]),
        attributes: common.merging([
            "title": .text("title"), "reason": .text("reason"), "action_type": .text("kind"),
            "status": .text("status"), "status_updated_at": .milliseconds("status_updated_at", nullable: true),
            "instructions": .text("instructions", nullable: true),
            "capability_name": .text("capability", nullable: true),
            "input_args": .structure("input_args", nullable: true), "rank": .number("place"),
            "robot_action": .flag("is_robot"), "deleted_at": .milliseconds("deleted_at", nullable: true),
            "results": .text("results", nullable: true),
            "result_task_id": .text("result_file_id", nullable: true), "result_byte_size": .shownOnly,
            "files_count": ResourceColumn(
                kind: .number, expression: "(SELECT COUNT(*) FROM file_uses u WHERE u.action_id = @.id)"),
            "tasking_error": .structure("tasking_error", nullable: true),
            "classification": .text("classification", nullable: true),
            "close_reason": .text("close_reason", nullable: true),
            "downgrade_reason": .text("downgrade_reason", nullable: true),
            "activity_authorized": .flag("is_authorized", nullable: true),
            "activity_acknowledged_at": .milliseconds("acknowledged_at", nullable: true),
            "activity_acknowledged_by": .text("acknowledged_by", nullable: true),
            "activity_verified_by": .text("verified_by", nullable: true), "properties": .shownOnly,
            "content_driven_results": .nothing(.structure),
        ]) { $1 }.merging(nothings(["taskability_action_id", "workflow_job_id", "workflow_name"])) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "expel_alert": .one({ .alerts }, key: "@.alert_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "depends_on_investigative_action": .one({ .investigativeActions }, key: "@.depends_on"),
            "dependent_investigative_actions": .many({ .investigativeActions }, back: "depends_on"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "analysis_assigned_to_actor": .one({ .actors }, key: "@.analysis_assigned_to"),
            "classified_by_actor": .one({ .actors }, key: "@.classified_by"),
            "result_file": .one({ .files }, key: "@.result_file_id"),
            "files": .through({ .files }, table: "file_uses", near: "action_id", far: "file_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "investigative_action_histories": .many({ .investigativeActionHistories }, back: "action_id"),
        ], hidesDeleted: true)

    static let investigativeActionHistories: ResourceTable = ResourceTable(
        name: "investigative_action_histories", table: "investigative_action_histories", ownership: .owned,
        search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action", nullable: true),
            "value": .structure("value"), "deleted_at": .nothing(.milliseconds),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigative_action": .one({ .investigativeActions }, key: "@.action_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "expel_alert": .one({ .alerts }, key: "@.alert_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
        ])

    static let remediationActions: ResourceTable = ResourceTable(
        name: "remediation_actions", table: "remediation_actions", ownership: .owned,
        search: .columns(["action", "comment"]),
        attributes: common.merging([
            "action_type": .text("kind", nullable: true), "action": .text("action", nullable: true),
            "comment": .text("comment", nullable: true), "close_reason": .text("close_reason", nullable: true),
            "template_name": .text("template_name", nullable: true), "status": .text("status"),
            "status_updated_at": .milliseconds("status_updated_at", nullable: true), "version": .text("edition"),
            "deleted_at": .milliseconds("deleted_at", nullable: true), "asset_state_counts": .structure("edition"),
            "properties": .shownOnly, "can_automate": .always(false), "can_automate_completely": .always(false),
            "cannot_automate_reason": .word("ACTION_NOT_SUPPORTED"),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "remediation_action_assets": .many({ .remediationAssets }, back: "action_id"),
            "remediation_action_histories": .many({ .remediationActionHistories }, back: "action_id"),
        ], hidesDeleted: true)

    static let remediationActionHistories: ResourceTable = ResourceTable(
        name: "remediation_action_histories", table: "remediation_action_histories", ownership: .owned,
        search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "action_type": .text("kind", nullable: true), "value": .structure("value"),
            "can_automate": .always(false),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "remediation_action": .one({ .remediationActions }, key: "@.action_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
        ])

    static let remediationAssets: ResourceTable = ResourceTable(
        name: "remediation_action_assets", table: "remediation_action_assets", ownership: .owned,
        search: .columns(["value"]),
        attributes: common.merging([
            "asset_type": .text("kind"), "category": .text("category", nullable: true), "status": .text("status"),
            "value": .structure("value"), "automate_revert": .always(false),
            "automate_status": .nothing(), "automate_status_updated_at": .nothing(.milliseconds),
            "automate_task_error": .nothing(.structure), "automate_task_results": .nothing(.structure),
            "automate_task_id": .nothing(), "automate_task_result_id": .nothing(),
            "cannot_automate_reason": .word("ACTION_NOT_SUPPORTED"),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "remediation_action": .one({ .remediationActions }, key: "@.action_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "remediation_action_asset_histories": .many({ .remediationAssetHistories }, back: "asset_id"),
        ], hidesDeleted: true)

    static let remediationAssetHistories: ResourceTable = ResourceTable(
        name: "remediation_action_asset_histories", table: "remediation_action_asset_histories", ownership: .owned,
        search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "action_type": .text("action_kind", nullable: true), "asset_type": .text("asset_kind"),
            "status": .text("status"), "value": .structure("value"), "automate_revert": .always(false),
            "automate_status": .nothing(),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "remediation_action_asset": .one({ .remediationAssets }, key: "@.asset_id"),
            "remediation_action": .one({ .remediationActions }, key: "@.action_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
        ])

    static let files: ResourceTable = ResourceTable(
        name: "files", table: "files", ownership: .owned, search: .columns(["name"]),
        attributes: common.merging([
            "filename": .text("name"), "expel_file_type": .text("kind", nullable: true),
            "file_meta": .structure("meta", nullable: true), "sha256": .text("digest", nullable: true),
            "size": ResourceColumn(kind: .number, expression: "@.size", isNullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "investigative_actions": .through(
                { .investigativeActions }, table: "file_uses", near: "file_id", far: "action_id"),
            "result_investigative_actions": .many({ .investigativeActions }, back: "result_file_id"),
            "investigations": .through(
                { .investigations }, table: "file_investigations", near: "file_id", far: "investigation_id"),
        ])

    static let timelineEntries: ResourceTable = ResourceTable(
        name: "timeline_entries", table: "timeline_entries", ownership: .owned,
        search: .columns(["event", "comment", "src_host", "dest_host"]),
        attributes: common.merging([
            "event_date": .milliseconds("event_at"), "event": .text("event", nullable: true),
            "event_type": .text("event_type", nullable: true),
            "attack_phase": .text("attack_phase", nullable: true), "comment": .text("comment", nullable: true),
            "src_host": .text("src_host", nullable: true), "dest_host": .text("dest_host", nullable: true),
            "is_selected": .flag("is_selected"), "deleted_at": .milliseconds("deleted_at", nullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "expel_alert": .one({ .alerts }, key: "@.alert_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
        ], hidesDeleted: true)

    static let secrets: ResourceTable = ResourceTable(
        name: "secrets", table: "secrets", ownership: .owned, search: .columns(["id"]),
        attributes: common.merging(["secret": .shownOnly]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
        ])

    static let integrations: ResourceTable = ResourceTable(
        name: "integrations", table: "integrations", ownership: .owned, search: .columns(["name", "account"]),
        attributes: common.merging([
            "integration_type": .text("kind"), "service_name": .text("name"), "account": .text("account"),
            "integration_meta": .structure("meta", nullable: true), "status": .text("status"),
            "last_tested_at": .milliseconds("last_tested_at", nullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "secret": .one({ .secrets }, key: "@.secret_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
        ])
}
