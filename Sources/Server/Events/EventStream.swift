import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// Live updates to open pages as server-sent events (HTML Standard §9.2): `event` is the kind of record that changed,
/// `data` says which one. Only of the organizations that the reader may see.
///
/// Nothing is replayed: a page that reconnects (whatever `Last-Event-ID` it sends) loads what it shows again.
struct EventStream: Sendable {
    /// Seconds between comments that keep proxies from closing a quiet connection.
    private static let keepAlive = Duration.seconds(15)
    /// A stream ends after so long; the browser reconnects by itself and is authenticated anew.
    private static let lifetime = Duration.seconds(15 * 60)

    let updates: LiveUpdates

    func add(to router: Router<AppRequestContext>) {
        router.get("/events") { _, context in
            let principal = try context.requirePrincipal()
            return response(for: principal.scope)
        }
    }

    private func response(for scope: AccessScope) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                .accelBuffering: "no",
            ],
            body: ResponseBody { writer in
                let subscription = await updates.subscribe()
                try await writer.write(ByteBuffer(string: "retry: 2000\n: connected\n\n"))
                for await message in EventStream.messages(subscription, scope: scope) {
                    try await writer.write(ByteBuffer(string: message))
                }
                try await writer.finish(nil)
            })
    }

    /// The updates in scope and the keep-alive comments, as one stream that ends when either ends.
    private static func messages(_ updates: AsyncStream<LiveUpdates.Update>, scope: AccessScope)
        -> AsyncStream<String>
    {
        AsyncStream(bufferingPolicy: .bufferingNewest(512)) { continuation in
            let reader = Task {
                for await update in updates where scope.allows(update.organizationID) {
                    continuation.yield(text(of: update))
                }
                continuation.finish()
            }
            let ticker = Task {
                let end = ContinuousClock.now.advanced(by: lifetime)
                while ContinuousClock.now < end {
                    guard (try? await Task.sleep(for: keepAlive)) != nil else { return }
                    continuation.yield(": still here\n\n")
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in
                reader.cancel()
                ticker.cancel()
            }
        }
    }

    private static func text(of update: LiveUpdates.Update) -> String {
        let data: JSON = [
            "kind": .string(update.kind.rawValue), "id": .string(update.id),
            "organization_id": .string(update.organizationID.rawValue),
        ]
        return "event: \(update.kind.rawValue)\ndata: \(data.text)\n\n"
    }
}

extension HTTPField.Name {
    /// Asks reverse proxies not to hold events back.
    static let accelBuffering = HTTPField.Name("x-accel-buffering")!  // safe: a valid header name
}
