/// A person who signs in with a password and, where enrolled, a one-time code.
public struct UserAccount: Hashable, Sendable {
    /// The same as the person's actor.
    public var id: ID<Actor>
    public var organizationID: ID<Organization>
    /// Compared in lower case.
    public var email: String
    public var displayName: String
    public var role: Role
    public var isActive: Bool
    /// scrypt, in the PHC-like form that `Password` writes.
    public var passwordHash: String
    /// The sealed RFC 6238 secret; nil when two-factor authentication is not enrolled.
    public var sealedOTPSecret: [UInt8]?
    /// The last time step for which a code was accepted, so that no code works twice (RFC 6238 §5.2).
    public var lastOTPStep: Int64
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<Actor>, organizationID: ID<Organization>, email: String, displayName: String, role: Role,
        isActive: Bool = true, passwordHash: String, sealedOTPSecret: [UInt8]?, lastOTPStep: Int64 = 0,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.email = email
        self.displayName = displayName
        self.role = role
        self.isActive = isActive
        self.passwordHash = passwordHash
        self.sealedOTPSecret = sealedOTPSecret
        self.lastOTPStep = lastOTPStep
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A key of a service account. Only its SHA-256 is kept.
public struct APIKey: Hashable, Sendable {
    public var id: ID<APIKey>
    public var actorID: ID<Actor>
    public var organizationID: ID<Organization>
    public var name: String
    /// What people call it, when that differs from its name.
    public var displayName: String?
    public var role: Role
    public var isReadOnly: Bool
    public var isActive: Bool
    public var tokenDigest: [UInt8]
    /// To the minute; nil until the first use.
    public var lastUsedAt: Timestamp?
    /// Nil for keys made on the command line.
    public var createdBy: ID<Actor>?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<APIKey>, actorID: ID<Actor>, organizationID: ID<Organization>, name: String,
        displayName: String? = nil, role: Role, isReadOnly: Bool, isActive: Bool = true, tokenDigest: [UInt8],
        lastUsedAt: Timestamp? = nil, createdBy: ID<Actor>? = nil, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.actorID = actorID
        self.organizationID = organizationID
        self.name = name
        self.displayName = displayName
        self.role = role
        self.isReadOnly = isReadOnly
        self.isActive = isActive
        self.tokenDigest = tokenDigest
        self.lastUsedAt = lastUsedAt
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A signed-in browser or a token from the log-in call. Only the token's SHA-256 is kept.
public struct Session: Hashable, Sendable {
    public var tokenDigest: [UInt8]
    public var actorID: ID<Actor>
    public var expiresAt: Timestamp
    public var createdAt: Timestamp

    public init(tokenDigest: [UInt8], actorID: ID<Actor>, expiresAt: Timestamp, createdAt: Timestamp) {
        self.tokenDigest = tokenDigest
        self.actorID = actorID
        self.expiresAt = expiresAt
        self.createdAt = createdAt
    }
}
