import GraphQL
import Hummingbird

/// `POST /oauth/token`: client credentials for a bearer token.
struct TokenEndpoint: Sendable {
    let configuration: EmulatorConfiguration
    let tenant: Tenant
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
        guard form["audience"] == configuration.environment.audience else {
            return refusal(.forbidden, "access_denied", "Service not found: \(form["audience"] ?? "")")
        }
        guard form["client_id"] == configuration.clientID, form["client_secret"] == configuration.clientSecret else {
            record(.failed, form["client_id"] ?? "", agent: request.headers[.userAgent] ?? "")
            return refusal(.unauthorized, "access_denied", "Unauthorized")
        }
        record(.success, configuration.clientID, agent: request.headers[.userAgent] ?? "")
        return grant()
    }

    private func grant() -> Response {
        let short = faults.take(.shortTokens, for: [Fault.tokenOperation])
        let lifetime = short.map { $0.number ?? 900 } ?? configuration.environment.tokenLifetime
        let token = tokens.issue(lifetime: lifetime)
        var reply: GraphQLObject = ["access_token": .string(token), "token_type": "Bearer"]
        if faults.take(.missingExpiresIn, for: [Fault.tokenOperation]) == nil { reply["expires_in"] = .count(lifetime) }
        switch configuration.environment {
        case .commercial: reply["refresh_token"] = .string(Hex.text(WizID(name: token).seed, digits: 16))
        case .legacy: reply["scope"] = .string(configuration.scopes.joined(separator: " "))
        case .gov, .govCloud: break
        }
        return Reply.json(.object(reply))
    }

    /// Every sign-in is in the tenant's audit log; one that failed names no account.
    private func record(_ status: AuditLog.Status, _ clientID: String, agent: String) {
        let message = status == .success ? "authenticated service account" : "failed authenticating service account"
        tenant.audit.record(
            "Login", status, at: tenant.clock.now(), by: status == .success ? tenant.serviceAccount : nil,
            parameters: ["clientID": .string(clientID), "message": .string(message)], agent: agent)
    }

    private func refusal(_ status: HTTPResponse.Status, _ error: String, _ description: String) -> Response {
        Reply.json(["error": .string(error), "error_description": .string(description)], status: status)
    }
}
