import Synchronization

/// How fast signals come in just now. There is one writer to the database, so during a burst what is acknowledged and
/// what is processed compete for it; acknowledging goes first, because a sender waits for it.
final class InboxPressure: Sendable {
    private struct Window {
        var start = ContinuousClock.now
        var count = 0
        var previous = 0
    }

    /// More signals than this within one span is a burst: 1,000 a second.
    private static let high = 100
    private static let span = Duration.milliseconds(100)

    private let window = Mutex(Window())

    func note(_ signals: Int) {
        window.withLock { window in
            InboxPressure.turn(&window)
            window.count &+= signals
        }
    }

    var isHigh: Bool {
        window.withLock { window in
            InboxPressure.turn(&window)
            return max(window.count, window.previous) > InboxPressure.high
        }
    }

    private static func turn(_ window: inout Window) {
        let now = ContinuousClock.now
        let age = now - window.start
        guard age >= span else { return }
        window = Window(start: now, count: 0, previous: age < span * 2 ? window.count : 0)
    }
}
