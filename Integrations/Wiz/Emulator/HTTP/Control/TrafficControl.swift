import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/requests`, `/_emulator/tokens` and `/_emulator/clock`: what clients did, and the time they did it in.
struct TrafficControl: Sendable {
    let log: RequestLog
    let tokens: AccessTokens
    let clock: EmulatorClock

    func add(to group: RouterGroup<EmulatorContext>) {
        group.get("/requests") { _, _ in Reply.json(log.value) }
        group.delete("/requests") { _, _ in
            log.reset()
            return Reply.json(log.value)
        }
        group.delete("/tokens") { _, _ in
            tokens.revokeAll()
            return Response(status: .noContent)
        }
        group.get("/clock") { _, _ in Reply.json(time) }
        group.post("/clock", use: advance)
    }

    private var time: GraphQLValue { ["now": .time(clock.now())] }

    /// Moves the tenant's clock by `advanceSeconds`.
    private func advance(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        guard let seconds = object["advanceSeconds"]?.doubleValue, seconds.isFinite else {
            throw Refusal.badInput("advanceSeconds must be a number")
        }
        clock.advance(seconds: seconds)
        return Reply.json(time)
    }
}
