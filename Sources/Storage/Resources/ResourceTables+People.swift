import Workbench

extension ResourceTable {
    static let organizationStatuses: ResourceTable = ResourceTable(
        name: "organization_statuses", table: "organizations", ownership: .organization, search: .columns(["name"]),
        attributes: common,
        relationships: [
            "organization": .one({ .organizations }, key: "@.id"), "created_by": .absent, "updated_by": .absent,
        ])

    static let userAccounts: ResourceTable = ResourceTable(
        name: "user_accounts", table: "user_accounts", ownership: .owned, search: .columns(["display_name", "email"]),
        attributes: common.merging([
            "email": .text("email"), "display_name": .text("display_name"), "active": .flag("is_active"),
            "assignable": .flag("is_active"),
        ]) { $1 },
        relationships: [
            "actor": .one({ .actors }, key: "@.id"),
            "primary_organization": .one({ .organizations }, key: "@.organization_id"),
            "primary_user_account_role": .one({ .userAccountRoles }, key: "@.id"),
            "user_account_status": .one({ .userAccountStatuses }, key: "@.id"),
            "user_account_roles": .one({ .userAccountRoles }, key: "@.id"),
            "organizations": .one({ .organizations }, key: "@.organization_id"),
            "assigned_expel_alerts": .many({ .alerts }, back: "assigned_to"),
            "assigned_investigations": .many({ .investigations }, back: "assigned_to"),
            "assigned_investigative_actions": .many({ .investigativeActions }, back: "assigned_to"),
            "analysis_assigned_investigative_actions": .many(
                { .investigativeActions }, back: "analysis_assigned_to"),
            "assigned_remediation_actions": .many({ .remediationActions }, back: "assigned_to"),
            "created_by": .absent, "updated_by": .absent,
        ])

    static let userAccountRoles: ResourceTable = ResourceTable(
        name: "user_account_roles", table: "user_accounts", ownership: .owned, search: .columns(["display_name"]),
        attributes: common.merging([
            "role": .text("role"), "active": .flag("is_active"), "assignable": .flag("is_active"),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "user_account": .one({ .userAccounts }, key: "@.id"), "created_by": .absent, "updated_by": .absent,
        ])

    static let userAccountStatuses: ResourceTable = ResourceTable(
        name: "user_account_statuses", table: "user_accounts", ownership: .owned, search: .columns(["display_name"]),
        attributes: common.merging(["active": .flag("is_active")]) { $1 },
        relationships: [
            "primary_organization": .one({ .organizations }, key: "@.organization_id"),
            "user_account": .one({ .userAccounts }, key: "@.id"), "created_by": .absent, "updated_by": .absent,
        ])

    static let apiKeys: ResourceTable = ResourceTable(
        name: "api_keys", table: "api_keys", ownership: .owned, search: .columns(["name", "display_name"]),
        attributes: common.merging([
            "name": .text("name"), "display_name": .text("display_name", nullable: true), "role": .text("role"),
            "active": .flag("is_active"), "last_used_at": .milliseconds("last_used_at", nullable: true),
        ]) { $1 },
        relationships: [
            "organization": .one({ .organizations }, key: "@.organization_id"),
            "actor": .one({ .actors }, key: "@.actor_id"), "created_by": .one({ .actors }, key: "@.created_by"),
            "updated_by": .absent,
        ])
}
