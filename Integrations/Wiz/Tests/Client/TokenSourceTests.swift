import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Access tokens")
struct TokenSourceTests {
    private let clock = HandClock()

    private func source(_ transport: ScriptedTransport, secret: String = "s&cret =+") -> TokenSource {
        let clock = clock
        return TokenSource(
            endpoint: TokenEndpoint(forAPIHost: "api.us1.app.wiz.io"),
            account: ServiceAccount(clientID: "my id", secret: secret), userAgent: "guid/watchfloor/1",
            transport: transport, clock: { clock.now })
    }

    private static func numbered(expiresIn: JSON) -> ScriptedTransport {
        ScriptedTransport { (_, number) throws(HTTPFailure) in
            .json(["access_token": .string("t\(number)"), "token_type": "Bearer", "expires_in": expiresIn])
        }
    }

    @Test("The request is a form with the credentials, the audience and our name")
    func request() async throws {
        let transport = Self.numbered(expiresIn: 3600)
        _ = try await source(transport).token()
        let call = try #require(transport.calls.first)
        #expect(call.url == "https://auth.app.wiz.io/oauth/token")
        #expect(
            call.text
                == "grant_type=client_credentials&client_id=my%20id&client_secret=s%26cret%20%3D%2B&audience=wiz-api")
        #expect(call.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(call.header("User-Agent") == "guid/watchfloor/1")
    }

    private static let lifetimes: [(expiresIn: JSON, keptFor: Double, renewedAfter: Double)] = [
        (86_400, 86_339, 86_341), (3600, 3539, 3541), (900, 839, 841), ("900", 839, 841), (90, 59, 61), (3, 1.9, 2.1),
        (nil, 239, 241), ("soon", 239, 241), (-5, 239, 241), (0, 0, 0.1), (.number(1e30), 86_400, 40 * 86_400),
    ]

    @Test("A token is kept until shortly before its end, and a short one proportionally", arguments: lifetimes)
    func renewal(_ row: (expiresIn: JSON, keptFor: Double, renewedAfter: Double)) async throws {
        let source = source(Self.numbered(expiresIn: row.expiresIn))
        #expect(try await source.token().bearer == "t0")
        if row.keptFor > 0 {
            clock.advance(row.keptFor)
            #expect(try await source.token().bearer == "t0")
        }
        clock.advance(row.renewedAfter - row.keptFor)
        #expect(try await source.token().bearer == "t1")
    }

    @Test("Callers that come at the same time share one request")
    func shared() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let transport = ScriptedTransport { (_, number) throws(HTTPFailure) in
            for await _ in gate { break }
            return .json(["access_token": .string("t\(number)"), "expires_in": 3600])
        }
        let source = source(transport)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await source.token().bearer } }
            while transport.calls.isEmpty { await Task.yield() }
            open.finish()
            for try await bearer in group { #expect(bearer == "t0") }
        }
        #expect(transport.calls.count == 1)
    }

    @Test("A refused token is replaced once, however many found it refused")
    func invalidated() async throws {
        let transport = Self.numbered(expiresIn: 3600)
        let source = source(transport)
        let old = try await source.token()
        await source.invalidate(old)
        let new = try await source.token()
        await source.invalidate(old)
        #expect(try await source.token() == new)
        #expect(transport.calls.count == 2)
    }

    @Test("A failure is not kept: the next caller asks again")
    func recovers() async throws {
        let transport = ScriptedTransport { (_, number) throws(HTTPFailure) in
            number == 0 ? .text("down", status: 503) : .json(["access_token": "t", "expires_in": 60])
        }
        let source = source(transport)
        await #expect(throws: IntegrationError.self) { try await source.token() }
        #expect(try await source.token().bearer == "t")
    }

    private static let refusals: [(answer: HTTPAnswer, label: String)] = [
        (.json(["error": "access_denied", "error_description": "Unauthorized"], status: 401), "auth"),
        (.json(["message": "no"], status: 403), "auth"), (.text("<html>", status: 400), "auth"),
        (.text("", status: 302), "client"), (.text("", status: 404), "client"), (.text("", status: 500), "server"),
        (.text("<html>", status: 502), "server"), (.text("", status: 429), "rate_limited"),
        (.json(["token_type": "Bearer"]), "decoding"), (.text("<html>", status: 200), "decoding"),
        (.json(["access_token": "two\r\nlines"]), "decoding"), (.json(["access_token": ""]), "decoding"),
    ]

    @Test("Every refusal has its reason", arguments: refusals)
    func refusal(_ row: (answer: HTTPAnswer, label: String)) async {
        let transport = ScriptedTransport { (_, _) throws(HTTPFailure) in row.answer }
        let error = await #expect(throws: IntegrationError.self) { try await source(transport).token() }
        #expect(error?.label == row.label)
    }

    @Test("What the service says is passed on, our secret never")
    func words() async {
        let transport = ScriptedTransport { (_, _) throws(HTTPFailure) in
            .json(["error": "access_denied", "error_description": "bad secret top-secret-7"], status: 401)
        }
        let error = await #expect(throws: IntegrationError.self) {
            try await source(transport, secret: "top-secret-7").token()
        }
        #expect(error?.detail.contains("access_denied") == true)
        #expect(error?.detail.contains("top-secret-7") == false)
    }
}
