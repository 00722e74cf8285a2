import Workbench

/// What setting up devices leaves behind.
public protocol SetupStore {
    /// A fresh one for a device that has none yet.
    func setup(of device: ID<SecurityDevice>) throws -> DeviceSetup
    func save(_ setup: DeviceSetup) throws

    func consoleAccess(of device: ID<SecurityDevice>) throws -> ConsoleAccessRecord?
    /// The record whose user has this address.
    func consoleAccess(email: String) throws -> ConsoleAccessRecord?
    func save(_ record: ConsoleAccessRecord) throws

    func insert(_ event: SetupEvent) throws
    /// Newest first.
    func events(of device: ID<SecurityDevice>, limit: Int) throws -> [SetupEvent]

    func insert(_ change: HealthChange) throws
    /// Oldest first, beginning with the one that was in force at that time.
    func healthChanges(of device: ID<SecurityDevice>, since time: Timestamp) throws -> [HealthChange]

    /// The newest bodies that came by webhook, newest first.
    func webhookBodies(of device: ID<SecurityDevice>, limit: Int) throws -> [(body: [UInt8], receivedAt: Timestamp)]
}
