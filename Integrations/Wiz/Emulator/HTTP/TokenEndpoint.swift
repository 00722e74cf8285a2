import GraphQL
import Hummingbird

/// `POST /oauth/token`: client credentials for a bearer token.
struct TokenEndpoint: Sendable {
    let configuration: EmulatorConfiguration
    let tokens: AccessTokens
    let faults: FaultBoard
    let log: RequestLog

    func respond(to request: Request, context: EmulatorContext) async throws -> Response {
        log.begin()
        let response: Response?
        do {
            response = try await answer(request)
        } catch {
            log.end(operations: [Fault.tokenOperation], status: 500)
            throw error
        }
        log.end(operations: [Fault.tokenOperation], status: response.map { $0.status.code })
        if let response { return response }
        return await context.dropConnection()
    }

    /// Nil when a fault drops the connection.
    private func answer(_ request: Request) async throws -> Response? {
        let gate = FaultGate(faults: faults, operations: [Fault.tokenOperation])
        if let outcome = try await gate.beforeCall() {
            if case .answer(let response) = outcome { return response }
            return nil
        }
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            return refusal(.badRequest, "invalid_request", "content type must be application/x-www-form-urlencoded")
        }
        let form = FormBody(String(decoding: try await request.bytes(upTo: 64 << 10), as: UTF8.self))
        guard form["grant_type"] == "client_credentials" else {
            return refusal(.badRequest, "unsupported_grant_type", "grant_type must be client_credentials")
        }
        guard form["audience"] == "wiz-api" else {
            return refusal(.forbidden, "access_denied", "Service not found: \(form["audience"] ?? "")")
        }
        guard form["client_id"] == configuration.clientID, form["client_secret"] == configuration.clientSecret else {
            return refusal(.unauthorized, "access_denied", "Unauthorized")
        }
        let short = faults.take(.shortTokens, for: [Fault.tokenOperation])
        let lifetime = short.map { $0.number ?? 900 } ?? configuration.tokenLifetime
        return Reply.json([
            "access_token": .string(tokens.issue(lifetime: lifetime)), "token_type": "Bearer",
            "expires_in": .count(lifetime),
        ])
    }

    private func refusal(_ status: HTTPResponse.Status, _ error: String, _ description: String) -> Response {
        Reply.json(["error": .string(error), "error_description": .string(description)], status: status)
    }
}
