import Pipeline
import Workbench

/// A token bucket that all work of one connection shares, so that a tenant's limit holds whatever we do at once.
///
/// What a person or a webhook waits for goes before background polling, but never keeps it out: a long backlog of
/// writes must not make the poller blind.
actor RequestLimiter {
    enum Priority: Hashable, Sendable {
        case interactive
        case background
    }

    private struct Waiter {
        var id: UInt64
        var continuation: CheckedContinuation<Bool, Never>
    }

    /// How many interactive requests may pass a background request that waits.
    private static let patience = 4

    private let rate: Double
    private let burst: Double
    private let clock: @Sendable () -> Timestamp
    private var tokens: Double
    private var refilledAt = ContinuousClock.now
    private var interactive: [Waiter] = []
    private var background: [Waiter] = []
    /// Interactive requests that passed while a background request waited, since one was last let through.
    private var overtaken = 0
    private var timer: Task<Void, Never>?
    private var lastID: UInt64 = 0
    private var pausedUntil: Timestamp?

    /// - Parameters:
    ///   - rate: requests a second.
    ///   - burst: requests at once after a quiet time.
    init(rate: Double, burst: Int, clock: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.rate = max(rate, 0.01)
        self.burst = Double(max(burst, 1))
        self.clock = clock
        tokens = Double(max(burst, 1))
    }

    /// Returns when one request may be sent.
    ///
    /// - Throws: `rateLimited` while the vendor has told us to stay away, `network` when the task is cancelled.
    func acquire(_ priority: Priority) async throws(IntegrationError) {
        try refuseWhilePaused()
        refill()
        if tokens >= 1, interactive.isEmpty, background.isEmpty || priority == .interactive && mayOvertake {
            if priority == .interactive { noteOvertaking() }
            tokens -= 1
            return
        }
        lastID &+= 1
        let id = lastID
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    enqueue(Waiter(id: id, continuation: continuation), priority)
                }
            }
        } onCancel: {
            Task { await self.abandon(id) }
        }
        guard isGranted else { throw IntegrationError(.network, "The request was stopped before it was sent.") }
        try refuseWhilePaused()
    }

    /// The vendor refused for frequency: nothing is sent before that time.
    func pause(until time: Timestamp) {
        pausedUntil = max(pausedUntil ?? time, time)
    }

    /// How many wait; for tests.
    var waiting: Int { interactive.count + background.count }

    private func refuseWhilePaused() throws(IntegrationError) {
        guard let until = pausedUntil else { return }
        guard clock() < until else {
            pausedUntil = nil
            return
        }
        throw IntegrationError(.rateLimited(until: until), "Wiz asked us to send nothing for a while.")
    }

    private func enqueue(_ waiter: Waiter, _ priority: Priority) {
        switch priority {
        case .interactive: interactive.append(waiter)
        case .background: background.append(waiter)
        }
        schedule()
    }

    private func abandon(_ id: UInt64) {
        if let index = interactive.firstIndex(where: { $0.id == id }) {
            interactive.remove(at: index).continuation.resume(returning: false)
        } else if let index = background.firstIndex(where: { $0.id == id }) {
            background.remove(at: index).continuation.resume(returning: false)
        }
    }

    private func schedule() {
        guard timer == nil, waiting > 0 else { return }
        let delay = Duration.seconds(max(0, (1 - tokens) / rate))
        timer = Task {
            try? await Task.sleep(for: delay)
            grant()
        }
    }

    private func grant() {
        timer = nil
        refill()
        while tokens >= 1, waiting > 0 {
            let waiter = next()
            tokens -= 1
            waiter.continuation.resume(returning: true)
        }
        schedule()
    }

    private var mayOvertake: Bool { overtaken < RequestLimiter.patience }

    private func noteOvertaking() {
        overtaken = background.isEmpty ? 0 : overtaken + 1
    }

    /// Called only while somebody waits.
    private func next() -> Waiter {
        guard !interactive.isEmpty, background.isEmpty || mayOvertake else {
            overtaken = 0
            return background.removeFirst()
        }
        noteOvertaking()
        return interactive.removeFirst()
    }

    private func refill() {
        let now = ContinuousClock.now
        let (seconds, attoseconds) = (now - refilledAt).components
        refilledAt = now
        tokens = min(burst, tokens + (Double(seconds) + Double(attoseconds) * 1e-18) * rate)
    }
}
