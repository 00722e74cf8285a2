/// What setting up a device leaves behind beside the device itself.
public struct DeviceSetup: Hashable, Sendable {
    public var deviceID: ID<SecurityDevice>
    /// Since when nothing is written; nil while synchronization is on.
    public var syncOffSince: Timestamp?
    /// While it is set, synchronization is off on trial: what would be written is shown.
    public var shadowUntil: Timestamp?
    /// The webhook's previous password, sealed, which still works until a time.
    public var sealedOldWebhookPassword: [UInt8]?
    public var oldWebhookPasswordUntil: Timestamp?
    /// The legal addendum of a government's cloud.
    public var addendum: Addendum?

    public struct Addendum: Hashable, Sendable, Codable {
        /// Under which reference it is filed.
        public var reference: String
        public var actorID: ID<Actor>
        public var at: Timestamp

        public init(reference: String, actorID: ID<Actor>, at: Timestamp) {
            self.reference = reference
            self.actorID = actorID
            self.at = at
        }
    }

    public init(deviceID: ID<SecurityDevice>) {
        self.deviceID = deviceID
    }
}

/// Something that somebody did or saw while a device was set up or administered. It never holds a secret.
public struct SetupEvent: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case consoleAccess = "console_access"
        case consoleCodeViewed = "console_code_viewed"
        case webhookViewed = "webhook_viewed"
        case webhookRotated = "webhook_rotated"
        case secretReplaced = "secret_replaced"
        case addendum
        case syncEnabled = "sync_enabled"
        case syncDisabled = "sync_disabled"
        case shadowStarted = "shadow_started"
        case removed

        public var words: String {
            switch self {
            case .consoleAccess: "Console access"
            case .consoleCodeViewed: "One-time code shown"
            case .webhookViewed: "Webhook password shown"
            case .webhookRotated: "Webhook password rotated"
            case .secretReplaced: "Secret replaced"
            case .addendum: "Legal addendum"
            case .syncEnabled: "Synchronization enabled"
            case .syncDisabled: "Synchronization disabled"
            case .shadowStarted: "Shadow mode started"
            case .removed: "Removed"
            }
        }
    }

    public var id: ID<SetupEvent>
    public var deviceID: ID<SecurityDevice>
    public var kind: Kind
    public var actorID: ID<Actor>
    public var words: String
    public var at: Timestamp

    public init(
        _ kind: Kind, of device: ID<SecurityDevice>, by actor: ID<Actor>, words: String, at time: Timestamp,
        id: ID<SetupEvent>? = nil
    ) {
        self.id = id ?? .make(at: time)
        deviceID = device
        self.kind = kind
        actorID = actor
        self.words = words
        at = time
    }
}

/// A device became healthy or unhealthy.
public struct HealthChange: Hashable, Sendable {
    public var deviceID: ID<SecurityDevice>
    public var status: DeviceHealth.Status
    public var at: Timestamp
    /// The first problem.
    public var words: String?

    public init(deviceID: ID<SecurityDevice>, status: DeviceHealth.Status, at: Timestamp, words: String?) {
        self.deviceID = deviceID
        self.status = status
        self.at = at
        self.words = words
    }
}
