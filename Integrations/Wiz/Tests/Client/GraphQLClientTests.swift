import Logging
import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Calls with tokens")
struct GraphQLClientTests {
    private static func client(_ transport: ScriptedTransport, clock: HandClock = HandClock()) -> GraphQLClient {
        let tokens = TokenSource(
            endpoint: TokenEndpoint(forAPIHost: "api.us1.app.wiz.io"),
            account: ServiceAccount(clientID: "i", secret: "s"),
            userAgent: "g/watchfloor/1", transport: transport, clock: { clock.now })
        return GraphQLClient(
            url: "https://api.us1.app.wiz.io/graphql", userAgent: "g/watchfloor/1", transport: transport,
            tokens: tokens,
            limiter: RequestLimiter(rate: 1000, burst: 100, clock: { clock.now }), logger: .quiet, clock: { clock.now })
    }

    /// Answers token requests with t0, t1, … and everything else by a script.
    private static func transport(
        _ script: @escaping @Sendable (HTTPCall) throws(HTTPFailure) -> HTTPAnswer
    ) -> ScriptedTransport {
        ScriptedTransport { (call, number) throws(HTTPFailure) in
            if call.url.hasSuffix("/oauth/token") {
                return .json(["access_token": .string("t\(number)"), "expires_in": 3600])
            }
            return try script(call)
        }
    }

    private static let page: JSON = ["data": ["issuesV2": ["nodes": []]]]
    private static let lost: JSON = [
        "data": nil, "errors": [["message": "unauthenticated", "extensions": ["code": "UNAUTHENTICATED"]]],
    ]

    @Test("A call carries the token, our name, the document and its variables")
    func call() async throws {
        let transport = Self.transport { (_) throws(HTTPFailure) in .json(Self.page) }
        _ = try await Self.client(transport).run(.issues, ["first": 1], .background)
        let call = try #require(transport.calls.last)
        #expect(call.header("Authorization") == "Bearer t0")
        #expect(call.header("Content-Type") == "application/json")
        #expect(call.header("User-Agent") == "g/watchfloor/1")
        #expect(call.json?["query"]?.string == Wiz.Operation.issues.document)
        #expect(call.json?["variables"] == ["first": 1])
    }

    @Test(
        "A refused token is replaced once and the call repeated; a second refusal is final", arguments: [true, false])
    func reauthenticates(inBody: Bool) async throws {
        let refusal = inBody ? HTTPAnswer.json(Self.lost) : .text("", status: 401)
        let once = Self.transport { (call) throws(HTTPFailure) in
            call.header("Authorization") == "Bearer t0" ? refusal : .json(Self.page)
        }
        _ = try await Self.client(once).run(.issues, [:], .background)
        #expect(once.calls.count == 4)
        let always = Self.transport { (_) throws(HTTPFailure) in refusal }
        let failure = await #expect(throws: CallFailure.self) {
            try await Self.client(always).run(.updateIssue, [:], .background)
        }
        #expect(failure?.error.label == "auth")
        #expect(always.calls.count == 4)
    }

    @Test("A query whose connection broke is sent once more, a change never is")
    func broken() async throws {
        let broken = HTTPFailure(error: IntegrationError(.network, "broke"), mayHaveArrived: true)
        let transport = Self.transport { (_) throws(HTTPFailure) in throw broken }
        await #expect(throws: CallFailure.self) { try await Self.client(transport).run(.issues, [:], .background) }
        #expect(transport.calls.count == 3)
        let failure = await #expect(throws: CallFailure.self) {
            try await Self.client(transport).run(.updateIssue, [:], .background)
        }
        #expect(failure?.mayHaveRun == true)
        #expect(transport.calls.count == 5)
    }

    @Test("After a refusal for frequency the next call is not even sent")
    func limited() async throws {
        let clock = HandClock()
        let transport = Self.transport { (_) throws(HTTPFailure) in
            HTTPAnswer(status: 429, headers: ["retry-after": "20"], body: [])
        }
        let client = Self.client(transport, clock: clock)
        let until = clock.now.adding(seconds: 20)
        for _ in 0..<3 {
            let failure = await #expect(throws: CallFailure.self) { try await client.run(.issues, [:], .background) }
            #expect(failure?.error.reason == .rateLimited(until: until))
        }
        #expect(transport.calls.count == 2)
        clock.advance(20)
        await #expect(throws: CallFailure.self) { try await client.run(.issues, [:], .background) }
        #expect(transport.calls.count == 3)
    }
}
