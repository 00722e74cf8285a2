import Crypto
import Foundation
import Pipeline
import Synchronization
import Workbench

/// What the webhook endpoint must know of a device, kept for a second: at thousands of webhooks a second
/// the database is asked once, and a change of a device still counts almost at once.
final class WebhookDevices: Sendable {
    struct Device: Sendable {
        var id: ID<SecurityDevice>
        var ingestion: SecurityDevice.Ingestion
        /// SHA-256 of the credentials as RFC 7617 writes them: base64 of `username:password`.
        var credentialsDigest: [UInt8]
        /// Of the credentials before the last rotation, and until when they work.
        var oldCredentials: (digest: [UInt8], until: Timestamp)?
    }

    private struct Entry {
        var device: Device?
        var readAt: ContinuousClock.Instant
    }

    private static let lifetime = Duration.seconds(1)
    private static let capacity = 4096

    private let store: any Store
    private let vault: any Vault
    private let entries = Mutex<[String: Entry]>([:])

    init(store: any Store, vault: any Vault) {
        self.store = store
        self.vault = vault
    }

    /// The device with this webhook key; nil when there is none.
    func device(key: String) async throws -> Device? {
        let now = ContinuousClock.now
        let known = entries.withLock { $0[key] }
        if let known, known.readAt.duration(to: now) < WebhookDevices.lifetime { return known.device }
        let device = try await read(key)
        entries.withLock { entries in
            if entries.count >= WebhookDevices.capacity { entries = [:] }
            entries[key] = Entry(device: device, readAt: now)
        }
        return device
    }

    private func read(_ key: String) async throws -> Device? {
        let found = try await store.read { tx in
            try tx.devices.find(webhookKey: key).map { ($0, try tx.setups.setup(of: $0.id)) }
        }
        guard let (device, setup) = found else { return nil }
        // The credentials of a removed device are wiped.
        guard device.ingestion != .removed else {
            return Device(id: device.id, ingestion: .removed, credentialsDigest: [])
        }
        var entry = Device(
            id: device.id, ingestion: device.ingestion,
            credentialsDigest: try digest(device.webhook.username, device.webhook.sealedPassword))
        if let sealed = setup.sealedOldWebhookPassword, let until = setup.oldWebhookPasswordUntil, until > .now() {
            entry.oldCredentials = (try digest(device.webhook.username, sealed), until)
        }
        return entry
    }

    private func digest(_ username: String, _ sealedPassword: [UInt8]) throws -> [UInt8] {
        let password = try vault.open(sealedPassword)
        let credentials = Data("\(username):\(password)".utf8).base64EncodedData()
        return Array(SHA256.hash(data: credentials))
    }
}
