import Workbench

/// Slows down guessing: counts failed sign-ins of a user and of an address, and refuses more for a while.
actor SignInLimiter {
    private struct Failures {
        var count: Int
        var since: Timestamp
    }

    /// Failed attempts within the window before the next ones are refused.
    private static let perUser = 10
    private static let perAddress = 50
    /// Seconds.
    private static let window: Double = 15 * 60
    private static let capacity = 10_000

    private var failures: [String: Failures] = [:]

    /// - Throws: `rateLimited`.
    func check(user: String, address: String, at time: Timestamp) throws(WorkbenchError) {
        let isRefused =
            count("user \(user)", at: time) >= SignInLimiter.perUser
            || count("address \(address)", at: time) >= SignInLimiter.perAddress
        guard !isRefused else {
            throw WorkbenchError(.rateLimited, "Too many failed sign-ins. Wait a quarter of an hour and try again.")
        }
    }

    func noteFailure(user: String, address: String, at time: Timestamp) {
        if failures.count > SignInLimiter.capacity {
            failures = failures.filter { time.seconds(since: $0.value.since) < SignInLimiter.window }
            if failures.count > SignInLimiter.capacity { failures = [:] }
        }
        for key in ["user \(user)", "address \(address)"] {
            let known = count(key, at: time)
            let since = known == 0 ? time : failures[key]?.since ?? time
            failures[key] = Failures(count: known &+ 1, since: since)
        }
    }

    func noteSuccess(user: String) {
        failures["user \(user)"] = nil
    }

    private func count(_ key: String, at time: Timestamp) -> Int {
        guard let entry = failures[key], time.seconds(since: entry.since) < SignInLimiter.window else { return 0 }
        return entry.count
    }
}
