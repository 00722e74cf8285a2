/// A customer. Every record belongs to one.
public struct Organization: Hashable, Sendable {
    public var id: ID<Organization>
    public var name: String
    /// A short word for links and short ids, unique; lower case.
    public var shortName: String
    /// The provider's own organization: its people see all customers.
    public var isProvider: Bool
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<Organization>, name: String, shortName: String, isProvider: Bool = false, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.shortName = shortName
        self.isProvider = isProvider
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
