import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's faults")
struct FaultTests {
    private static let query =
        "{ issues(first: 2) { nodes { id entitySnapshot { name } } pageInfo { hasNextPage endCursor } } }"

    private static func set(_ tenant: EmulatedTenant, _ faults: GraphQLValue) async throws {
        let answer = try await tenant.send(.put, "/_emulator/faults", faults)
        try #require(answer.status == 200, "\(answer.text)")
    }

    @Test(
        "429 comes with Retry-After when seconds are given, without it otherwise, and for as many calls as were asked for"
    )
    func rateLimit() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["rateLimit429": ["calls": 1, "retryAfter": 3]])
            let limited = try await tenant.call(Self.query)
            #expect(limited.status == 429)
            #expect(limited.header("Retry-After") == "3")
            #expect(try await tenant.call(Self.query).status == 200)
            try await Self.set(tenant, ["rateLimit429": true])
            for _ in 0..<3 {
                let answer = try await tenant.call(Self.query)
                #expect(answer.status == 429)
                #expect(answer.header("Retry-After") == nil)
            }
            #expect(try await tenant.send(.delete, "/_emulator/faults").status == 200)
            #expect(try await tenant.call(Self.query).status == 200)
        }
    }

    @Test("Rate limits and lost authentication can hide in a 200")
    func hidden() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["rateLimitIn200": 1, "unauthenticatedIn200": 2])
            let codes = try await [
                tenant.call(Self.query), tenant.call(Self.query), tenant.call(Self.query), tenant.call(Self.query),
            ]
            #expect(codes.allSatisfy { $0.status == 200 })
            #expect(
                try codes.map { try $0.json.text("errors.0.extensions.code") } == [
                    "RATE_LIMIT_EXCEEDED", "UNAUTHENTICATED", "UNAUTHENTICATED", nil,
                ])
        }
    }

    @Test("Server errors and pages of a gateway come with the status that was asked for")
    func serverErrors() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["serverError5xx": ["status": 503, "calls": 1]])
            let failed = try await tenant.call(Self.query)
            #expect(failed.status == 503)
            #expect(try failed.json.text("errors.0.extensions.code") == "INTERNAL")
            try await Self.set(tenant, ["htmlBody": ["status": 504, "calls": 1]])
            let page = try await tenant.call(Self.query)
            #expect(page.status == 504)
            #expect(page.text.hasPrefix("<html>"))
            try await Self.set(tenant, ["htmlBody": ["status": 200, "calls": 1]])
            #expect(try await tenant.call(Self.query).text.hasPrefix("<html>"))
        }
    }

    @Test("Partial data has a hole with an error that points at it")
    func partialData() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["partialData": 1])
            let reply = try await tenant.graphQL(Self.query)
            #expect(reply[path: "data.issues.nodes.0.entitySnapshot"] == .null)
            #expect(reply.text("data.issues.nodes.0.id") != nil)
            #expect(reply.text("data.issues.nodes.1.entitySnapshot.name") != nil)
            #expect(reply[path: "errors.0.path"] == ["issues", "nodes", 0, "entitySnapshot"])
        }
    }

    @Test("Tokens can be taken for expired")
    func expiredTokens() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["expiredTokens": 1])
            #expect(try await tenant.call(Self.query).status == 401)
            #expect(try await tenant.call(Self.query).status == 200)
        }
    }

    @Test("A connection dropped before the mutation leaves the issue, dropped after it the change has been made")
    func drops() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await tenant.newIssue(["type": "TOXIC_COMBINATION"]).text("id") ?? ""
            let mutation = """
                mutation($id: ID!) { updateIssue(input: {id: $id, patch: {status: IN_PROGRESS}}) { issue { id } } }
                """
            try await Self.set(tenant, ["dropBefore": 1])
            await #expect(throws: (any Error).self) { try await tenant.call(mutation, ["id": .string(id)]) }
            #expect(try await tenant.issue(id).text("status") == "OPEN")
            try await Self.set(tenant, ["dropAfterMutation": 1])
            #expect(try await tenant.call(Self.query).status == 200)
            await #expect(throws: (any Error).self) { try await tenant.call(mutation, ["id": .string(id)]) }
            #expect(try await tenant.issue(id).text("status") == "IN_PROGRESS")
        }
    }

    @Test("A repeated cursor claims more pages for ever")
    func repeatedCursor() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["repeatedCursor": true])
            let first = try await tenant.graphQL(Self.query)
            let cursor = first.text("data.issues.pageInfo.endCursor") ?? ""
            #expect(first[path: "data.issues.pageInfo.hasNextPage"] == true)
            let next = try await tenant.graphQL(
                "query($after: String) { issues(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
                ["after": .string(cursor)])
            #expect(next.text("data.issues.pageInfo.endCursor") == cursor)
            #expect(next[path: "data.issues.pageInfo.hasNextPage"] == true)
        }
    }

    @Test("Latency delays a call and fails none")
    func latency() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["latencyMs": 150])
            let start = ContinuousClock.now
            #expect(try await tenant.call(Self.query).status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(150))
        }
    }

    @Test("A fault can be meant for one operation, and for the token endpoint")
    func operations() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(tenant, ["rateLimit429": ["operation": "detections"]])
            #expect(try await tenant.call(Self.query).status == 200)
            #expect(try await tenant.call("{ detections(first: 1) { nodes { id } } }").status == 429)
            try await Self.set(tenant, ["serverError5xx": ["operation": "token", "status": 500, "calls": 1]])
            #expect(try await tenant.token().status == 500)
            #expect(try await tenant.token().status == 200)
        }
    }

    @Test("Faults combine, and what is no fault is refused with the list of those there are")
    func combined() async throws {
        try await EmulatedTenant.with { tenant in
            try await Self.set(
                tenant,
                [
                    "rateLimit429": [["calls": 1, "retryAfter": 1], ["calls": 1]],
                    "serverError5xx": ["calls": 1, "status": 502],
                ])
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await tenant.call(Self.query).status) }
            #expect(statuses == [429, 429, 502, 200])
            let refused = try await tenant.send(.put, "/_emulator/faults", ["slow": true])
            #expect(refused.status == 400)
            #expect(try refused.json.text("error")?.contains("latencyMs") == true)
            let malformed = try await tenant.send(.put, "/_emulator/faults", ["serverError5xx": ["code": 1]])
            #expect(malformed.status == 400)
        }
    }
}
