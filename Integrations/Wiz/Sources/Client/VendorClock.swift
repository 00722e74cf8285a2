import Synchronization
import Workbench

/// What Wiz's answers say of the time there, compared with ours (the header `Date`, RFC 9110 §6.6.1: whole seconds).
final class VendorClock: Sendable {
    private let newest = Mutex<Double?>(nil)

    /// Seconds by which Wiz's clock is ahead of ours; nil before an answer showed its time.
    var difference: Double? { newest.withLock { $0 } }

    /// - Parameters:
    ///   - asked: when the request left, and `answered`, when its answer had come; Wiz wrote the date in between.
    func note(date: String?, asked: Timestamp, answered: Timestamp) {
        guard let theirs = date.flatMap(RetryAfter.date) else { return }
        let early = theirs.seconds(since: answered)
        let late = theirs.adding(seconds: 1).seconds(since: asked)
        // Within the exchange, and the second that the header rounds away, both clocks may agree.
        let difference = early > 0 ? early : late < 0 ? late : 0
        newest.withLock { $0 = difference }
    }
}

/// Carries requests, and notes what time the answers show.
struct ClockedTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let clock: VendorClock

    init(_ transport: any HTTPTransport, clock: VendorClock) {
        self.transport = transport
        self.clock = clock
    }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        let asked = Timestamp.now()
        let answer = try await transport.send(call)
        clock.note(date: answer.headers["date"], asked: asked, answered: .now())
        return answer
    }

    func close() async { await transport.close() }
}
