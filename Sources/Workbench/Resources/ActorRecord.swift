/// An actor, with what its organization says of it.
public struct ActorRecord: Hashable, Sendable {
    public var actor: Actor
    /// Of the provider's side: its people, its service accounts, and the product itself.
    public var isProvider: Bool

    public init(actor: Actor, isProvider: Bool) {
        self.actor = actor
        self.isProvider = isProvider
    }
}

extension ActorRecord {
    /// Whoever does something.
    public static let resource = Resource<ActorRecord>(
        "actors", summary: "A person, a service account, an organization as a whole, or the product itself.",
        id: \.actor.id.rawValue,
        attributes: [
            .init("display_name", .string, .queryable) { .string($0.actor.displayName) },
            .init("actor_type", .enumeration(Actor.Kind.allCases.map(\.rawValue)), .queryable) {
                .string($0.actor.kind.rawValue)
            },
            .init("is_expel", .boolean) { .bool($0.isProvider) },
            .init("created_at", .timestamp, .queryable) { JSON($0.actor.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.actor.updatedAt) },
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.actor.organizationID?.rawValue },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .none("parent_actor", to: "actors"),
            .many("child_actors", to: "actors", inverse: "parent_actor"),
            .one("user_account", to: "user_accounts", isReadOnly: true) {
                $0.actor.kind == .user ? $0.actor.id.rawValue : nil
            },
            .many("assigned_expel_alerts", to: "expel_alerts", inverse: "assigned_to_actor"),
            .many("assigned_investigative_actions", to: "investigative_actions", inverse: "assigned_to_actor"),
            .many(
                "analysis_assigned_investigative_actions", to: "investigative_actions",
                inverse: "analysis_assigned_to_actor"),
            .many("assigned_remediation_actions", to: "remediation_actions", inverse: "assigned_to_actor"),
            .many("assigned_investigations", to: "investigations", inverse: "assigned_to_actor"),
        ])
}
