import Workbench

// What is written down beside alerts and devices.
extension ResourceTable {
    static let comments: ResourceTable = ResourceTable(
        name: "comments", table: "comments", ownership: .owned, search: .columns(["words"]),
        attributes: common.merging(["comment": .text("words")]) { $1 },
        relationships: [
            "expel_alert": .one({ .alerts }, key: "@.alert_id"),
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.created_by"), "updated_by": .one({ .actors }, key: "@.updated_by"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
            "comment_histories": .many({ .commentHistories }, back: "comment_id"),
        ])

    static let commentHistories: ResourceTable = ResourceTable(
        name: "comment_histories", table: "comment_histories", ownership: .owned, search: .columns(["words"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "value": .structure("words"),
        ],
        relationships: [
            "comment": .one({ .comments }, key: "@.comment_id"),
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
            "investigation": .one({ .investigations }, key: "@.investigation_id"),
        ])

    static let deviceHistories: ResourceTable = ResourceTable(
        name: "security_device_histories", table: "device_histories", ownership: .owned, search: .columns(["value"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "action": .text("action"),
            "value": .structure("value"),
        ],
        relationships: [
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
        ])

    static let evidences: ResourceTable = ResourceTable(
        name: "vendor_alert_evidences", table: "evidences", ownership: .owned, search: .columns(["words"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("created_at"), "evidence": .text("words"),
            "evidence_type": .text("kind"),
        ],
        relationships: [
            "vendor_alert": .one({ .vendorAlerts }, key: "@.vendor_alert_id"),
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "evidenced_expel_alerts": .through(
                { .alerts }, table: "alert_vendor_alerts", near: "vendor_alert_id", far: "alert_id",
                own: "vendor_alert_id"),
        ])

    static let deliveries: ResourceTable = ResourceTable(
        name: "deliveries", table: "deliveries", ownership: .owned, search: .columns(["issue_id", "answer"]),
        attributes: common.merging([
            "state": .text("state"), "issue_id": .text("issue_id"), "kind": .text("kind"),
            "attempts": .number("attempts"), "answer": .text("answer", nullable: true),
            "policy_version": .number("policy_version"), "not_before": .milliseconds("not_before"),
            "finished_at": .milliseconds("finished_at", nullable: true),
        ]) { $1 },
        relationships: [
            "alert": .one({ .alerts }, key: "@.alert_id"),
            "vendor_alert": .one({ .vendorAlerts }, key: "@.vendor_alert_id"),
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "created_by": .one({ .actors }, key: "@.actor_id"),
        ])

    static let signals: ResourceTable = ResourceTable(
        name: "signals", table: "signals", ownership: .ofDevice, search: .columns(["reason"]),
        attributes: [
            "id": .text("id"), "created_at": .milliseconds("received_at"), "received_at": .milliseconds("received_at"),
            "processed_at": .milliseconds("processed_at", nullable: true), "state": .text("state"),
            "source": .text("source"), "reason": .text("reason", nullable: true),
        ],
        relationships: [
            "security_device": .one({ .securityDevices }, key: "@.device_id"),
            "organization": .delegated({ .securityDevices }, key: "@.device_id", to: "organization"),
        ])
}
