import Workbench

extension ResourceTable {
    static let alerts: ResourceTable = ResourceTable(
        name: "expel_alerts", table: "alerts", ownership: .owned,
        search: .indexedWithVendorAlerts(columns: ["name"]),
        attributes: common.merging(alertAttributes) { $1 }.merging(
            nothings(["expel_alias_name", "expel_message", "expel_version", "git_rule_url", "ref_event_id"])
        ) { $1 }.merging(nothings(dispositionCounts, .number)) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "assigned_to_actor": .one({ .actors }, key: "@.assigned_to"),
            "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .one({ .actors }, key: "COALESCE(@.status_updated_by, @.created_by)"),
            "status_last_updated_by": .one({ .actors }, key: "@.status_updated_by"),
            "close_comment_last_updated_by": .one(
                { .actors }, key: "CASE WHEN @.close_comment IS NOT NULL THEN @.status_updated_by END"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "related_investigations": .one({ .investigations }, key: "@.investigation_id"),
            "vendor": .delegated({ .securityDevices }, key: "@.device_id", to: "vendor"),
            "vendor_alerts": .through(
                { .vendorAlerts }, table: "alert_vendor_alerts", near: "alert_id", far: "vendor_alert_id"),
            "evidence": .through(
                { .evidences }, table: "alert_vendor_alerts", near: "alert_id", far: "vendor_alert_id",
                column: "vendor_alert_id"),
            "deliveries": .many({ .deliveries }, back: "alert_id"), "comments": .many({ .comments }, back: "alert_id"),
            "expel_alert_histories": .many({ .alertHistories }, back: "alert_id"),
            "investigative_actions": .many({ .investigativeActions }, back: "alert_id"),
            "investigative_action_histories": .many({ .investigativeActionHistories }, back: "alert_id"),
            "timeline_entries": .many({ .timelineEntries }, back: "alert_id"),
            // Ours: an alert belongs to one device.
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "attack_tags": .many({ .alertTags }, back: "alert_id"),
        ])

    /// ATT&CK tactics and techniques of alerts, for filters alone.
    private static let alertTags: ResourceTable = ResourceTable(
        name: "attack_tags", table: "alert_tags", ownership: .owned, search: .columns(["tag"]),
        attributes: ["tag": .text("tag")], relationships: [:])

    private static let alertAttributes: [String: ResourceColumn] = [
        "expel_name": .text("name"), "expel_severity": .severity("severity"), "status": .text("status"),
        "close_reason": .text("close_reason", nullable: true), "close_comment": .text("close_comment", nullable: true),
        "status_updated_at": .milliseconds("status_updated_at", nullable: true),
        "expel_alert_time": .milliseconds("created_at"), "expel_signature_id": .text("rule_id"),
        "alert_type": .word("CLOUD"), "rapid_triage_priority": .word("UNKNOWN"), "is_auto_add": .always(false),
        "is_viewed_by_assignable_expel_user": .always(false), "tuning_requested": .always(false),
        "activity_first_at": .shownOnly, "activity_last_at": .shownOnly, "vendor_alert_count": .shownOnly,
        "investigative_action_count": .shownOnly,
        // Ours: what the queue and the flags on it are drawn from.
        "is_closed": .flag("is_closed"), "is_issue_backed": .flag("is_issue_backed"),
        "vendor_flag": .structure("vendor_flag", nullable: true), "source": .text("source"),
    ]

    private static let dispositionCounts = ["disposition", "cust_disp", "vendor_disp"].flatMap { side in
        [
            "alerts_in_critical_incidents", "alerts_in_incidents", "alerts_in_investigations", "closed_alerts",
            "disposed_alerts",
        ].map { "\(side)_\($0)_count" }
    }
}
