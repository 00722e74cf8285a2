import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Signing in")
struct SignInTests {
    private func code(_ server: TestServer) throws -> String {
        try #require(OneTimeCode(secret: World.otpSecret)).code(at: server.clock.now)
    }

    private func logIn(_ server: TestServer, _ body: String, otp: String?) async throws -> TestServer.Reply {
        var headers = [("content-type", "application/x-www-form-urlencoded")]
        if let otp { headers.append(("x-expelinc-otp", otp)) }
        return try await server.send(.POST, "/auth/v0/login", headers: headers, body: .bytes(Array(body.utf8)))
    }

    private let right = "grant_type=password&username=ana%40acme.example&password=correct+horse+battery+staple"

    @Test("takes two steps: the first is refused even with the right password, the second gives a token that works")
    func twoSteps() async throws {
        try await TestServer.run { server async throws in
            #expect(try await logIn(server, right, otp: nil).status == 401)
            let reply = try await logIn(server, right, otp: try code(server))
            #expect(reply.status == 200)
            #expect(reply.json["token_type"] == "bearer")
            #expect(reply.json["expires_in"] == 46_800)
            #expect(reply.json["organization_id"]?.string == server.world.acme.id.rawValue)
            let token = try #require(reply.json["access_token"]?.string)
            let alerts = try await server.get("/api/v2/expel_alerts", token: token)
            #expect(alerts.total == 5)
        }
    }

    @Test("says the same whether the user, the password or the code is wrong, or the code was used")
    func sameRefusal() async throws {
        try await TestServer.run { server async throws in
            let code = try code(server)
            _ = try await server.authentication.signIn(
                email: "ANA@acme.example ", password: World.password, code: code, address: "192.0.2.1")
            let attempts: [(String, String, String?)] = [
                ("nobody@acme.example", World.password, code), ("ana@acme.example", "wrong password here", code),
                ("ana@acme.example", World.password, "123456"), ("ana@acme.example", World.password, nil),
                ("ana@acme.example", World.password, code),
            ]
            for (email, password, code) in attempts {
                let error = await #expect(throws: WorkbenchError.self) {
                    try await server.authentication.signIn(
                        email: email, password: password, code: code, address: "192.0.2.1")
                }
                #expect(error == Authentication.refused)
            }
        }
    }

    @Test("takes one code once, even when it comes several times at the same moment")
    func oneCodeOnce() async throws {
        try await TestServer.run { server async throws in
            let code = try code(server)
            let successes = await withTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        let signIn = try? await server.authentication.signIn(
                            email: "ana@acme.example", password: World.password, code: code, address: "192.0.2.1")
                        return signIn != nil
                    }
                }
                return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(successes == 1)
        }
    }

    @Test("is refused for a while after ten failures, even with the right password")
    func limit() async throws {
        try await TestServer.run { server async throws in
            for _ in 0..<10 {
                _ = try? await server.authentication.signIn(
                    email: "pat@acme.example", password: "wrong password here", code: nil, address: "192.0.2.1")
            }
            let error = await #expect(throws: WorkbenchError.self) {
                try await server.authentication.signIn(
                    email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            }
            #expect(error?.code == .rateLimited)
            server.clock.advance(seconds: 16 * 60)
            let signIn = try await server.authentication.signIn(
                email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            #expect(signIn.principal.actorID == server.world.plain.id)
        }
    }

    @Test("ends when the session runs out and when it is ended")
    func sessions() async throws {
        try await TestServer.run { server async throws in
            let authentication = server.authentication
            let first = try await authentication.signIn(
                email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            #expect(try await authentication.principal(sessionToken: first.token)?.role == .organizationAnalyst)
            try await authentication.signOut(sessionToken: first.token)
            #expect(try await authentication.principal(sessionToken: first.token) == nil)
            let second = try await authentication.signIn(
                email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            server.clock.advance(seconds: 46_801)
            #expect(try await authentication.principal(sessionToken: second.token) == nil)
            #expect(try await authentication.principal(bearer: second.token) == nil)
        }
    }

    @Test("by JSON works in one step for somebody without a one-time code")
    func json() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.send(
                .POST, "/api/v2/login", json: ["username": "pat@acme.example", "password": .string(World.password)])
            #expect(reply.status == 200)
            #expect(reply.json["role"] == "organization_analyst")
            let wrong = try await server.send(.POST, "/api/v2/login", json: ["username": "pat@acme.example"])
            #expect(wrong.status == 401)
            #expect(wrong.error["detail"]?.string == Authentication.refused.message)
        }
    }
}
