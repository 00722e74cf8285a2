extension Organization {
    /// Customers, and the provider itself.
    public static let resource = Resource<Organization>(
        "organizations", summary: "A customer; everything belongs to one.", id: \.id.rawValue,
        attributes: known + unknown,
        relationships: [
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .one("organization_status", to: "organization_statuses", isReadOnly: true) { $0.id.rawValue },
            .many("api_keys", to: "api_keys", inverse: "organization"),
            // An organization acts, and is given work, under its own id.
            .one("actor", to: "actors", isReadOnly: true) { $0.id.rawValue },
            .many("assigned_expel_alerts", to: "expel_alerts", inverse: "assigned_to_actor"),
            .many("assigned_investigations", to: "investigations", inverse: "assigned_to_actor"),
            .many("assigned_investigative_actions", to: "investigative_actions", inverse: "assigned_to_actor"),
            .many(
                "analysis_assigned_investigative_actions", to: "investigative_actions",
                inverse: "analysis_assigned_to_actor"),
            .many("assigned_remediation_actions", to: "remediation_actions", inverse: "assigned_to_actor"),
            .many("assignables", to: "actors", inverse: "organization", only: ["actor_type": "user"]),
            .many("comments", to: "comments", inverse: "organization"),
            .many("expel_alert_histories", to: "expel_alert_histories", inverse: "organization"),
            .many("expel_alerts", to: "expel_alerts", inverse: "organization"),
            .many("investigation_histories", to: "investigation_histories", inverse: "organization"),
            .many("investigative_actions", to: "investigative_actions", inverse: "organization"),
            .many("files", to: "files", inverse: "organization"),
            .many("integrations", to: "integrations", inverse: "organization"),
            .many("investigations", to: "investigations", inverse: "organization"),
            .many("organization_user_account_roles", to: "user_account_roles", inverse: "organization"),
            .many("security_device_histories", to: "security_device_histories", inverse: "organization"),
            .many("security_devices", to: "security_devices", inverse: "organization"),
            .many("user_accounts", to: "user_accounts", inverse: "primary_organization"),
            .many("user_accounts_with_roles", to: "user_accounts", inverse: "primary_organization"),
            .many("vendor_alerts", to: "vendor_alerts", inverse: "organization"),
        ])

    private static var known: [Resource<Organization>.Attribute] {
        [
            .init("name", .string, .queryable) { .string($0.name) },
            .init("short_name", .string, .queryable) { .string($0.shortName) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .fixed("organization_type", .enumeration(organizationTypes), "standard"),
            .fixed("is_surge", .boolean, false),
            .fixed("is_testing_organization", .boolean, false),
            .fixed("onboarding_preferences", .object, [:]),
            .fixed("deleted_at", .timestamp),
            .fixed("service_start_at", .timestamp),
            .fixed("service_end_at", .timestamp),
            .fixed("service_renewal_at", .timestamp),
            .fixed("nodes_count", .number),
            .fixed("users_count", .number),
        ]
    }

    private static var unknown: [Resource<Organization>.Attribute] {
        unknownTexts.map { .fixed($0, .string) }
    }

    private static var organizationTypes: [String] {
        ["standard", "prospect", "free_trial", "demo", "partner", "test_temp", "test_perm"]
    }

    private static var unknownTexts: [String] {
        [
            "address_1", "address_2", "city", "country_code", "hq_city", "hq_utc_offset", "industry", "o365_tos_id",
            "postal_code", "region",
        ]
    }
}
