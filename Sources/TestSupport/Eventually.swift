/// What was waited for did not come.
public struct NeverHappened: Error, CustomStringConvertible {
    public var description: String
}

/// Waits for an outcome, not for a time: asks again and again until the condition holds, for up to 20 seconds.
///
/// - Throws: `NeverHappened`, or what the last attempt threw.
public func eventually(
    _ what: String = "the expected outcome", within seconds: Double = 20, isolation: isolated (any Actor)? = #isolation,
    _ condition: () async throws -> Bool
) async throws {
    try await eventualValue(what, within: seconds, isolation: isolation) { () async throws -> Bool? in
        try await condition() ? true : nil
    }
}

/// As `eventually`, until there is a value, which is handed out.
@discardableResult
public func eventualValue<Value>(
    _ what: String = "the expected value", within seconds: Double = 20, isolation: isolated (any Actor)? = #isolation,
    _ attempt: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    while true {
        var failure: (any Error)?
        do {
            if let value = try await attempt() { return value }
        } catch {
            failure = error
        }
        guard clock.now < end else {
            throw failure ?? NeverHappened(description: "\(what) did not come within \(seconds) seconds")
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}
