import Logging
import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Polling a tenant that answers as it likes")
struct ScriptedPollTests {
    private static func connect(_ answer: @escaping @Sendable (JSON) -> JSON) throws -> (
        WizConnection, ScriptedTransport
    ) {
        let transport = ScriptedTransport { (call, _) throws(HTTPFailure) in
            if call.url.hasSuffix("/oauth/token") { return .json(["access_token": "t", "expires_in": 3600]) }
            return .json(answer(call.json?["variables"] ?? .null))
        }
        let integration = WizIntegration(productVersion: "1", requestsPerSecond: 10_000, burst: 10_000)
        let settings = ["api_url": "https://api.us1.app.wiz.io/graphql", "client_id": "i"]
        return (try integration.connect(settings, secret: "s", logger: .quiet, transport: transport), transport)
    }

    private static func request(_ stream: PollStream) -> PollRequest {
        PollRequest(stream: stream, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)
    }

    private static func error(_ code: String) -> JSON {
        ["data": nil, "errors": [["message": "no", "extensions": ["code": .string(code)]]]]
    }

    @Test("Without a licence for detections there are none, and the check says so")
    func licence() async throws {
        let (connection, _) = try Self.connect { _ in Self.error("LICENSE_MISSING") }
        #expect(try await connection.poll(Self.request(.detections)) == PollPage(bodies: [], next: nil, total: 0))
        let error = await #expect(throws: IntegrationError.self) { try await connection.poll(Self.request(.created)) }
        #expect(error?.reason == .refused)
        #expect(await connection.check().map(\.kind) == [.vendorError])
    }

    @Test("A page that is too complex is asked for in smaller parts, which the place remembers")
    func complexity() async throws {
        let (connection, transport) = try Self.connect { variables in
            guard let first = variables["first"]?.integer, first <= 20 else {
                return Self.error("QUERY_COMPLEXITY_LIMIT_EXCEEDED")
            }
            return ["data": ["issuesV2": ["nodes": [], "pageInfo": ["hasNextPage": true, "endCursor": "c"]]]]
        }
        var request = Self.request(.created)
        request.cursor = try await connection.poll(request).next
        let calls = transport.calls.count
        let error = await #expect(throws: IntegrationError.self) { try await connection.poll(request) }
        #expect(error?.reason == .decoding)
        #expect(transport.calls.count == calls + 1)
        #expect(transport.calls.last?.json?["variables"]?["first"] == 15)
        let (never, asked) = try Self.connect { _ in Self.error("QUERY_COMPLEXITY_LIMIT_EXCEEDED") }
        await #expect(throws: IntegrationError.self) { try await never.poll(Self.request(.created)) }
        #expect(asked.calls.count < 7)
    }

    @Test("Nodes that Wiz could not give are left out, and a total that is no number is none")
    func holes() async throws {
        let (connection, _) = try Self.connect { _ in
            [
                "data": [
                    "issuesV2": [
                        "nodes": [nil, ["id": "a"], nil], "pageInfo": ["hasNextPage": false, "endCursor": nil],
                        "totalCount": "many",
                    ]
                ]
            ]
        }
        let page = try await connection.poll(Self.request(.created))
        #expect(page == PollPage(bodies: [Array(#"{"id":"a"}"#.utf8)], next: nil, total: nil))
    }
}
