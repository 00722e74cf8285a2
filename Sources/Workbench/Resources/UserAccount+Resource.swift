extension UserAccount {
    /// People who sign in. Passwords and one-time secrets are in no attribute.
    public static let resource = Resource<UserAccount>(
        "user_accounts", summary: "A person who signs in.", id: \.id.rawValue,
        attributes: known + unknown,
        relationships: [
            .one("actor", to: "actors", isReadOnly: true) { $0.id.rawValue },
            .one("primary_organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .one("primary_user_account_role", to: "user_account_roles", isReadOnly: true) { $0.id.rawValue },
            .one("user_account_status", to: "user_account_statuses", isReadOnly: true) { $0.id.rawValue },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .many("organizations", to: "organizations", inverse: "user_accounts"),
            .many("user_account_roles", to: "user_account_roles", inverse: "user_account"),
            .many("assigned_expel_alerts", to: "expel_alerts", inverse: "assigned_to_actor"),
            .many("assigned_investigations", to: "investigations", inverse: "assigned_to_actor"),
            .many("assigned_investigative_actions", to: "investigative_actions", inverse: "assigned_to_actor"),
            .many(
                "analysis_assigned_investigative_actions", to: "investigative_actions",
                inverse: "analysis_assigned_to_actor"),
            .many("assigned_remediation_actions", to: "remediation_actions", inverse: "assigned_to_actor"),
        ])

    private static var known: [Resource<UserAccount>.Attribute] {
        [
            .init("email", .string, .queryable) { .string($0.email) },
            .init("display_name", .string, .queryable) { .string($0.displayName) },
            .init("first_name", .string) { .string($0.nameParts.first) },
            .init("last_name", .string) { .string($0.nameParts.last) },
            .init("active", .boolean, .queryable) { .bool($0.isActive) },
            .init("assignable", .boolean, .queryable) { .bool($0.isActive) },
            .init("active_status", .enumeration(activeStatuses)) { .string($0.activeStatus) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ]
    }

    private static var unknown: [Resource<UserAccount>.Attribute] {
        [
            .fixed("default_filter", .enumeration(["ALL", "MDR", "PHISHING"]), "ALL"),
            .fixed("engagement_manager", .boolean, false),
            .fixed("homepage_preferences", .object),
            .fixed("language", .string),
            .fixed("locale", .string),
            .fixed("pagerduty_id", .string),
            .fixed("phone_number", .string),
            .fixed("show_highlighting", .boolean, true),
            .fixed("show_new_nav", .boolean, true),
            .fixed("timezone", .string),
        ]
    }

    static var activeStatuses: [String] {
        ["ACTIVE", "LOCKED", "LOCKED_INVITED", "LOCKED_EXPIRED", "ACTIVE_INVITED", "ACTIVE_EXPIRED"]
    }

    var activeStatus: String { isActive ? "ACTIVE" : "LOCKED" }

    /// The name up to its first space, and the rest of it.
    private var nameParts: (first: String, last: String) {
        let parts = displayName.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[parts.count - 1] : "")  // safe: counted
    }
}

extension UserAccount {
    /// What each person may do: one role a person, under the person's id.
    public static let roleResource = Resource<UserAccount>(
        "user_account_roles", summary: "What a person may do in an organization.", id: \.id.rawValue,
        attributes: [
            .init("role", .enumeration(Role.known), .queryable) { .string($0.role.rawValue) },
            .init("active", .boolean, .queryable) { .bool($0.isActive) },
            .init("assignable", .boolean, .queryable) { .bool($0.isActive) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .one("user_account", to: "user_accounts", isReadOnly: true) { $0.id.rawValue },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
        ])

    /// Whether each person may sign in, under the person's id.
    public static let statusResource = Resource<UserAccount>(
        "user_account_statuses", summary: "Whether a person may sign in.", id: \.id.rawValue,
        attributes: [
            .init("active", .boolean, .queryable) { .bool($0.isActive) },
            .init("active_status", .enumeration(activeStatuses)) { .string($0.activeStatus) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .fixed("invite_token_expires_at", .timestamp),
            .fixed("password_reset_token_expires_at", .timestamp),
            .fixed("restrictions", .array, []),
        ],
        relationships: [
            .one("primary_organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .one("user_account", to: "user_accounts", isReadOnly: true) { $0.id.rawValue },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
        ])
}

extension Role {
    /// Every role that clients know; the last three are given to nobody here.
    static var known: [String] { allCases.map(\.rawValue) + ["system", "anonymous", "restricted"] }
}
