import Workbench

/// What the steps of setting up share.
struct SetupContext: Sendable {
    let store: any Store
    let vault: any Vault
    let integrations: Integrations
    let planner: SyncPlanner
    let settings: PipelineSettings
    let updates: LiveUpdates
    let wakeFleet: @Sendable () async -> Void
    let wakeOutbox: @Sendable (ID<SecurityDevice>) async -> Void
    let clock: @Sendable () -> Timestamp

    /// - Throws: `notFound`, `conflict` for a device that was removed.
    func device(_ id: ID<SecurityDevice>, for principal: Principal, in tx: any Transaction) throws -> SecurityDevice {
        guard let device = try tx.devices.find(id, scope: principal.scope) else {
            throw WorkbenchError.notFound("security device")
        }
        guard device.ingestion != .removed else { throw WorkbenchError.conflict("This device was removed.") }
        return device
    }

    /// Stores a changed device, and what changed in its history.
    func update(
        _ device: SecurityDevice, since before: SecurityDevice, by actor: ID<Actor>, at time: Timestamp,
        in tx: any Transaction
    ) throws {
        try tx.devices.update(device)
        if let history = device.history(since: before, by: actor, at: time) { try tx.devices.insert(history) }
    }

    /// Stores a device with a new secret; the history says that there is one, and nothing about it.
    func updateSecrets(of device: SecurityDevice, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction)
        throws
    {
        try tx.devices.update(device)
        try tx.devices.insert(
            DeviceHistory(
                id: .make(at: time), deviceID: device.id, organizationID: device.organizationID,
                action: .secretsUpdated, actorID: actor, value: [:], createdAt: time))
    }

    func announce(_ device: SecurityDevice) async {
        await updates.publish([
            .init(kind: .device, organizationID: device.organizationID, id: device.id.rawValue)
        ])
        await wakeFleet()
    }
}

/// Setting up a device and administering what was set up.
public struct SetupServices: Sendable {
    public let consoleAccess: ConsoleAccessWorkflow
    public let credentials: DeviceCredentials
    public let addendum: LegalAddendum
    public let sync: SyncSwitch
    public let removal: DeviceRemoval
    let context: SetupContext

    public var policy: SyncPolicy { context.settings.policy }

    public init(
        store: any Store, vault: any Vault, integrations: Integrations,
        settings: PipelineSettings = PipelineSettings(), updates: LiveUpdates,
        resolver: (any DomainResolver)? = nil, wakeFleet: @escaping @Sendable () async -> Void = {},
        wakeOutbox: @escaping @Sendable (ID<SecurityDevice>) async -> Void = { _ in },
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        let context = SetupContext(
            store: store, vault: vault, integrations: integrations, planner: SyncPlanner(settings: settings),
            settings: settings, updates: updates, wakeFleet: wakeFleet, wakeOutbox: wakeOutbox, clock: clock)
        self.context = context
        consoleAccess = ConsoleAccessWorkflow(context: context, resolver: resolver)
        credentials = DeviceCredentials(context: context)
        addendum = LegalAddendum(context: context)
        sync = SyncSwitch(context: context)
        removal = DeviceRemoval(context: context)
    }
}

extension Principal {
    /// - Throws: `forbidden` unless this principal belongs to the provider and may change things.
    func requireProvider() throws(WorkbenchError) {
        try requireWriter()
        guard role.isProvider else { throw .forbidden("This is the provider's to do.") }
    }
}
