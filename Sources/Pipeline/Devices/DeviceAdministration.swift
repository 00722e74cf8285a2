import Workbench

/// Connecting a vendor's tenant, and what an administrator may change about it afterwards.
public struct DeviceAdministration: Sendable {
    private let store: any Store
    private let vault: any Vault
    private let integrations: Integrations
    private let updates: LiveUpdates
    private let wakeFleet: @Sendable () async -> Void
    private let clock: @Sendable () -> Timestamp

    public init(
        store: any Store, vault: any Vault, integrations: Integrations, updates: LiveUpdates,
        wakeFleet: @escaping @Sendable () async -> Void, clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.store = store
        self.vault = vault
        self.integrations = integrations
        self.updates = updates
        self.wakeFleet = wakeFleet
        self.clock = clock
    }

    /// A new device, as an administrator fills it in.
    public struct NewDevice: Sendable {
        public var organizationID: ID<Organization>
        public var vendor: String
        public var name: String
        public var location: String?
        /// By the descriptor's field keys, the secret included.
        public var settings: [String: String]
        /// A test of the connection showed a government's cloud.
        public var needsAddendum = false

        public init(
            organizationID: ID<Organization>, vendor: String, name: String, location: String?,
            settings: [String: String]
        ) {
            self.organizationID = organizationID
            self.vendor = vendor
            self.name = name
            self.location = location
            self.settings = settings
        }
    }

    /// Tries connections.
    public var test: ConnectionTest { ConnectionTest(store: store, vault: vault, integrations: integrations) }

    /// Connects a tenant; the first poll is asked for at once.
    ///
    /// - Throws: `invalid` with the field at fault, `forbidden`, `notFound`.
    /// - Parameter alongside: done in the same transaction.
    public func add(
        _ new: NewDevice, by principal: Principal,
        alongside: @escaping @Sendable (SecurityDevice, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> SecurityDevice {
        try principal.requireAdministrator()
        guard principal.scope.allows(new.organizationID) else { throw WorkbenchError.notFound("organization") }
        guard let integration = integrations[new.vendor] else {
            throw WorkbenchError.invalid("There is no integration \"\(new.vendor)\".", field: "plugin_slug")
        }
        let name = new.name.trimmed
        guard !name.isEmpty, name.count <= 200 else {
            throw WorkbenchError.invalid("Give the device a name of 1 to 200 characters.", field: "name")
        }
        let connection = try connection(new.settings, integration: integration)
        let time = clock()
        let mustWait = new.needsAddendum || integration.needsAddendum(connection.settings)
        let device = SecurityDevice(
            id: .make(at: time), organizationID: new.organizationID, vendor: new.vendor, name: name,
            location: new.location.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }, connection: connection,
            webhook: WebhookCredentials(
                key: RandomToken.make(bytes: 24), username: "watchfloor-\(RandomToken.make(bytes: 4))",
                sealedPassword: try vault.seal(RandomToken.make(bytes: 24))),
            ingestion: mustWait ? .awaitingAddendum : .active, createdAt: time, updatedAt: time)
        try await store.write { tx in
            guard try tx.organizations.find(device.organizationID, scope: principal.scope) != nil else {
                throw WorkbenchError.notFound("organization")
            }
            try tx.devices.insert(device)
            if let history = device.history(since: nil, by: principal.actorID, at: time) {
                try tx.devices.insert(history)
            }
            if !mustWait { try tx.polls.request(device: device.id, since: nil, at: time) }
            try alongside(device, tx)
        }
        await announce(device)
        return device
    }

    /// The changes an administrator may make; nil leaves a thing as it is.
    public struct Changes: Sendable {
        public var name: String?
        public var location: String??
        public var ingestion: SecurityDevice.Ingestion?
        public var consoleAccess: ConsoleAccess?
        public var isSyncEnabled: Bool?

        public init(
            name: String? = nil, location: String?? = nil, ingestion: SecurityDevice.Ingestion? = nil,
            consoleAccess: ConsoleAccess? = nil, isSyncEnabled: Bool? = nil
        ) {
            self.name = name
            self.location = location
            self.ingestion = ingestion
            self.consoleAccess = consoleAccess
            self.isSyncEnabled = isSyncEnabled
        }
    }

    /// Resuming a paused device asks for a poll at once.
    public func change(_ id: ID<SecurityDevice>, _ changes: Changes, by principal: Principal) async throws
        -> SecurityDevice
    {
        try principal.requireAdministrator()
        let time = clock()
        let device = try await store.write { tx in
            guard var device = try tx.devices.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("security device")
            }
            guard device.ingestion != .removed else { throw WorkbenchError.conflict("This device was removed.") }
            guard changes.ingestion == nil || device.ingestion != .awaitingAddendum else {
                throw WorkbenchError.conflict(
                    "This device waits for its legal addendum; the provider records it and enables the device.")
            }
            let before = device
            let wasPaused = device.ingestion == .paused
            if let name = changes.name {
                guard !name.trimmed.isEmpty, name.count <= 200 else {
                    throw WorkbenchError.invalid("Give the device a name of 1 to 200 characters.", field: "name")
                }
                device.name = name.trimmed
            }
            if let location = changes.location { device.location = location }
            if let ingestion = changes.ingestion { device.ingestion = ingestion }
            if let access = changes.consoleAccess, access != device.consoleAccess {
                try state(access, of: device, by: principal, at: time, in: tx)
                device.consoleAccess = access
            }
            if let enabled = changes.isSyncEnabled { device.isSyncEnabled = enabled }
            device.updatedAt = time
            try tx.devices.update(device)
            if let history = device.history(since: before, by: principal.actorID, at: time) {
                try tx.devices.insert(history)
            }
            if device.ingestion == .removed { try Self.withdrawDeliveries(of: device, at: time, in: tx) }
            if wasPaused, device.ingestion == .active { try tx.polls.request(device: id, since: nil, at: time) }
            return device
        }
        await announce(device)
        return device
    }

