import GraphQL
import Pipeline
import Testing
import Wiz
import WizEmulator
import Workbench

@Suite("A tenant that fails")
struct ClientFaultTests {
    private static let window = PollRequest(
        stream: .created, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)

    private static let faults: [(faults: GraphQLValue, label: String)] = [
        (["rateLimit429": true], "rate_limited"), (["rateLimit429": ["retryAfter": 7]], "rate_limited"),
        (["rateLimitIn200": true], "rate_limited"), (["serverError5xx": 500], "server"),
        (["serverError5xx": 503], "server"),
        (["htmlBody": 502], "server"), (["htmlBody": 200], "decoding"), (["htmlBody": 403], "refused"),
        (["expiredTokens": true], "auth"), (["unauthenticatedIn200": true], "auth"),
        (["missingScopes": ["read:issues"]], "scope"),
        (["dropBefore": true], "network"), (["repeatedCursor": true], "decoding"),
    ]

    @Test("Each fault alone has its reason, and passes when it is gone", arguments: faults)
    func fault(_ row: (faults: GraphQLValue, label: String)) async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(row.faults)
            let error = await #expect(throws: IntegrationError.self) {
                try await wiz.pull(.created, after: .longAgo, before: .soon)
            }
            #expect(error?.label == row.label)
            try await wiz.set([:])
            if row.label != "rate_limited" {
                #expect(try await wiz.connection.poll(Self.window).bodies.count == 20)
            }
        }
    }

    @Test("Retry-After becomes a time, and its absence none")
    func retryAfter() async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["rateLimit429": ["retryAfter": 40]])
            let start = Timestamp.now()
            let named = await #expect(throws: IntegrationError.self) { try await wiz.connection.poll(Self.window) }
            guard case .rateLimited(let until?)? = named?.reason else {
                Issue.record("\(String(describing: named))")
                return
            }
            #expect(until >= start.adding(seconds: 40))
        }
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["rateLimit429": true])
            let unnamed = await #expect(throws: IntegrationError.self) { try await wiz.connection.poll(Self.window) }
            #expect(unnamed?.reason == .rateLimited(until: nil))
        }
    }

    @Test(
        "One expired token is replaced without anybody noticing", arguments: ["expiredTokens", "unauthenticatedIn200"])
    func expired(_ fault: String) async throws {
        try await ConnectedTenant.with { wiz in
            _ = try await wiz.connection.poll(Self.window)
            try await wiz.set(.object([fault: 1]))
            #expect(try await wiz.connection.poll(Self.window).bodies.count == 20)
            #expect(try await wiz.calls("token") == 2)
        }
    }

    @Test("Tokens of a moment are renewed before they end, and a token serves many calls otherwise")
    func shortTokens() async throws {
        try await ConnectedTenant.with { wiz in
            for _ in 0..<5 { _ = try await wiz.connection.poll(Self.window) }
            #expect(try await wiz.calls("token") == 1)
        }
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["shortTokens": 3])
            let end = Timestamp.now().adding(seconds: 20)
            while try await wiz.calls("token") < 3, Timestamp.now() < end {
                _ = try await wiz.connection.poll(Self.window)
            }
            #expect(try await wiz.calls("token") == 3)
        }
    }

    @Test("A tenant of Wiz for Gov is read with its tokens of 15 minutes")
    func gov() async throws {
        try await ConnectedTenant.with(environment: .gov) { wiz in
            let items = try await wiz.pull(.created, after: .longAgo, before: .soon)
            #expect(items.count == 20)
            #expect(items.allSatisfy { $0.content.url?.hasPrefix("https://app.wiz.us/") == true })
        }
    }

    @Test("Partial data is taken, with what is there")
    func partial() async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["partialData": true])
            let items = try await wiz.pull(.created, after: .longAgo, before: .soon)
            #expect(items.count == 20)
            // A threat still names the resource among its details, without where it is.
            #expect(items.first?.content.resource?.cloud == nil)
            #expect(items.dropFirst().allSatisfy { $0.content.resource?.cloud != nil })
        }
    }

    @Test("Calls keep to the limit whatever is done at once")
    func limit() async throws {
        try await ConnectedTenant.with(requestsPerSecond: 0.001, burst: 4) { wiz in
            let work = (0..<12).map { _ in
                Task { () async -> Void in _ = try? await wiz.connection.poll(Self.window) }
            }
            while try await wiz.calls("issuesV2") < 4 { await Task.yield() }
            for task in work { task.cancel() }
            for task in work { await task.value }
            let sent = try await wiz.calls("issuesV2")
            #expect(sent == 4)
        }
    }

    @Test("A tenant that is not there is a network error")
    func unreachable() async throws {
        let url = try await EmulatedTenant.with(EmulatorConfiguration(issues: 1)) { $0.url }
        let integration = WizIntegration(allowsLoopback: true, productVersion: "test")
        let connection = try integration.connect(["api_url": url, "client_id": "i"], secret: "s", logger: .quiet)
        let error = await #expect(throws: IntegrationError.self) { try await connection.poll(Self.window) }
        #expect(error?.reason == .network)
        #expect(await connection.check().map(\.kind) == [.unreachable])
        await connection.close()
        await #expect(throws: IntegrationError.self) { try await connection.poll(Self.window) }
    }
}
