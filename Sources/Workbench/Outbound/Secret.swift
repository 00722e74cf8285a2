/// Something that only programs need to know: a token of another system. It goes in, and the API never shows it.
public struct Secret: Hashable, Sendable {
    public var id: ID<Secret>
    public var organizationID: ID<Organization>
    /// The secret itself, sealed.
    public var sealed: [UInt8]
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp

    public init(
        id: ID<Secret>, organizationID: ID<Organization>, sealed: [UInt8], createdAt: Timestamp,
        createdBy: ID<Actor>, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.sealed = sealed
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
    }
}
