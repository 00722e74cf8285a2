import Logging
import Workbench

/// Finds out how a device is doing: asks the vendor for one of everything, and looks at what the store knows.
actor DeviceHealthCheck {
    private let device: ID<SecurityDevice>
    private let descriptor: VendorDescriptor
    private let connection: any TenantConnection
    private let context: WorkerContext
    private let bell = Doorbell()

    /// Seconds between two checks that failures asked for.
    private static let leastPause: Double = 30

    init(
        device: ID<SecurityDevice>, descriptor: VendorDescriptor, connection: any TenantConnection,
        context: WorkerContext
    ) {
        self.device = device
        self.descriptor = descriptor
        self.connection = connection
        self.context = context
    }

    /// Something failed: look sooner.
    func ring() async {
        await bell.ring()
    }

    func run() async {
        while !Stopping.isWanted {
            await check()
            let pause = context.settings.healthInterval
            let least = min(DeviceHealthCheck.leastPause, pause)
            do { try await Task.sleep(for: .seconds(least)) } catch { return }
            await bell.wait(seconds: max(0, pause - least))
        }
    }

    /// One check, and its result stored.
    func check() async {
        do {
            let isActive = try await context.store.read { [device] tx in
                try tx.devices.find(device, scope: .everything)?.ingestion == .active
            }
            guard isActive else { return }
            let found = await connection.check()
            guard !Stopping.isWanted else { return }
            let now = context.clock()
            let facts = DeviceFacts(settings: context.settings, descriptor: descriptor)
            let row = try await context.store.write { [device] tx -> SecurityDevice? in
                guard var row = try tx.devices.find(device, scope: .everything) else { return nil }
                let problems = try found + facts.problems(of: row, now: now, in: tx)
                let before = row.health.status
                row.health = row.health.checked(problems, vendorProblems: found, at: now)
                try tx.devices.saveHealth(row.health, of: device)
                if let status = row.health.status, status != before {
                    try tx.setups.insert(
                        HealthChange(deviceID: device, status: status, at: now, words: problems.first?.words))
                }
                return row
            }
            guard let row else { return }
            await context.updates.publish([
                .init(kind: .device, organizationID: row.organizationID, id: device.rawValue)
            ])
        } catch {
            context.logUnlessStopping("A device's health could not be checked", error)
        }
    }

    /// Notes that the vendor gave what was asked for.
    static func noteSuccess(of device: ID<SecurityDevice>, at time: Timestamp, in tx: any Transaction) throws {
        guard var health = try tx.devices.find(device, scope: .everything)?.health else { return }
        health.lastSuccessAt = time
        try tx.devices.saveHealth(health, of: device)
    }

    /// Notes a failure at once; the next check judges it.
    static func noteError(
        _ error: IntegrationError, of device: ID<SecurityDevice>, at time: Timestamp, in tx: any Transaction
    ) throws {
        guard var health = try tx.devices.find(device, scope: .everything)?.health else { return }
        health.lastError = error.detail
        health.lastErrorAt = time
        try tx.devices.saveHealth(health, of: device)
    }

    /// Notes that no connection could be made at all.
    static func noteUnusable(
        _ problem: HealthProblem, of device: ID<SecurityDevice>, at time: Timestamp, in tx: any Transaction
    ) throws {
        guard let health = try tx.devices.find(device, scope: .everything)?.health else { return }
        try tx.devices.saveHealth(health.checked([problem], vendorProblems: [problem], at: time), of: device)
    }
}

extension DeviceHealth {
    /// - Parameter vendorProblems: those that the vendor itself showed; without any, the connection works.
    func checked(_ problems: [HealthProblem], vendorProblems: [HealthProblem], at time: Timestamp) -> DeviceHealth {
        var next = self
        next.status = problems.isEmpty ? .healthy : .unhealthy
        next.problems = problems
        next.checkedAt = time
        if next.status != status { next.statusUpdatedAt = time }
        if let first = vendorProblems.first {
            next.lastError = first.words
            next.lastErrorAt = time
        } else {
            next.lastSuccessAt = time
        }
        return next
    }
}
