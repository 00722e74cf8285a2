import Synchronization
import Workbench

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let time: Mutex<Timestamp>

    /// - Parameter start: 2026-01-02T10:00:00.000Z unless said otherwise.
    public init(_ start: Timestamp = Timestamp(milliseconds: 1_767_348_000_000)) {
        time = Mutex(start)
    }

    public var now: Timestamp { time.withLock { $0 } }

    public func set(_ new: Timestamp) {
        time.withLock { $0 = new }
    }

    @discardableResult
    public func advance(seconds: Double) -> Timestamp {
        time.withLock { time in
            time = time.adding(seconds: seconds)
            return time
        }
    }

    /// For what takes a clock as a closure.
    public var closure: @Sendable () -> Timestamp {
        { self.now }
    }
}
