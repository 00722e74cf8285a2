import Logging
import Pipeline
import Workbench

/// Sends operations to one tenant: with a token, within the limits, and with one new token if the old one is refused.
struct GraphQLClient: Sendable {
    /// Where Wiz gives no time to come back, seconds of silence after it refused for frequency.
    private static let silence: Double = 2
    private static let answerLimit = 32 << 20

    let url: String
    let userAgent: String
    let transport: any HTTPTransport
    let tokens: TokenSource
    let limiter: RequestLimiter
    let logger: Logger
    let clock: @Sendable () -> Timestamp

    /// The answer of one operation. Partial data is an answer; what is missing stands in `errors`.
    ///
    /// A query whose connection breaks is sent once more: a pooled connection may have been closed by the other side.
    func run(_ operation: Operation, _ variables: [String: JSON], _ priority: RequestLimiter.Priority)
        async throws(CallFailure) -> GraphQLAnswer
    {
        do throws(CallFailure) {
            return try await authenticated(operation, variables, priority)
        } catch {
            guard operation.kind == .query, error.error.reason == .network, !Task.isCancelled else { throw error }
            return try await authenticated(operation, variables, priority)
        }
    }

    private func authenticated(
        _ operation: Operation, _ variables: [String: JSON], _ priority: RequestLimiter.Priority
    ) async throws(CallFailure) -> GraphQLAnswer {
        let token = try await token()
        do throws(CallFailure) {
            return try await send(operation, variables, token, priority)
        } catch {
            guard error.isUnauthenticated else { throw error }
            logger.info("Wiz refused the token; asking for a new one", metadata: ["operation": "\(operation.name)"])
            await tokens.invalidate(token)
            return try await send(operation, variables, try await self.token(), priority)
        }
    }

    private func token() async throws(CallFailure) -> AccessToken {
        do throws(IntegrationError) {
            return try await tokens.token()
        } catch {
            throw CallFailure(error: error, mayHaveRun: false)
        }
    }

    private func send(
        _ operation: Operation, _ variables: [String: JSON], _ token: AccessToken, _ priority: RequestLimiter.Priority
    ) async throws(CallFailure) -> GraphQLAnswer {
        do throws(IntegrationError) {
            try await limiter.acquire(priority)
        } catch {
            throw CallFailure(error: error, mayHaveRun: false)
        }
        let answer: HTTPAnswer
        do throws(HTTPFailure) {
            answer = try await transport.send(call(operation, variables, token))
        } catch {
            throw CallFailure(error: error.error, mayHaveRun: error.mayHaveArrived)
        }
        do throws(CallFailure) {
            let result = try ReplyReader(operation: operation, now: clock()).read(answer)
            for error in result.errors {
                logger.warning(
                    "Wiz gave a partial answer",
                    metadata: [
                        "operation": "\(operation.name)", "code": "\(error.code ?? "-")", "message": "\(error.message)",
                    ])
            }
            return result
        } catch {
            if case .rateLimited(let until) = error.error.reason {
                await limiter.pause(until: until ?? clock().adding(seconds: GraphQLClient.silence))
            }
            throw error
        }
    }

    private func call(_ operation: Operation, _ variables: [String: JSON], _ token: AccessToken) -> HTTPCall {
        let body: JSON = ["query": .string(operation.document), "variables": .object(variables)]
        return HTTPCall(
            url: url,
            headers: [
                ("Authorization", "Bearer \(token.bearer)"), ("Content-Type", "application/json"),
                ("Accept", "application/json"), ("User-Agent", userAgent),
            ],
            body: body.bytes, answerLimit: GraphQLClient.answerLimit, timeout: 100)
    }
}
