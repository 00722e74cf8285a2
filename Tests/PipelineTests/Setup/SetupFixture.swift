import Pipeline
import Synchronization
import TestSupport
import Workbench

/// A DNS that has what a test puts there.
final class ScriptedResolver: DomainResolver {
    private let records = Mutex<[String: [String]]>([:])

    func publish(_ text: String, at name: String) { records.withLock { $0[name, default: []].append(text) } }

    func texts(of name: String) async throws(DomainLookupFailure) -> [String] {
        guard let texts = records.withLock({ $0[name] }) else { throw DomainLookupFailure("no such name") }
        return texts
    }
}

extension Bench {
    /// Set-up over the bench's store and tenant.
    func setup(resolver: ScriptedResolver = ScriptedResolver(), domain: String? = "soc.example") -> SetupServices {
        var settings = settings
        settings.providerDomain = domain
        return SetupServices(
            store: store, vault: PlainVault(), integrations: Integrations([ScriptedIntegration(tenant: tenant)]),
            settings: settings, updates: LiveUpdates(), resolver: resolver)
    }

    var providerAdministrator: Principal {
        Principal(
            actorID: analyst.actorID, organizationID: organization.id, displayName: "Provider",
            role: .providerAdministrator)
    }

    func stored(_ id: ID<SecurityDevice>? = nil) async throws -> SecurityDevice? {
        let id = id ?? device.id
        return try await store.read { tx in try tx.devices.find(id, scope: .everything) }
    }

    func record() async throws -> [SetupEvent] {
        try await store.read { [device] tx in try tx.setups.events(of: device.id, limit: 100) }
    }
}
