import Foundation
import Synchronization

/// The tenant's time: the machine's, shifted by as much as the control side asks for.
final class EmulatorClock: Sendable {
    private let shift = Mutex<Double>(0)

    /// The present, in microseconds as Wiz keeps its issues' times.
    func now() -> WizTime {
        let seconds = Date().timeIntervalSince1970
        return WizTime(nanoseconds: Int64(seconds * 1_000_000) &* 1000).adding(seconds: shift.withLock { $0 })
            .microseconds
    }

    /// Moves the tenant's time by a number of seconds, negative for back; at most ten years either way in all.
    func advance(seconds: Double) {
        let limit = 10 * 366 * 86_400.0
        shift.withLock { $0 = min(max($0 + (seconds.isFinite ? seconds : 0), -limit), limit) }
    }
}
