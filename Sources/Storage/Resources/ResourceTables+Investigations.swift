import Workbench

extension ResourceTable {
    static let investigations: ResourceTable = ResourceTable(
        name: "investigations", table: "investigations", ownership: .owned,
        search: .indexed(columns: ["title", "short_link"]),
        attributes: common.merging(investigationAttributes) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "lead_expel_alert": .one({ .alerts }, key: "@.lead_alert_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "status_last_updated_by": .one({ .actors }, key: "@.status_updated_by"),
            "last_published_by": .absent, "review_requested_by": .absent,
            "most_recent_investigative_action": .one(
                { .investigativeActions },
                key: """
                    (SELECT n.id FROM investigative_actions n WHERE n.investigation_id = @.id AND n.deleted_at IS NULL
                    ORDER BY n.created_at DESC, n.id DESC LIMIT 1)
                    """),
            "investigative_actions": .many({ .investigativeActions }, back: "investigation_id"),
            "investigative_action_histories": .many({ .investigativeActionHistories }, back: "investigation_id"),
            "remediation_actions": .many({ .remediationActions }, back: "investigation_id"),
            "remediation_action_histories": .many({ .remediationActionHistories }, back: "investigation_id"),
            "remediation_action_assets": .many({ .remediationAssets }, back: "investigation_id"),
            "remediation_action_asset_histories": .many({ .remediationAssetHistories }, back: "investigation_id"),
            "timeline_entries": .many({ .timelineEntries }, back: "investigation_id"),
            "files": .through({ .files }, table: "file_investigations", near: "investigation_id", far: "file_id"),
            "expel_alerts": .many({ .alerts }, back: "investigation_id"),
            "expel_alert_histories": .many({ .alertHistories }, back: "investigation_id"),
            "comments": .many({ .comments }, back: "investigation_id"),
            "comment_histories": .many({ .commentHistories }, back: "investigation_id"),
            "findings": .many({ .investigationFindings }, back: "investigation_id"),
            "investigation_histories": .many({ .investigationHistories }, back: "investigation_id"),
            "investigation_finding_histories": .many({ .investigationFindingHistories }, back: "investigation_id"),
        ])

    private static let investigationAttributes: [String: ResourceColumn] = [
        "title": .text("title"), "short_link": .text("short_link"), "is_incident": .flag("is_incident"),
        "is_incident_status_updated_at": .milliseconds("incident_updated_at", nullable: true),
        "is_downgrade": .flag("is_downgrade"), "decision": .text("decision", nullable: true),
        "close_comment": .text("close_comment", nullable: true),
        "status_updated_at": .milliseconds("status_updated_at", nullable: true),
        "analyst_severity": .text("analyst_severity", nullable: true),
        "attack_lifecycle": .text("attack_lifecycle", nullable: true),
        "attack_timing": .text("attack_timing", nullable: true),
        "attack_vector": .text("attack_vector", nullable: true),
        "detection_type": .text("detection_type", nullable: true),
        "open_reason": .text("open_reason", nullable: true),
        "source_reason": .text("source_reason", nullable: true),
        "threat_type": .text("threat_type", nullable: true),
        "lead_description": .text("lead_description", nullable: true),
        "open_summary": .text("open_summary", nullable: true),
        "next_steps": .text("next_steps", nullable: true),
        "critical_comment": .text("critical_comment", nullable: true),
        "malware_family": .text("malware_family", nullable: true),
        "initial_attack_vector": .text("initial_attack_vector", nullable: true),
        "has_hunting_status": .always(false), "is_soc_support_required": .always(false), "is_surge": .always(false),
        "deleted_at": .nothing(.milliseconds), "last_published_at": .nothing(.milliseconds),
        "last_published_value": .nothing(), "review_requested_at": .nothing(.milliseconds),
        "properties": .shownOnly,
    ]

    static let investigationHistories: ResourceTable = ResourceTable(
        name: "investigation_histories", table: "investigation_histories", ownership: .owned,
        search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "is_incident": .flag("is_incident"), "value": .structure("value"),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
        ])

    static let investigationFindings: ResourceTable = ResourceTable(
        name: "investigation_findings", table: "investigation_findings", ownership: .owned,
        search: .columns(["title", "words"]),
        attributes: common.merging([
            "title": .text("title"), "finding": .text("words"),
            "rank": ResourceColumn(kind: .number, expression: "@.place"),
            "deleted_at": .milliseconds("deleted_at", nullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "@.updated_by"),
            "investigation_finding_histories": .many({ .investigationFindingHistories }, back: "finding_id"),
        ])

    static let investigationFindingHistories: ResourceTable = ResourceTable(
        name: "investigation_finding_histories", table: "investigation_finding_histories", ownership: .owned,
        search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"),
            "updated_at": .milliseconds("created_at"), "action": .text("action"), "value": .structure("value"),
        ],
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "investigation_finding": .one({ .investigationFindings }, key: "@.finding_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"), "updated_by": .one({ .actors }, key: "@.actor_id"),
        ])
}
