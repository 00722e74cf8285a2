import Detection
import Logging
import Pipeline
import ServiceLifecycle
import Storage
import TestSupport
import Workbench

/// A pipeline over a real store, one device of the scripted vendor, and the people who use it.
final class Bench: Sendable {
    let temporary: TemporaryStore
    let store: any Store
    let tenant: ScriptedTenant
    let organization: Organization
    let device: SecurityDevice
    let analyst: Principal
    let pipeline: PipelineServices
    let settings: PipelineSettings

    static let rules = RulePack(sources: [
        (
            file: "shell.yml",
            text: """
            title: Interactive shell
            id: 0a4d2c1e-0000-4000-8000-000000000001
            level: high
            logsource:
                product: cloud
            detection:
                selection:
                    name|contains: shell
                condition: selection
            """
        )
    ])

    /// Short waits; polls only when a device is new or somebody asks.
    static var settings: PipelineSettings {
        var settings = PipelineSettings()
        settings.lookInterval = 0.05
        settings.retryBase = 0.02
        settings.retryLimit = 0.2
        settings.shortPollInterval = 3600
        settings.healthInterval = 3600
        return settings
    }

    private init(
        temporary: TemporaryStore, store: any Store, tenant: ScriptedTenant, organization: Organization,
        device: SecurityDevice, analyst: Principal, settings: PipelineSettings, rules: RulePack,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.temporary = temporary
        self.store = store
        self.tenant = tenant
        self.organization = organization
        self.device = device
        self.analyst = analyst
        self.settings = settings
        pipeline = PipelineServices(
            store: store, integrations: Integrations([ScriptedIntegration(tenant: tenant)]), vault: PlainVault(),
            rules: rules, settings: settings, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            clock: clock)
    }

    static func make(
        settings: PipelineSettings = Bench.settings, rules: RulePack = Bench.rules,
        faults: FaultyStore.Faults? = nil, device change: (inout SecurityDevice) -> Void = { _ in },
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) async throws -> Bench {
        let temporary = try await TemporaryStore.make()
        let store: any Store = faults.map { FaultyStore(base: temporary.store, faults: $0) } ?? temporary.store
        let now = clock()
        let organization = Fixture.organization(at: now)
        let actor = Fixture.actor("Ana Lyst", in: organization.id, at: now)
        let device = {
            var device = Fixture.device(in: organization.id, vendor: "acme", at: now)
            change(&device)
            return device
        }()
        try await temporary.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.people.insert(actor)
            try tx.people.insert(
                Fixture.account(of: actor, in: organization.id, email: "\(actor.id.rawValue)@acme.example"))
            try tx.devices.insert(device)
        }
        let analyst = Principal(
            actorID: actor.id, organizationID: organization.id, displayName: actor.displayName,
            role: .organizationAdministrator)
        return Bench(
            temporary: temporary, store: store, tenant: ScriptedTenant(), organization: organization, device: device,
            analyst: analyst, settings: settings, rules: rules, clock: clock)
    }

    /// Another process over the same database and tenant.
    func restarted(
        settings: PipelineSettings? = nil, rules: RulePack = Bench.rules,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) -> Bench {
        Bench(
            temporary: temporary, store: store, tenant: tenant, organization: organization, device: device,
            analyst: analyst, settings: settings ?? self.settings, rules: rules, clock: clock)
    }

    enum Part {
        case everything
        /// No vendor is called.
        case intake
        /// Signals stay pending.
        case fleet
    }

    /// Runs the services for as long as the body takes, then ends them as a crash would: by cancelling.
    func running(_ part: Part = .everything, _ body: () async throws -> Void) async throws {
        let services: [any Service]
        switch part {
        case .everything: services = pipeline.services
        case .intake: services = Array(pipeline.services.prefix(1))
        case .fleet: services = Array(pipeline.services.dropFirst())
        }
        let tasks = services.map { service in Task { try await service.run() } }
        let result: Result<Void, any Error>
        do {
            try await body()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.result }
        try result.get()
    }
}

struct PlainVault: Vault {
    func seal(_ secret: String) throws -> [UInt8] { Array(secret.utf8) }
    func open(_ sealed: [UInt8]) throws -> String { String(decoding: sealed, as: UTF8.self) }
}

extension Bench {
    func send(_ body: [UInt8], by source: Signal.Source = .webhook, to device: ID<SecurityDevice>? = nil) async throws {
        try await pipeline.inbox.accept(body, device: device ?? self.device.id, source: source)
    }

    func webhook(_ item: ScriptedItem) async throws { try await send(item.webhook) }
    func snapshot(_ item: ScriptedItem) async throws { try await send(item.snapshot, by: .reread) }

    /// Sends a snapshot and waits until everything that was sent has been looked at.
    func settle(_ items: ScriptedItem...) async throws {
        for item in items { try await snapshot(item) }
        try await settled()
    }

    func settled() async throws {
        try await eventually("an empty inbox") { try await store.read { tx in try tx.signals.pendingCount() } == 0 }
    }

    /// Waits until a new device's first polls are over, so that what a test now puts into the tenant is no backfill.
    func firstPollsDone() async throws {
        try await eventually("the end of the first polls") {
            try await store.read { [device] tx in
                try PollStream.allCases.allSatisfy { try tx.polls.watermark(device: device.id, stream: $0) != nil }
            }
        }
    }

    func alerts() async throws -> [Alert] {
        try await store.read { tx in
            try tx.alerts.list(ResourceQuery(scope: .everything, sort: [SortKey("created_at")], limit: 1000)).rows
        }
    }

    func alert() async throws -> Alert {
        try await eventualValue("one alert") { try await alerts().first }
    }

    func vendorAlerts() async throws -> [VendorAlert] {
        try await store.read { tx in
            try tx.vendorAlerts.list(ResourceQuery(scope: .everything, limit: 1000)).rows
        }
    }

    func vendorAlert(_ id: String) async throws -> VendorAlert? {
        try await store.read { [device] tx in try tx.vendorAlerts.find(device: device.id, vendorID: id) }
    }

    func history(_ alert: Alert) async throws -> [AlertHistory] {
        try await store.read { tx in try tx.alerts.history(of: alert.id) }
    }

    func events(_ alert: Alert) async throws -> [WorkflowEvent] {
        try await store.read { tx in try tx.events.list(alert: alert.id) }
    }

    func deliveries(_ states: [Delivery.State] = Delivery.State.allCases) async throws -> [Delivery] {
        try await store.read { tx in
            try Array(tx.deliveries.list(scope: .everything, device: nil, states: states, limit: 1000).reversed())
        }
    }

    func signals(_ state: Signal.State) async throws -> [Signal] {
        try await store.read { [device] tx in try tx.signals.list(device: device.id, state: state, limit: 1000) }
    }

    func health() async throws -> DeviceHealth {
        let device = try await store.read { [device] tx in try tx.devices.find(device.id, scope: .everything) }
        return device?.health ?? DeviceHealth()
    }

    @discardableResult
    func close(_ alert: Alert, as reason: CloseReason = .benign) async throws -> Alert {
        try await pipeline.workflow.perform(
            [.close(reason: reason, comment: "Looked at it.")], on: alert.id, by: analyst)
    }

    @discardableResult
    func change(_ changes: DeviceAdministration.Changes) async throws -> SecurityDevice {
        try await pipeline.devices.change(device.id, changes, by: analyst)
    }
}
