/// What an account may do. The names are the API's (`user_account_roles.role`).
public enum Role: String, Sendable, CaseIterable, Codable {
    case providerAdministrator = "expel_admin"
    case providerAnalyst = "expel_analyst"
    case organizationAdministrator = "organization_admin"
    case organizationAnalyst = "organization_analyst"

    /// Provider roles see every organization; the others only their own.
    public var isProvider: Bool { self == .providerAdministrator || self == .providerAnalyst }

    /// Devices, users, keys and settings are for administrators.
    public var isAdministrator: Bool { self == .providerAdministrator || self == .organizationAdministrator }
}

/// Who is asking, once authenticated.
public struct Principal: Hashable, Sendable {
    public var actorID: ID<Actor>
    public var organizationID: ID<Organization>
    public var displayName: String
    public var role: Role
    public var isReadOnly: Bool

    public init(
        actorID: ID<Actor>, organizationID: ID<Organization>, displayName: String, role: Role, isReadOnly: Bool = false
    ) {
        self.actorID = actorID
        self.organizationID = organizationID
        self.displayName = displayName
        self.role = role
        self.isReadOnly = isReadOnly
    }

    /// The rows this principal may see.
    public var scope: AccessScope { role.isProvider ? .everything : .organization(organizationID) }

    /// - Throws: `forbidden` when this principal may only read.
    public func requireWriter() throws(WorkbenchError) {
        guard !isReadOnly else { throw .forbidden("This key may only read. Use one without the read-only mark.") }
    }

    /// - Throws: `forbidden` unless this principal administers devices and settings.
    public func requireAdministrator() throws(WorkbenchError) {
        try requireWriter()
        guard role.isAdministrator else { throw .forbidden("Only an administrator may do this.") }
    }
}

/// Which organizations' rows a query may touch. Every read takes one, so that none can forget it.
public enum AccessScope: Hashable, Sendable {
    case everything
    case organization(ID<Organization>)

    public func allows(_ organization: ID<Organization>) -> Bool {
        switch self {
        case .everything: true
        case .organization(let own): own == organization
        }
    }
}
