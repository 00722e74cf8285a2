import Logging
import Workbench

/// Where every signal is made durable. When `accept` returns, the bytes are on disk; only then may a webhook be
/// answered 202. Signals that arrive together share one commit, because a commit costs a disk flush.
public actor Inbox {
    private struct Waiting {
        var signal: Signal
        var done: CheckedContinuation<Void, any Error>
    }

    /// More waiting than this, and senders are asked to come back.
    private static let limit = 20_000
    /// The most signals in one commit.
    private static let batch = 512

    private let store: any Store
    private let wakeIntake: @Sendable () async -> Void
    private let meter: PipelineMeter
    private let pressure: InboxPressure
    private var waiting: [Waiting] = []
    private var isWriting = false

    public init(store: any Store, wakeIntake: @escaping @Sendable () async -> Void) {
        self.init(store: store, wakeIntake: wakeIntake, meter: PipelineMeter(), pressure: InboxPressure())
    }

    init(
        store: any Store, wakeIntake: @escaping @Sendable () async -> Void, meter: PipelineMeter,
        pressure: InboxPressure
    ) {
        self.store = store
        self.wakeIntake = wakeIntake
        self.meter = meter
        self.pressure = pressure
    }

    /// - Throws: `unavailable` when the store cannot keep up or refuses; the sender must try again.
    public func accept(_ body: [UInt8], device: ID<SecurityDevice>, source: Signal.Source, at time: Timestamp = .now())
        async throws
    {
        guard waiting.count < Inbox.limit else {
            throw WorkbenchError(
                .unavailable, "Too many signals are waiting to be stored. Send this one again shortly.")
        }
        let signal = Signal(id: .make(at: time), deviceID: device, source: source, body: body, receivedAt: time)
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(signal: signal, done: continuation))
            if !isWriting {
                isWriting = true
                Task { await self.flush() }
            }
        }
    }

    private func flush() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Inbox.batch))
            waiting.removeFirst(batch.count)
            let signals = batch.map(\.signal)
            pressure.note(signals.count)
            do {
                try await store.write { tx in try tx.signals.insert(signals) }
                meter.add { counts in
                    for signal in signals { counts.accepted[signal.source, default: 0] &+= 1 }
                }
                for entry in batch { entry.done.resume() }
            } catch {
                for entry in batch {
                    entry.done.resume(
                        throwing: WorkbenchError(.unavailable, "The signal could not be stored. Send it again."))
                }
            }
            await wakeIntake()
        }
        isWriting = false
    }
}
