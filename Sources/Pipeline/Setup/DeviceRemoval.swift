import Workbench

/// Disconnects a tenant for good: nothing is polled or written any more, its webhook is answered 410, and no credential
/// stays behind. Alerts and their histories are kept.
public struct DeviceRemoval: Sendable {
    let context: SetupContext

    /// - Parameter name: the device's name, typed to confirm.
    /// - Throws: `invalid` when the name is another one.
    public func remove(_ id: ID<SecurityDevice>, confirmedBy name: String, by principal: Principal) async throws {
        try principal.requireAdministrator()
        let time = context.clock()
        let device = try await context.store.write { tx in
            var device = try context.device(id, for: principal, in: tx)
            guard name.trimmed == device.name else {
                throw WorkbenchError.invalid("Type the device's name, \(device.name), to confirm.", field: "name")
            }
            let before = device
            device.ingestion = .removed
            device.isSyncEnabled = false
            device.consoleAccess = .revoked
            // Who we were there is forgotten, too; only where it was stays.
            device.connection = DeviceConnection(
                settings: device.connection.settings.filter { $0.key.hasSuffix("_url") }, sealedSecret: [])
            device.webhook.sealedPassword = []
            device.updatedAt = time
            try context.update(device, since: before, by: principal.actorID, at: time, in: tx)
            try wipe(device, at: time, in: tx)
            try tx.setups.insert(
                SetupEvent(
                    .removed, of: id, by: principal.actorID,
                    words: "Disconnected and deleted; all credentials were wiped.", at: time))
            return device
        }
        await context.announce(device)
        try await context.store.scrub()
    }

    private func wipe(_ device: SecurityDevice, at time: Timestamp, in tx: any Transaction) throws {
        var setup = try tx.setups.setup(of: device.id)
        (setup.sealedOldWebhookPassword, setup.oldWebhookPasswordUntil, setup.shadowUntil) = (nil, nil, nil)
        try tx.setups.save(setup)
        if var record = try tx.setups.consoleAccess(of: device.id) {
            (record.verificationCode, record.sealedOTPSecret, record.email) = (nil, nil, nil)
            record.since = time
            try tx.setups.save(record)
        }
        try DeviceAdministration.withdrawDeliveries(of: device, at: time, in: tx)
    }
}