    /// Console access that was set up elsewhere is stated by the provider, with an entry that says so; the customer
    /// can only take it away.
    private func state(
        _ access: ConsoleAccess, of device: SecurityDevice, by principal: Principal, at time: Timestamp,
        in tx: any Transaction
    ) throws {
        guard principal.role.isProvider || access == .revoked || access == .cancelled else {
            throw WorkbenchError.forbidden("Console access is set up step by step; only the provider may state it.")
        }
        var record = try tx.setups.consoleAccess(of: device.id) ?? ConsoleAccessRecord(deviceID: device.id, since: time)
        record.since = time
        try tx.setups.save(record)
        try tx.setups.insert(
            SetupEvent(
                .consoleAccess, of: device.id, by: principal.actorID,
                words: "\(device.consoleAccess.words) → \(access.words), stated without the steps in between", at: time)
        )
    }

    /// Nothing will ever be written to a tenant that is no longer connected.
    static func withdrawDeliveries(of device: SecurityDevice, at time: Timestamp, in tx: any Transaction) throws {
        let waiting = try tx.deliveries.list(
            scope: .everything, device: device.id, states: [.pending, .held], limit: 100_000)
        for var delivery in waiting {
            delivery.state = .cancelled
            delivery.answer = "The security device was removed."
            delivery.finishedAt = time
            delivery.updatedAt = time
            try tx.deliveries.update(delivery)
        }
    }

    /// Asks for a poll now; `since` looks further back, and what it finds counts as backfill.
    public func pollNow(_ id: ID<SecurityDevice>, since: Timestamp? = nil, by principal: Principal) async throws {
        try principal.requireWriter()
        let time = clock()
        let device = try await store.write { tx in
            guard let device = try tx.devices.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("security device")
            }
            guard device.ingestion == .active else {
                throw WorkbenchError.conflict("This device is \(device.ingestion.rawValue); resume it first.")
            }
            try tx.polls.request(device: id, since: since, at: time)
            return device
        }
        await announce(device)
    }

    /// The webhook's password, for an administrator who sets up the other side.
    public func webhookPassword(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> String {
        try principal.requireAdministrator()
        let device = try await store.read { tx in try tx.devices.find(id, scope: principal.scope) }
        guard let device else { throw WorkbenchError.notFound("security device") }
        return try vault.open(device.webhook.sealedPassword)
    }

    private func connection(_ settings: [String: String], integration: any Integration) throws -> DeviceConnection {
        let (checked, secret) = try integration.separated(settings)
        return DeviceConnection(settings: checked, sealedSecret: try vault.seal(secret))
    }

    private func announce(_ device: SecurityDevice) async {
        await updates.publish([
            .init(kind: .device, organizationID: device.organizationID, id: device.id.rawValue)
        ])
        await wakeFleet()
    }
}

/// Unguessable text for keys and passwords: base64url without padding (RFC 4648 §5).
public enum RandomToken {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// With at least this many bytes of randomness.
    public static func make(bytes: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<(bytes * 8 + 5) / 6).map { _ in alphabet[Int(generator.next() & 63)] }
        return String(decoding: characters, as: UTF8.self)
    }
}
