import GraphQL
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Takes webhooks on a free port and remembers them.
final class WebhookReceiver: Sendable {
    struct Delivery: Sendable {
        let headers: HTTPFields
        let body: GraphQLValue
        let text: String
    }

    private let deliveries = Mutex<[Delivery]>([])
    /// The statuses to answer with, one after the other; 200 when there are no more.
    private let statuses: Mutex<[Int]>

    init(statuses: [Int] = []) {
        self.statuses = Mutex(statuses)
    }

    var received: [Delivery] { deliveries.withLock { $0 } }

    /// - Parameter body: gets the URL to send to.
    func whileRunning<Result: Sendable>(
        _ body: @escaping @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let router = Router()
        router.post("/hook") { request, _ in
            let bytes = Array(buffer: try await request.body.collect(upTo: 4 << 20))
            let delivery = Delivery(
                headers: request.headers, body: (try? GraphQLValue(json: bytes)) ?? .null,
                text: String(decoding: bytes, as: UTF8.self))
            self.deliveries.withLock { $0.append(delivery) }
            let status = self.statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
            return Response(status: .init(code: status), body: .init(byteBuffer: ByteBuffer(string: "seen")))
        }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: .quiet)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await port in ports {
                let result = try await body("http://127.0.0.1:\(port)/hook")
                group.cancelAll()
                return result
            }
            throw CancellationError()
        }
    }

    /// Waits, up to 20 seconds, until as many deliveries are there, and returns them.
    func wait(for count: Int) async throws -> [Delivery] {
        try await poll { received.count >= count }
        return received
    }
}

/// Waits up to 20 seconds for a condition.
func poll(_ condition: () async throws -> Bool) async throws {
    struct NeverHappened: Error {}
    for _ in 0..<2000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened()
}
