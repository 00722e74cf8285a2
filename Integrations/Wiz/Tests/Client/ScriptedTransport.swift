import Pipeline
import Synchronization
import Workbench

@testable import Wiz

/// A transport that answers as a test says, and remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
    typealias Script = @Sendable (HTTPCall, Int) async throws(HTTPFailure) -> HTTPAnswer

    private let script: Script
    private let sent = Mutex<[HTTPCall]>([])

    /// - Parameter script: gets the call and how many came before it.
    init(_ script: @escaping Script) {
        self.script = script
    }

    var calls: [HTTPCall] { sent.withLock { $0 } }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        let number = sent.withLock { calls in
            calls.append(call)
            return calls.count - 1
        }
        return try await script(call, number)
    }

    func close() async {}
}

extension HTTPAnswer {
    static func json(_ value: JSON, status: Int = 200, headers: [String: String] = [:]) -> HTTPAnswer {
        HTTPAnswer(
            status: status, headers: headers.merging(["content-type": "application/json"]) { first, _ in first },
            body: value.bytes)
    }

    static func text(_ text: String, status: Int, type: String = "text/html") -> HTTPAnswer {
        HTTPAnswer(status: status, headers: ["content-type": type], body: Array(text.utf8))
    }
}

extension HTTPCall {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON? { try? JSON(parsing: body) }
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// A clock that a test moves.
final class HandClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

    var now: Timestamp { time.withLock { $0 } }
    func advance(_ seconds: Double) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}
