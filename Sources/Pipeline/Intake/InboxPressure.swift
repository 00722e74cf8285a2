import Synchronization

/// Whether many senders wait for their acknowledgement just now. There is one writer to the database, so during a
/// burst what is acknowledged and what is processed compete for it; acknowledging goes first, because a sender waits.
final class InboxPressure: Sendable {
    /// So many signals in one commit had all been waiting for it.
    private static let crowd = 16
    /// How long a crowd is remembered.
    private static let memory = Duration.milliseconds(100)

    private let lastCrowd = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameter signals: how many go into the next commit.
    func note(_ signals: Int) {
        guard signals >= InboxPressure.crowd else { return }
        lastCrowd.withLock { $0 = .now }
    }

    var isHigh: Bool {
        lastCrowd.withLock { last in last.map { .now - $0 < InboxPressure.memory } ?? false }
    }
}
