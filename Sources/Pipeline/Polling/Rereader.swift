import Logging
import Workbench

/// Reads single issues of one device again, by id: after a webhook, after a conflict. What it reads enters the inbox
/// like any other signal, in the transaction that ticks the request off.
actor Rereader {
    private let device: ID<SecurityDevice>
    private let connection: any TenantConnection
    private let context: WorkerContext
    private let backOff: BackOff
    private let bell = Doorbell()
    /// No vendor call before then.
    private var pausedUntil: Timestamp?

    /// Issues in one call.
    private static let batch = 50
    /// An issue that the vendor does not know may only not be indexed yet; after so many tries it counts as gone.
    private static let unknownLimit = 4

    init(device: ID<SecurityDevice>, connection: any TenantConnection, context: WorkerContext) {
        self.device = device
        self.connection = connection
        self.context = context
        backOff = BackOff(context.settings)
    }

    func ring() async {
        await bell.ring()
    }

    func run() async {
        while !Stopping.isWanted {
            guard await !readBatch() else { continue }
            await bell.wait(seconds: context.settings.lookInterval)
        }
    }

    /// - Returns: whether something was read, so that there may be more at once.
    private func readBatch() async -> Bool {
        let now = context.clock()
        if let pausedUntil, now < pausedUntil { return false }
        do {
            let due = try await context.store.read { [device] tx -> [Reread] in
                let row = try tx.devices.find(device, scope: .everything)
                guard row?.ingestion == .active else { return [] }
                return try tx.polls.dueRereads(device: device, now: now, limit: Rereader.batch)
            }
            guard !due.isEmpty else { return false }
            let items: [VendorItem]
            do throws(IntegrationError) {
                items = try await connection.fetch(issues: due.map(\.issueID))
            } catch {
                try await postpone(due, error)
                return false
            }
            try await keep(items, asked: due)
            return true
        } catch {
            context.logUnlessStopping("Issues could not be read again", error)
            return false
        }
    }

    private func keep(_ items: [VendorItem], asked: [Reread]) async throws {
        let now = context.clock()
        let found = Set(items.map(\.vendorID))
        let missing = asked.filter { !found.contains($0.issueID) && $0.attempts + 1 < Rereader.unknownLimit }
        let waiting = Set(missing.map(\.issueID))
        let finished = asked.filter { !waiting.contains($0.issueID) }
        let signals = items.map {
            Signal(id: .make(at: now), deviceID: device, source: .reread, body: $0.raw.bytes, receivedAt: now)
        }
        let delays = missing.map { ($0, now.adding(seconds: backOff.delay(afterFailures: $0.attempts &+ 1))) }
        try await context.store.write { tx in
            try tx.signals.insert(signals)
            try tx.polls.finishRereads(finished)
            for (reread, time) in delays { try tx.polls.postponeRereads([reread], until: time) }
        }
        context.meter.add { counts in
            counts.rereads &+= signals.count
            counts.accepted[.reread, default: 0] &+= signals.count
        }
        if !signals.isEmpty { await context.wakeIntake() }
    }

    private func postpone(_ due: [Reread], _ error: IntegrationError) async throws {
        guard !Stopping.isWanted else { return }
        context.logger.warning(
            "Issues could not be read again",
            metadata: ["count": "\(due.count)", "error": "\(error.label)", "detail": "\(error.detail)"])
        let now = context.clock()
        let delays = due.map { ($0, now.adding(seconds: backOff.delay(afterFailures: $0.attempts &+ 1))) }
        if case .later(let until?) = error.verdict { pausedUntil = until }
        try await context.store.write { [device] tx in
            for (reread, time) in delays { try tx.polls.postponeRereads([reread], until: time) }
            try DeviceHealthCheck.noteError(error, of: device, at: now, in: tx)
        }
        await context.wakeHealth(device)
    }
}
