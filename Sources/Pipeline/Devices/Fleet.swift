import Logging
import ServiceLifecycle
import Workbench

/// Keeps one worker for each device that is not removed, and a new one when the way to its tenant has changed.
///
/// The list of devices is read again every few seconds, because another process may have changed it. A device whose
/// connection cannot even be made becomes unhealthy and is tried again; no other device notices.
actor Fleet: Service {
    private struct Member {
        var worker: DeviceWorker
        var address: Address
    }

    /// What a connection was made from; when it differs, a new one is made.
    private struct Address: Hashable {
        var vendor: String
        var connection: DeviceConnection
    }

    private let store: any Store
    private let integrations: Integrations
    private let vault: any Vault
    private let settings: PipelineSettings
    private let updates: LiveUpdates
    private let meter: PipelineMeter
    private let logger: Logger
    private let clock: @Sendable () -> Timestamp
    private let wakeIntake: @Sendable () async -> Void
    private let backOff: BackOff
    private let bell = Doorbell()
    private var members: [ID<SecurityDevice>: Member] = [:]
    private var failures: [ID<SecurityDevice>: (address: Address, count: Int, retryAt: Timestamp)] = [:]

    init(
        store: any Store, integrations: Integrations, vault: any Vault, settings: PipelineSettings,
        updates: LiveUpdates, meter: PipelineMeter, logger: Logger, clock: @escaping @Sendable () -> Timestamp,
        wakeIntake: @escaping @Sendable () async -> Void
    ) {
        self.store = store
        self.integrations = integrations
        self.vault = vault
        self.settings = settings
        self.updates = updates
        self.meter = meter
        self.logger = logger
        self.clock = clock
        self.wakeIntake = wakeIntake
        backOff = BackOff(settings)
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !Stopping.isWanted {
                    await muster(&group)
                    await bell.wait(seconds: settings.lookInterval)
                }
                for member in members.values { await member.worker.stop() }
            }
        } onGracefulShutdown: { [bell] in
            Task { await bell.ring() }
        }
    }

    /// Devices were added, changed, paused, resumed or removed, or a poll was asked for.
    func wake() async {
        await bell.ring()
        for member in members.values { await member.worker.wakePoller() }
    }

    func wakeOutbox(_ device: ID<SecurityDevice>) async {
        await members[device]?.worker.wakeOutbox()
    }

    func wakeRereads(_ device: ID<SecurityDevice>) async {
        await members[device]?.worker.wakeRereader()
    }

    func wakeHealth(_ device: ID<SecurityDevice>) async {
        await members[device]?.worker.wakeHealth()
    }

    private func muster(_ group: inout DiscardingTaskGroup) async {
        let devices: [SecurityDevice]
        do {
            devices = try await store.read { tx in try tx.devices.all() }
        } catch {
            if !Stopping.isWanted { logger.error("The devices cannot be read", metadata: ["error": "\(error)"]) }
            return
        }
        let addresses = Dictionary(
            devices.map { ($0.id, Address(vendor: $0.vendor, connection: $0.connection)) },
            uniquingKeysWith: { first, _ in first })
        for (id, member) in members where addresses[id] != member.address { await member.worker.stop() }
        failures = failures.filter { addresses[$0.key] == $0.value.address }
        // A worker that was told to stop is replaced once it has: two pollers of one device would disturb each other.
        for device in devices where members[device.id] == nil {
            guard let address = addresses[device.id] else { continue }
            if let failure = failures[device.id], failure.retryAt > clock() { continue }
            guard let worker = await connect(device, address) else { continue }
            members[device.id] = Member(worker: worker, address: address)
            group.addTask {
                await worker.run()
                await self.dismiss(device.id)
            }
        }
    }

    private func connect(_ device: SecurityDevice, _ address: Address) async -> DeviceWorker? {
        var logger = logger
        logger[metadataKey: "device"] = "\(device.id)"
        do throws(IntegrationError) {
            guard let integration = integrations[device.vendor] else {
                throw IntegrationError(.client, "This build has no integration \"\(device.vendor)\".")
            }
            let connection = try integration.connect(
                device.connection.settings, secret: try secret(of: device), logger: logger)
            failures[device.id] = nil
            return DeviceWorker(
                device: device.id, descriptor: integration.descriptor, connection: connection,
                context: context(logger: logger))
        } catch {
            await note(error, of: device, address)
            return nil
        }
    }

    private func secret(of device: SecurityDevice) throws(IntegrationError) -> String {
        do {
            return try vault.open(device.connection.sealedSecret)
        } catch {
            throw IntegrationError(
                .auth, "The stored secret cannot be opened with the present key. Enter the device's secret again.")
        }
    }

    private func note(_ error: IntegrationError, of device: SecurityDevice, _ address: Address) async {
        logger.error(
            "A device cannot be connected", metadata: ["device": "\(device.id)", "detail": "\(error.detail)"])
        let now = clock()
        let count = (failures[device.id]?.count ?? 0) &+ 1
        failures[device.id] = (address, count, now.adding(seconds: backOff.delay(afterFailures: count)))
        do {
            try await store.write { tx in
                try DeviceHealthCheck.noteUnusable(error.problem, of: device.id, at: now, in: tx)
            }
            await updates.publish([
                .init(kind: .device, organizationID: device.organizationID, id: device.id.rawValue)
            ])
        } catch {
            logger.error("A device's health could not be stored", metadata: ["error": "\(error)"])
        }
    }

    private func context(logger: Logger) -> WorkerContext {
        WorkerContext(
            store: store, settings: settings, updates: updates, meter: meter, logger: logger, clock: clock,
            wakeIntake: wakeIntake,
            wakeRereads: { [weak self] in await self?.wakeRereads($0) },
            wakeHealth: { [weak self] in await self?.wakeHealth($0) })
    }

    private func dismiss(_ device: ID<SecurityDevice>) async {
        members[device] = nil
        await bell.ring()
    }
}
