/// Whoever does something: a person, a service account, an organization as a whole, or the product itself.
public struct Actor: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case system, user, organization, api, service
    }

    public var id: ID<Actor>
    public var kind: Kind
    public var displayName: String
    public var organizationID: ID<Organization>?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<Actor>, kind: Kind, displayName: String, organizationID: ID<Organization>?, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.displayName = displayName
        self.organizationID = organizationID
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// The product itself: what happens by rule rather than by a person's act. The row is made by the first migration.
    public static let system = ID<Actor>("00000000-0000-7000-8000-000000000001")
    /// Stands for everything that a customer's vendor console did.
    public static let vendor = ID<Actor>("00000000-0000-7000-8000-000000000002")
}
