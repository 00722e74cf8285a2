import Pipeline
import Synchronization
import Testing
import Workbench

@testable import Wiz

@Suite("The limit on requests")
struct RequestLimiterTests {
    @Test("A burst passes at once, and what comes after it waits")
    func burst() async throws {
        let limiter = RequestLimiter(rate: 0.01, burst: 3)
        for _ in 0..<3 { try await limiter.acquire(.background) }
        let fourth = Task { try await limiter.acquire(.background) }
        while await limiter.waiting == 0 { await Task.yield() }
        fourth.cancel()
        await #expect(throws: IntegrationError.self) { try await fourth.value }
        #expect(await limiter.waiting == 0)
    }

    @Test("What waits is let through in time")
    func refill() async throws {
        let limiter = RequestLimiter(rate: 50, burst: 1)
        for _ in 0..<5 { try await limiter.acquire(.background) }
    }

    @Test("Interactive work goes before polling that came earlier")
    func priority() async throws {
        for rate in [10, 2, 0.5] {
            guard let order = try await orderWhenAllWaited(rate: rate) else { continue }
            #expect(order == ["write", "poll 1", "poll 2"])
            return
        }
        Issue.record("the three were never waiting at the same time")
    }

    @Test("However many writes wait, a poll gets its turn among them")
    func fairness() async throws {
        let limiter = RequestLimiter(rate: 10, burst: 1)
        try await limiter.acquire(.interactive)
        let order = OrderLog()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["poll"] + Array(repeating: "write", count: 9) {
                group.addTask {
                    try await limiter.acquire(name == "poll" ? .background : .interactive)
                    order.append(name)
                }
            }
            try await group.waitForAll()
        }
        #expect(order.names.count == 10)
        #expect(order.names.last == "write")
    }

    /// The order in which three are let through; nil when the first was before the last had come.
    private func orderWhenAllWaited(rate: Double) async throws -> [String]? {
        let limiter = RequestLimiter(rate: rate, burst: 1)
        try await limiter.acquire(.background)
        let order = OrderLog()
        var haveAllWaited = true
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, name) in ["poll 1", "poll 2", "write"].enumerated() {
                group.addTask {
                    try await limiter.acquire(name == "write" ? .interactive : .background)
                    order.append(name)
                }
                while await limiter.waiting <= number, order.names.isEmpty { await Task.yield() }
            }
            haveAllWaited = order.names.isEmpty
            try await group.waitForAll()
        }
        return haveAllWaited ? order.names : nil
    }

    @Test("After a refusal for frequency nothing is sent until the time that was named")
    func pause() async throws {
        let clock = HandClock()
        let limiter = RequestLimiter(rate: 100, burst: 10, clock: { clock.now })
        let until = clock.now.adding(seconds: 30)
        await limiter.pause(until: until)
        await limiter.pause(until: clock.now.adding(seconds: 5))
        let error = await #expect(throws: IntegrationError.self) { try await limiter.acquire(.interactive) }
        #expect(error?.reason == .rateLimited(until: until))
        clock.advance(30)
        try await limiter.acquire(.interactive)
    }
}

private final class OrderLog: Sendable {
    private let entries = Mutex<[String]>([])

    var names: [String] { entries.withLock { $0 } }
    func append(_ name: String) { entries.withLock { $0.append(name) } }
}
