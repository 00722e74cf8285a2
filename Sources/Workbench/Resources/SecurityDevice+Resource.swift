extension SecurityDevice {
    /// Connected tenants. The secret and the webhook's credentials are in no attribute.
    public static let resource = Resource<SecurityDevice>(
        "security_devices", summary: "One connected tenant of a vendor.", id: \.id.rawValue,
        attributes: [
            .init("name", .string, [.writable, .queryable]) { .string($0.name) },
            .init("location", .string, [.nullable, .writable, .queryable]) { JSON($0.location) },
            .init("plugin_slug", .string, .queryable) { .string($0.vendor) },
            .init("device_spec", .object, .nullable) { .object($0.connection.settings.mapValues(JSON.string)) },
            .init("properties", .object, .writable, properties),
            .init("status", .enumeration(statuses), [.nullable, .queryable]) {
                JSON($0.health.status?.rawValue)
            },
            .init("status_details", .object, .nullable, statusDetails),
            .init("status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.health.statusUpdatedAt) },
            .init("has_console_credentials", .boolean, .queryable) { .bool($0.consoleAccess == .active) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .init("deleted_at", .timestamp, [.nullable, .queryable]) {
                $0.ingestion == .removed ? JSON($0.updatedAt) : .null
            },
            .fixed("device_type", .enumeration(["ENDPOINT", "NETWORK", "SIEM", "OTHER", "CLOUD"]), "CLOUD"),
            .fixed("task_source", .enumeration(["CUSTOMER_PREMISE", "EXPEL_TASKPOOL"]), "EXPEL_TASKPOOL"),
            .fixed("has_two_factor_secret", .boolean, false),
            .fixed("is_verifying_status", .boolean, false),
            .fixed("no_alert_threshold_hours", .number),
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("vendor", to: "vendors") { $0.vendor },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .none("parent_security_device", to: "security_devices"),
            .many("security_device_histories", to: "security_device_histories", inverse: "security_device"),
            .many("investigative_actions", to: "investigative_actions", inverse: "security_device"),
            .many("remediation_actions", to: "remediation_actions", inverse: "security_device"),
            .many("remediation_action_histories", to: "remediation_action_histories", inverse: "security_device"),
            .many("remediation_action_assets", to: "remediation_action_assets", inverse: "security_device"),
            .many(
                "remediation_action_asset_histories", to: "remediation_action_asset_histories",
                inverse: "security_device"),
            .many("child_security_devices", to: "security_devices", inverse: "parent_security_device"),
            .many("vendor_alerts", to: "vendor_alerts", inverse: "security_device"),
        ])

    private static var statuses: [String] { ["healthy", "unhealthy", "health_checks_not_supported"] }

    /// What an administrator may change beside name and location.
    @Sendable private static func properties(_ device: SecurityDevice) -> JSON {
        [
            DeviceProperty.ingestion.rawValue: .string(device.ingestion.rawValue),
            DeviceProperty.consoleAccess.rawValue: .string(device.consoleAccess.rawValue),
            DeviceProperty.syncEnabled.rawValue: .bool(device.isSyncEnabled),
        ]
    }

    @Sendable private static func statusDetails(_ device: SecurityDevice) -> JSON {
        let health = device.health
        return [
            "problems": .array(
                health.problems.map { ["kind": .string($0.kind.rawValue), "words": .string($0.words)] }),
            "checked_at": JSON(health.checkedAt),
            "last_success_at": JSON(health.lastSuccessAt),
            "last_error": JSON(health.lastError),
            "last_error_at": JSON(health.lastErrorAt),
            "last_webhook_at": JSON(health.lastWebhookAt),
            "last_webhook_test_at": JSON(health.lastWebhookTestAt),
        ]
    }
}
