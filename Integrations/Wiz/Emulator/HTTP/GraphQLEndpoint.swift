import GraphQL
import HTTPTypes
import Hummingbird

/// `POST /graphql`.
struct GraphQLEndpoint: Sendable {
    let tenant: Tenant
    let executor: GraphQLExecutor
    let tokens: AccessTokens
    let faults: FaultBoard
    let log: RequestLog
    let portal: String
    /// Of the service account.
    let scopes: [String]
    let isSecure: Bool

    func respond(to request: Request, context: EmulatorContext) async throws -> Response {
        log.begin()
        var operations: [String] = ["refused"]
        let outcome: FaultGate.Outcome
        do {
            outcome = try await answer(request, &operations)
        } catch {
            log.end(operations: operations, status: 500)
            throw error
        }
        switch outcome {
        case .answer(let response):
            log.end(operations: operations, status: response.status.code)
            return response
        case .drop:
            log.end(operations: operations, status: nil)
            return await context.dropConnection()
        }
    }

    private func answer(_ request: Request, _ operations: inout [String]) async throws -> FaultGate.Outcome {
        guard request.mediaType == "application/json" else {
            return .answer(Reply.problem("Content-Type must be application/json", status: .unsupportedMediaType))
        }
        let call: GraphQLRequest
        do {
            call = try GraphQLRequest(json: try await request.bytes(upTo: 1 << 20))
        } catch let error as GraphQLError {
            return .answer(Reply.graphQLError(error.message, code: "BAD_REQUEST", status: .badRequest))
        }
        let summary = executor.summary(of: call)
        operations = summary?.rootFields ?? ["invalid"]
        let isExpired = faults.take(.expiredTokens, for: operations) != nil
        guard !isExpired, tokens.judge(header: request.headers[.authorization]) == .valid else {
            return .answer(Reply.graphQLError("unauthenticated", code: "UNAUTHENTICATED", status: .unauthorized))
        }
        if let outcome = try await FaultGate(faults: faults, operations: operations).beforeCall() { return outcome }
        if let response = faultIn200(operations) { return .answer(response) }
        let response = execute(call, summary?.kind, request, operations)
        if summary?.kind == .mutation, faults.take(.dropAfterMutation, for: operations) != nil { return .drop }
        return .answer(response)
    }

    /// Without names of features those that detections need.
    private func missingLicenses(_ operations: [String]) -> [String] {
        guard let fault = faults.take(.missingLicense, for: operations) else { return [] }
        return fault.scopes.isEmpty ? ["CLOUD_EVENTS_AND_DETECTION_DEFEND"] : fault.scopes
    }

    /// Errors that come with HTTP 200.
    private func faultIn200(_ operations: [String]) -> Response? {
        if faults.take(.rateLimitIn200, for: operations) != nil {
            return Reply.graphQLError(
                "Rate limit exceeded, please try again later", code: "RATE_LIMIT_EXCEEDED", status: .ok)
        }
        if faults.take(.unauthenticatedIn200, for: operations) != nil {
            return Reply.graphQLError("unauthenticated", code: "UNAUTHENTICATED", status: .ok)
        }
        return nil
    }

    private func execute(
        _ call: GraphQLRequest, _ kind: OperationKind?, _ request: Request, _ operations: [String]
    ) -> Response {
        let missing = faults.take(.missingScopes, for: operations)?.scopes ?? []
        let access = Access(scopes: scopes, without: Set(missing))
        let origin = request.head.authority.map { "\(isSecure ? "https" : "http")://\($0)" } ?? ""
        var response: GraphQLResponse
        if kind == .mutation {
            // Without a view of the state: while somebody holds one, a change has to copy what it changes.
            let mutation = MutationRoot(
                tenant: tenant, access: access, portal: portal, origin: origin,
                agent: request.headers[.userAgent] ?? "")
            response = executor.execute(call, query: mutation, mutation: mutation)
        } else {
            let view = TenantView(
                state: tenant.snapshot(), now: tenant.clock.now(), portal: portal,
                seesThreats: access.allows("read:threat_issues"))
            let query = QueryRoot(
                tenant: tenant, view: view, access: access, origin: origin,
                missingLicenses: missingLicenses(operations),
                repeatsCursor: faults.take(.repeatedCursor, for: operations) != nil)
            response = executor.execute(call, query: query, mutation: nil)
        }
        if faults.take(.partialData, for: operations) != nil { response = PartialData(response).response }
        let isBadRequest = response.errors.contains { $0.code == FilterReader.badRequest }
        return Reply.json(bytes: WizEnvelope(response).value.json(), status: isBadRequest ? .badRequest : .ok)
    }
}
