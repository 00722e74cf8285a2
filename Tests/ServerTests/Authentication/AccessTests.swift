import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Access")
struct AccessTests {
    @Test("needs a token that is known and active")
    func tokens() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            #expect(try await server.send(.GET, "/api/v2/expel_alerts").status == 401)
            #expect(try await server.get("/api/v2/expel_alerts", token: "unknown").status == 401)
            #expect(try await server.get("/api/v2/expel_alerts", token: world.disabledToken).status == 401)
            #expect(try await server.get("/api/v2/expel_alerts", token: world.analystToken).status == 200)
            let basic = try await server.send(.GET, "/api/v2/expel_alerts", headers: [("authorization", "Basic QQ==")])
            #expect(basic.status == 401)
            #expect(basic.error["code"] == "EUNAUTHENTICATED")
        }
    }

    @Test("with a read-only key reads and changes nothing")
    func readOnly() async throws {
        try await TestServer.run { server async throws in
            let path = "/api/v2/expel_alerts/\(server.world.alerts[0].id)"
            #expect(try await server.get(path, token: server.world.readOnlyToken).status == 200)
            let reply = try await server.send(
                .PATCH, path, token: server.world.readOnlyToken,
                json: ["data": ["attributes": ["status": "IN_PROGRESS"]]])
            #expect(reply.status == 403)
            #expect(try await server.get(path).data["attributes"]?["status"] == "OPEN")
        }
    }

    @Test("stops at the organization: lists, ids, relationships and filters show nothing of another")
    func isolation() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            #expect(try await server.ids("expel_alerts", [], token: world.otherToken) == [world.otherAlert.id.rawValue])
            #expect(try await server.ids("expel_alerts", []).contains(world.otherAlert.id.rawValue) == false)
            #expect(try await server.ids("organizations", []) == [world.acme.id.rawValue])
            for path in [
                "expel_alerts/\(world.otherAlert.id)", "security_devices/\(world.otherDevice.id)",
                "organizations/\(world.other.id)", "actors/\(world.otherAnalyst.id)",
                "expel_alerts/\(world.otherAlert.id)/vendor_alerts", "capabilities/\(world.other.id)",
            ] {
                let hidden = try await server.get("/api/v2/\(path)")
                #expect(hidden.status == 404, "\(path)")
                let absent = try await server.get("/api/v2/\(path.replacing(world.other.id.rawValue, with: "x"))")
                #expect(absent.status == 404, "\(path)")
            }
            let device = "filter[security_device][name]"
            #expect(try await server.ids("expel_alerts", [(device, "Other tenant")]) == [])
            #expect(
                try await server.ids("expel_alerts", [(device, "Other tenant")], token: world.administratorToken).count
                    == 1)
            let patch = try await server.send(
                .PATCH, "/api/v2/expel_alerts/\(world.otherAlert.id)", token: world.analystToken,
                json: ["data": ["attributes": ["status": "IN_PROGRESS"]]])
            #expect(patch.status == 404)
        }
    }

    @Test("by a browser's cookie needs the CSRF token for everything that changes something")
    func csrf() async throws {
        try await TestServer.run { server async throws in
            let signIn = try await server.authentication.signIn(
                email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            let path = "/api/v2/expel_alerts/\(server.world.alerts[0].id)"
            let cookie = ("cookie", "watchfloor_session=\(signIn.token)")
            let change: JSON = ["data": ["attributes": ["status": "IN_PROGRESS"]]]
            func patch(_ headers: [(String, String)]) async throws -> Int {
                try await server.send(.PATCH, path, json: change, headers: [cookie] + headers).status
            }
            #expect(try await server.send(.GET, path, headers: [cookie]).status == 200)
            #expect(try await patch([]) == 403)
            #expect(try await patch([("x-csrf-token", "wrong")]) == 403)
            let token = CSRF.token(for: signIn.token)
            #expect(try await patch([("x-csrf-token", token), ("sec-fetch-site", "cross-site")]) == 403)
            #expect(try await patch([("x-csrf-token", token), ("origin", "http://evil.example")]) == 403)
            #expect(try await server.get(path).data["attributes"]?["status"] == "OPEN")
            #expect(try await patch([("x-csrf-token", token), ("origin", server.address)]) == 200)
            #expect(try await server.get(path).data["attributes"]?["status"] == "IN_PROGRESS")
        }
    }

    @Test("by a page's form needs the token in the form's own field")
    func csrfField() async throws {
        try await TestServer.run { server async throws in
            let signIn = try await server.authentication.signIn(
                email: "pat@acme.example", password: World.password, code: nil, address: "192.0.2.1")
            func signOut(_ form: String) async throws -> Int {
                try await server.send(
                    .POST, "/sign-out",
                    headers: [
                        ("cookie", "watchfloor_session=\(signIn.token)"),
                        ("content-type", "application/x-www-form-urlencoded"),
                    ], body: .bytes(Array(form.utf8))
                ).status
            }
            #expect(try await signOut("") == 403)
            #expect(try await signOut("csrf=\(CSRF.token(for: "another session"))") == 403)
            #expect(try await server.authentication.principal(sessionToken: signIn.token) != nil)
            #expect(try await signOut("csrf=\(CSRF.token(for: signIn.token))") == 303)
            #expect(try await server.authentication.principal(sessionToken: signIn.token) == nil)
        }
    }

    @Test("CSRF tokens belong to one session")
    func csrfTokens() {
        let token = CSRF.token(for: "one session")
        #expect(token.count == 64)
        #expect(CSRF.verify(token, for: "one session"))
        #expect(CSRF.verify(token, for: "another session") == false)
        #expect(CSRF.verify(nil, for: "one session") == false)
        #expect(CSRF.verify("", for: "one session") == false)
    }
}
