import Logging
import Workbench

/// Tries a connection before or after it is stored. Nothing is stored and nothing is changed at the vendor.
public struct ConnectionTest: Sendable {
    private let store: any Store
    private let vault: any Vault
    private let integrations: Integrations

    public init(store: any Store, vault: any Vault, integrations: Integrations) {
        self.store = store
        self.vault = vault
        self.integrations = integrations
    }

    /// Tries settings that are not stored yet.
    ///
    /// - Parameter settings: by the descriptor's field keys, the secret included.
    /// - Throws: `invalid` with the field at fault, `forbidden`.
    public func run(
        vendor: String, settings: [String: String], in organization: ID<Organization>, by principal: Principal
    ) async throws -> ConnectionReport {
        try principal.requireAdministrator()
        guard principal.scope.allows(organization) else { throw WorkbenchError.notFound("organization") }
        guard let integration = integrations[vendor] else {
            throw WorkbenchError.invalid("There is no integration \"\(vendor)\".", field: "plugin_slug")
        }
        let (checked, secret) = try integration.separated(settings)
        let report = await report(integration, checked, secret: secret)
        return try await withNeighbours(report, checked, vendor: vendor, except: nil, for: principal)
    }

    /// Tries a device's stored settings.
    ///
    /// - Throws: `notFound`, `forbidden`, `conflict` when its credentials are gone.
    public func run(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> ConnectionReport {
        try principal.requireAdministrator()
        let device = try await store.read { tx in try tx.devices.find(id, scope: principal.scope) }
        guard let device else { throw WorkbenchError.notFound("security device") }
        guard device.ingestion != .removed else { throw WorkbenchError.conflict("This device was removed.") }
        guard let integration = integrations[device.vendor] else {
            throw WorkbenchError(.unavailable, "This build has no integration \"\(device.vendor)\".")
        }
        let secret = try vault.open(device.connection.sealedSecret)
        let report = await report(integration, device.connection.settings, secret: secret)
        return try await withNeighbours(
            report, device.connection.settings, vendor: device.vendor, except: id, for: principal)
    }

    private func report(_ integration: any Integration, _ settings: [String: String], secret: String) async
        -> ConnectionReport
    {
        do throws(IntegrationError) {
            let connection = try integration.connect(
                settings, secret: secret,
                logger: Logger(label: "watchfloor.connection-test", factory: { _ in SwiftLogNoOpLogHandler() }))
            let report = await connection.test()
            await connection.close()
            return report
        } catch {
            var report = ConnectionReport()
            report.problems = [error.problem]
            return report
        }
    }

    /// Says when another device is connected to the same tenant: by the same account, or by an issue that both know.
    private func withNeighbours(
        _ report: ConnectionReport, _ settings: [String: String], vendor: String, except own: ID<SecurityDevice>?,
        for principal: Principal
    ) async throws -> ConnectionReport {
        let sample = report.sampleIssueIDs
        let others = try await store.read { tx in
            try tx.devices.all().filter { other in
                guard other.vendor == vendor, other.id != own else { return false }
                if other.connection.settings == settings { return true }
                return try sample.contains { try tx.vendorAlerts.find(device: other.id, vendorID: $0) != nil }
            }
        }
        var report = report
        report.warnings += others.map { other in
            // The name of another customer's device is not for this customer's eyes.
            principal.scope.allows(other.organizationID)
                ? "This tenant is already connected as the device \"\(other.name)\". A second device would open every "
                    + "alert twice."
                : "This tenant is already connected by another organization. Ask your provider before connecting it twice."
        }
        return report
    }
}

extension Integration {
    /// The checked public settings, and the secret by itself.
    ///
    /// - Throws: `invalid` with the field at fault.
    func separated(_ settings: [String: String]) throws(WorkbenchError) -> (public: [String: String], secret: String) {
        var checked = try validate(settings.mapValues(\.trimmed))
        guard let field = descriptor.fields.first(where: \.isSecret) else {
            throw WorkbenchError(.internal, "The integration \(descriptor.slug) names no secret.")
        }
        guard let secret = checked.removeValue(forKey: field.key), !secret.isEmpty else {
            throw .invalid("\(field.label) is missing.", field: field.key)
        }
        return (checked, secret)
    }
}
