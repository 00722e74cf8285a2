/// One connected tenant of a vendor.
public struct SecurityDevice: Hashable, Sendable {
    /// Whether signals are taken in.
    public enum Ingestion: String, Sendable, CaseIterable, Codable {
        case active
        /// A government's cloud whose legal addendum is not recorded yet: nothing is polled, webhooks are refused.
        case awaitingAddendum = "legal_addendum_required"
        /// Paused by an administrator: nothing is polled, webhooks are still kept.
        case paused
        /// Removed: webhooks are answered 410.
        case removed
    }

    public var id: ID<SecurityDevice>
    public var organizationID: ID<Organization>
    /// Which integration it belongs to.
    public var vendor: String
    public var name: String
    public var location: String?
    public var connection: DeviceConnection
    public var webhook: WebhookCredentials
    public var ingestion: Ingestion
    public var consoleAccess: ConsoleAccess
    /// The switch for everything written to the vendor.
    public var isSyncEnabled: Bool
    public var health: DeviceHealth
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<SecurityDevice>, organizationID: ID<Organization>, vendor: String, name: String, location: String?,
        connection: DeviceConnection, webhook: WebhookCredentials, ingestion: Ingestion = .active,
        consoleAccess: ConsoleAccess = .notSetUp, isSyncEnabled: Bool = true, health: DeviceHealth = DeviceHealth(),
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.vendor = vendor
        self.name = name
        self.location = location
        self.connection = connection
        self.webhook = webhook
        self.ingestion = ingestion
        self.consoleAccess = consoleAccess
        self.isSyncEnabled = isSyncEnabled
        self.health = health
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Only with a console of our own can an alert be verified, so only then is anything written back.
    public var writesBack: Bool {
        isSyncEnabled && consoleAccess == .active && (ingestion == .active || ingestion == .paused)
    }
}

/// How to reach a tenant. What the fields mean is the integration's business.
public struct DeviceConnection: Hashable, Sendable {
    /// Public settings: addresses and ids ("api_url", "auth_url", "client_id").
    public var settings: [String: String]
    /// The secret, sealed; it goes in and never comes out.
    public var sealedSecret: [UInt8]

    public init(settings: [String: String], sealedSecret: [UInt8]) {
        self.settings = settings
        self.sealedSecret = sealedSecret
    }
}

/// What a vendor must present when it calls our webhook (Basic authentication, RFC 7617).
public struct WebhookCredentials: Hashable, Sendable {
    /// The last part of the webhook's address; unguessable.
    public var key: String
    public var username: String
    /// Sealed, because it is shown again to an administrator.
    public var sealedPassword: [UInt8]

    public init(key: String, username: String, sealedPassword: [UInt8]) {
        self.key = key
        self.username = username
        self.sealedPassword = sealedPassword
    }
}
