import Logging
import Workbench

/// The secrets of a device after it was made: seen, rotated, replaced; each with an entry in the audit trail.
public struct DeviceCredentials: Sendable {
    let context: SetupContext

    /// The webhook's password, for whoever enters it at the vendor. The view is recorded.
    public func webhookPassword(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> String {
        try principal.requireAdministrator()
        let time = context.clock()
        let device = try await context.store.write { tx in
            let device = try context.device(id, for: principal, in: tx)
            try tx.setups.insert(
                SetupEvent(
                    .webhookViewed, of: id, by: principal.actorID, words: "The webhook's password was shown.", at: time)
            )
            return device
        }
        return try context.vault.open(device.webhook.sealedPassword)
    }

    /// Makes a new password. The old one works on for a while, so that nothing is lost until the vendor has the new one.
    public func rotateWebhook(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> Timestamp {
        try principal.requireAdministrator()
        let time = context.clock()
        let until = time.adding(seconds: context.settings.webhookOverlap)
        let sealed = try context.vault.seal(RandomToken.make(bytes: 24))
        let device = try await context.store.write { tx in
            var device = try context.device(id, for: principal, in: tx)
            var setup = try tx.setups.setup(of: id)
            setup.sealedOldWebhookPassword = device.webhook.sealedPassword
            setup.oldWebhookPasswordUntil = until
            device.webhook.sealedPassword = sealed
            device.updatedAt = time
            try tx.setups.save(setup)
            try context.updateSecrets(of: device, by: principal.actorID, at: time, in: tx)
            try tx.setups.insert(
                SetupEvent(
                    .webhookRotated, of: id, by: principal.actorID,
                    words: "A new webhook password was made; the old one works until \(until).", at: time))
            return device
        }
        await context.announce(device)
        return until
    }

    /// Swaps the vendor's secret for another one, once it was found to work and to belong to the same tenant.
    ///
    /// - Parameter settings: by the descriptor's field keys; what is missing stays as it is.
    /// - Returns: the test that was made; the secret was swapped when it is good.
    /// - Throws: `invalid`, `conflict` when the credentials belong to another tenant.
    public func replaceSecret(
        _ settings: [String: String], of id: ID<SecurityDevice>, by principal: Principal
    ) async throws -> ConnectionReport {
        try principal.requireAdministrator()
        let (device, known) = try await context.store.read { tx in
            let device = try context.device(id, for: principal, in: tx)
            return (device, try knownIssues(of: device, in: tx))
        }
        guard let integration = context.integrations[device.vendor] else {
            throw WorkbenchError(.unavailable, "This build has no integration \"\(device.vendor)\".")
        }
        let given = settings.filter { !$0.value.trimmed.isEmpty }
        let (checked, secret) = try integration.separated(device.connection.settings.merging(given) { $1 })
        let report = try await tried(integration, checked, secret, known: known)
        guard report.problems.isEmpty else { return report }
        let time = context.clock()
        let connection = DeviceConnection(settings: checked, sealedSecret: try context.vault.seal(secret))
        let changed = try await context.store.write { tx in
            var device = try context.device(id, for: principal, in: tx)
            device.connection = connection
            device.updatedAt = time
            try context.updateSecrets(of: device, by: principal.actorID, at: time, in: tx)
            try tx.setups.insert(
                SetupEvent(
                    .secretReplaced, of: id, by: principal.actorID, words: "The vendor's secret was replaced.",
                    at: time))
            return device
        }
        await context.announce(changed)
        return report
    }

    /// - Throws: `conflict` when the tenant behind the new credentials knows none of the issues that came from the old.
    private func tried(
        _ integration: any Integration, _ settings: [String: String], _ secret: String, known: [String]
    ) async throws -> ConnectionReport {
        let connection: any TenantConnection
        do {
            connection = try integration.connect(
                settings, secret: secret,
                logger: Logger(label: "watchfloor.connection-test", factory: { _ in SwiftLogNoOpLogHandler() }))
        } catch {
            throw WorkbenchError.invalid(error.detail)
        }
        let report = await connection.test()
        var isSame = true
        if report.problems.isEmpty, !known.isEmpty, let found = try? await connection.fetch(issues: known) {
            isSame = !found.isEmpty
        }
        await connection.close()
        guard isSame else {
            throw WorkbenchError.conflict(
                "These credentials belong to another tenant: it knows none of the issues that this device has brought. "
                    + "Connect that tenant as a device of its own. Nothing was changed.")
        }
        return report
    }

    private func knownIssues(of device: SecurityDevice, in tx: any Transaction) throws -> [String] {
        let own = ResourceFilter.compare(FieldPath(["security_device"], "id"), .equal, .text(device.id.rawValue))
        let query = ResourceQuery(
            scope: .organization(device.organizationID), filter: own,
            sort: [SortKey("created_at", isDescending: true), SortKey("id", isDescending: true)], limit: 50)
        return try tx.vendorAlerts.list(query).rows.filter(\.kind.isIssue).map(\.vendorID)
    }
}
