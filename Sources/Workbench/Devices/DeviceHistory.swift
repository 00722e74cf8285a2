/// One entry of a security device's history: what an administrator set, and when. It never holds a secret.
public struct DeviceHistory: Hashable, Sendable {
    /// The API's codes (`security_device_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case updated = "UPDATED"
        case secretsUpdated = "UPDATED_SECRETS"
        case deleted = "DELETED"
    }

    public var id: ID<DeviceHistory>
    public var deviceID: ID<SecurityDevice>
    public var organizationID: ID<Organization>
    public var action: Action
    public var actorID: ID<Actor>
    /// The settings that changed, with their new values.
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<DeviceHistory>, deviceID: ID<SecurityDevice>, organizationID: ID<Organization>, action: Action,
        actorID: ID<Actor>, value: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.deviceID = deviceID
        self.organizationID = organizationID
        self.action = action
        self.actorID = actorID
        self.value = value
        self.createdAt = createdAt
    }
}

extension DeviceHistory {
    public static let resource = Resource<DeviceHistory>(
        "security_device_histories", summary: "One entry of a device's history: what changed, by whom, when.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), .queryable) { .string($0.action.rawValue) },
            .init("value", .object, .nullable, \.value),
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("security_device", to: "security_devices") { $0.deviceID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])
}

extension SecurityDevice {
    /// The entry for the change from an earlier state to this one; nil when nothing that is recorded changed.
    ///
    /// - Parameter before: nil for a new device.
    public func history(since before: SecurityDevice?, by actor: ID<Actor>, at time: Timestamp) -> DeviceHistory? {
        let old = before?.recorded
        let changes = recorded.filter { old == nil || old?[$0.key] != $0.value }
        let isRemoved = ingestion == .removed && before?.ingestion != .removed
        guard !changes.isEmpty else { return nil }
        return DeviceHistory(
            id: .make(at: time), deviceID: id, organizationID: organizationID,
            action: before == nil ? .created : (isRemoved ? .deleted : .updated), actorID: actor,
            value: .object(changes), createdAt: time)
    }

    private var recorded: [String: JSON] {
        [
            "name": .string(name), "location": JSON(location),
            DeviceProperty.ingestion.rawValue: .string(ingestion.rawValue),
            DeviceProperty.consoleAccess.rawValue: .string(consoleAccess.rawValue),
            DeviceProperty.syncEnabled.rawValue: .bool(isSyncEnabled),
        ]
    }
}
