import Detection
import Logging
import ServiceLifecycle
import Workbench

/// Turns pending signals into vendor alerts and alerts, oldest first.
///
/// A batch is parsed and judged by the rules side by side, then recorded in order by one transaction, because a
/// commit costs a disk flush. When that transaction fails the signals go one by one, so that the one at fault is
/// found: it is tried again a few times, later, and then quarantined. The rest never waits for it.
actor Intake: Service {
    private let store: any Store
    private let reader: SignalReader
    private let recorder: SignalRecorder
    private let updates: LiveUpdates
    private let meter: PipelineMeter
    private let pressure: InboxPressure
    private let backOff: BackOff
    private let settings: PipelineSettings
    private let logger: Logger
    private let clock: @Sendable () -> Timestamp
    private let wake: @Sendable (Wake) async -> Void
    private let bell: Doorbell
    private var failures: [ID<Signal>: (count: Int, retryAt: Timestamp)] = [:]

    /// The workers to be told that there is something for them.
    enum Wake: Sendable {
        case outbox(ID<SecurityDevice>)
        case rereads(ID<SecurityDevice>)
    }

    /// The most signals in one transaction.
    private static let batch = 128

    init(
        store: any Store, integrations: Integrations, rules: ActiveRules, planner: SyncPlanner,
        settings: PipelineSettings, updates: LiveUpdates, meter: PipelineMeter, pressure: InboxPressure, logger: Logger,
        clock: @escaping @Sendable () -> Timestamp, bell: Doorbell, wake: @escaping @Sendable (Wake) async -> Void
    ) {
        self.store = store
        reader = SignalReader(integrations: integrations, rules: rules)
        recorder = SignalRecorder(rules: rules, integrations: integrations, planner: planner, settings: settings)
        self.updates = updates
        self.meter = meter
        self.pressure = pressure
        backOff = BackOff(settings)
        self.settings = settings
        self.logger = logger
        self.clock = clock
        self.bell = bell
        self.wake = wake
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            while !Stopping.isWanted {
                await stepAside()
                guard await !takeBatch() else { continue }
                await bell.wait(seconds: settings.lookInterval)
            }
        } onGracefulShutdown: { [bell] in
            Task { await bell.ring() }
        }
    }

    /// During a burst of webhooks one batch a second, so that they are acknowledged quickly; the rest follows at once
    /// when it ebbs.
    private func stepAside() async {
        for _ in 0..<20 where pressure.isHigh && !Stopping.isWanted {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    /// - Returns: whether something was done, so that there may be more at once.
    private func takeBatch() async -> Bool {
        do {
            let (signals, devices) = try await pending()
            guard !signals.isEmpty else { return false }
            let prepared = await reader.prepare(signals, devices: devices)
            return await record(prepared)
        } catch {
            logUnlessStopping("Pending signals cannot be read", error)
            return false
        }
    }

    private func pending() async throws -> ([Signal], [ID<SecurityDevice>: SecurityDevice]) {
        let now = clock()
        let postponed = failures.filter { $0.value.retryAt > now }
        let limit = Intake.batch + postponed.count
        let (signals, devices) = try await store.read { tx in
            let signals = try tx.signals.pending(limit: limit)
            var devices: [ID<SecurityDevice>: SecurityDevice] = [:]
            for id in Set(signals.map(\.deviceID)) { devices[id] = try tx.devices.find(id, scope: .everything) }
            return (signals, devices)
        }
        // Those of a paused device stay as they are.
        let due = signals.filter { postponed[$0.id] == nil && devices[$0.deviceID]?.ingestion != .paused }
        return (Array(due.prefix(Intake.batch)), devices)
    }

    private func record(_ prepared: [PreparedSignal]) async -> Bool {
        do {
            let time = clock()
            let recorded = try await store.write { [recorder] tx in try recorder.record(prepared, at: time, in: tx) }
            for signal in prepared { failures[signal.signal.id] = nil }
            await announce(recorded)
            return recorded.count > 0
        } catch {
            guard prepared.count > 1, !error.isStoreTrouble else {
                if let first = prepared.first { await fail(first, error) }
                return false
            }
            guard !Stopping.isWanted else { return false }
            logger.warning("A batch of signals is taken one by one", metadata: ["error": "\(error)"])
            var progressed = false
            for signal in prepared where !Stopping.isWanted { progressed = await record([signal]) || progressed }
            return progressed
        }
    }

    private func fail(_ prepared: PreparedSignal, _ error: any Error) async {
        guard !Stopping.isWanted else { return }
        let signal = prepared.signal
        guard !error.isStoreTrouble else {
            logger.error("Signals cannot be recorded now", metadata: ["error": "\(error)"])
            return
        }
        let count = (failures[signal.id]?.count ?? 0) &+ 1
        logger.error(
            "A signal could not be recorded",
            metadata: ["signal": "\(signal.id)", "attempt": "\(count)", "error": "\(error)"])
        guard count >= settings.signalAttempts else {
            failures[signal.id] = (count, clock().adding(seconds: backOff.delay(afterFailures: count)))
            return
        }
        let words = (error as? WorkbenchError)?.message ?? "The cause is in the server's log."
        let reason = "It could not be recorded, \(count) times. \(words)"
        do {
            let time = clock()
            let recorded = try await store.write { [recorder] tx in
                try recorder.quarantine(signal, reason: reason, at: time, in: tx)
            }
            failures[signal.id] = nil
            await announce(recorded)
        } catch {
            // Then it is the store that is in trouble, not the signal: it stays pending.
            failures[signal.id] = (count, clock().adding(seconds: backOff.delay(afterFailures: count)))
            logUnlessStopping("A signal could not be quarantined", error)
        }
    }

    private func announce(_ recorded: Recorded) async {
        let now = clock()
        meter.add { counts in
            for (state, number) in recorded.outcomes { counts.processed[state, default: 0] &+= number }
            for alert in recorded.opened {
                counts.alerts[alert.source, default: 0] &+= 1
                guard alert.source != .backfill, let created = alert.vendorCreatedAt else { continue }
                counts.delays[alert.source, default: DelayHistogram()].add(max(0, now.seconds(since: created)))
            }
        }
        let alerts = (recorded.opened + recorded.touched).map {
            LiveUpdates.Update(kind: .alert, organizationID: $0.organizationID, id: $0.id.rawValue)
        }
        let devices = recorded.quarantined.map {
            LiveUpdates.Update(kind: .device, organizationID: $0.value, id: $0.key.rawValue)
        }
        if !alerts.isEmpty || !devices.isEmpty { await updates.publish(alerts + devices) }
        for device in recorded.devicesWithRereads { await wake(.rereads(device)) }
        for device in recorded.devicesWithDeliveries { await wake(.outbox(device)) }
    }

    private func logUnlessStopping(_ message: Logger.Message, _ error: any Error) {
        guard !Stopping.isWanted else { return }
        logger.error(message, metadata: ["error": "\(error)"])
    }
}

extension Error {
    /// The store cannot work at all now: no fault of what was to be stored.
    fileprivate var isStoreTrouble: Bool { (self as? WorkbenchError)?.code == .unavailable }
}
