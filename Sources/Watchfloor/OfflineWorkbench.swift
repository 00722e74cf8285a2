import Foundation
import Logging
import Pipeline
import Resolver
import Server
import Storage
import Workbench

/// The workbench's data, opened by a command that runs beside a server or without one. What a command changes, a running server finds in the
/// database.
struct OfflineWorkbench {
    let configuration: WorkbenchConfiguration
    let store: SQLiteStore
    let integrations: Integrations

    /// Whoever can read the data folder may administer everything in it.
    let principal = Principal(
        actorID: Actor.system, organizationID: ID("operator"), displayName: "The operator",
        role: .providerAdministrator)

    /// - Throws: `invalid` when there is no database yet; only `serve`, `demo`, `migrate` and `users add` make one.
    init(_ place: DataOptions, makesDatabase: Bool = false) async throws {
        configuration = try await place.configuration()
        let file = try Build.databaseFile(configuration)
        guard makesDatabase || FileManager.default.fileExists(atPath: file) else {
            throw WorkbenchError.invalid(
                "There is no workbench in \(configuration.dataDirectory). Name its data folder with --data DIR, or make a "
                    + "new one with `watchfloor users add`.", field: "data")
        }
        store = try Build.store(configuration)
        try await store.migrate()
        integrations = Integrations.installed(configuration)
    }

    var vault: SecretKeyring { get throws { try Build.vault(configuration) } }

    var devices: DeviceAdministration {
        get throws {
            DeviceAdministration(
                store: store, vault: try vault, integrations: integrations, updates: LiveUpdates(), wakeFleet: {})
        }
    }

    var setup: SetupServices {
        get throws {
            SetupServices(
                store: store, vault: try vault, integrations: integrations, settings: configuration.pipeline,
                updates: LiveUpdates(), resolver: SystemResolver(servers: configuration.nameServers))
        }
    }

    var decisions: DeliveryDecisions {
        DeliveryDecisions(store: store, updates: LiveUpdates(), wakeOutbox: { _ in })
    }

    /// Finds a device by its id or, if only one has it, by its name.
    func device(_ text: String) async throws -> SecurityDevice {
        let devices = try await store.read { tx in try tx.devices.all() }
        if let device = devices.first(where: { $0.id.rawValue == text }) { return device }
        let named = devices.filter { $0.name.lowercased() == text.lowercased() }
        guard let device = named.first, named.count == 1 else {
            throw WorkbenchError.invalid(
                named.isEmpty
                    ? "There is no device \"\(text)\". `watchfloor devices list` shows all."
                    : "Several devices are named \"\(text)\"; use the id.", field: "device")
        }
        return device
    }
}
