/// How long to wait before trying again: twice as long each time, up to a limit, and never all at once.
struct BackOff: Sendable {
    /// Seconds.
    var base: Double
    /// Seconds.
    var limit: Double

    init(_ settings: PipelineSettings) {
        base = settings.retryBase
        limit = settings.retryLimit
    }

    /// Seconds to wait after so many failures in a row: between half and all of the doubling step, so that what
    /// failed together does not come back together.
    func delay(afterFailures failures: Int) -> Double {
        var step = min(max(0, base), limit)
        for _ in 1..<max(1, min(failures, 30)) { step = min(step * 2, limit) }
        return step * Double.random(in: 0.5...1)
    }
}
