import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("API keys")
struct KeyTests {
    private static func body(_ name: String, _ more: [String: JSON] = [:]) -> JSON {
        ["data": ["type": "api_keys", "attributes": .object(more.merging(["name": .string(name)]) { $1 })]]
    }

    @Test("are made by an administrator; the token is shown once, works, and is seen to be used")
    func making() async throws {
        try await TestServer.run { server async throws in
            let administrator = server.world.customerAdministratorToken
            let reply = try await server.send(
                .POST, "/api/v2/api_keys", token: administrator, json: KeyTests.body("Bridge"))
            #expect(reply.status == 201)
            let id = try #require(reply.data["id"]?.string)
            let token = try #require(reply.data["attributes"]?["access_token"]?.string)
            #expect(reply.data["attributes"]?["role"]?.string == "organization_analyst")
            let before = try await server.get("/api/v2/api_keys/\(id)")
            #expect(before.data["attributes"]?["access_token"] == nil)
            #expect(before.data["attributes"]?["last_used_at"] == nil)
            let used = try await server.get("/api/v2/expel_alerts?page%5Blimit%5D=0", token: token)
            #expect(used.total == 5)
            let after = try await server.get("/api/v2/api_keys/\(id)")
            #expect(after.data["attributes"]?["last_used_at"]?.string != nil)
            #expect(!(try await server.get("/api/v2/api_keys")).text.contains(token))
        }
    }

    @Test("are revoked for good, and gone once deleted", arguments: [true, false])
    func revoking(byDeleting: Bool) async throws {
        try await TestServer.run { server async throws in
            let administrator = server.world.customerAdministratorToken
            let reply = try await server.send(
                .POST, "/api/v2/api_keys", token: administrator, json: KeyTests.body("Short-lived"))
            let address = "/api/v2/api_keys/\(reply.data["id"]?.string ?? "")"
            let token = try #require(reply.data["attributes"]?["access_token"]?.string)
            let change: (Bool) -> JSON = { isActive in
                ["data": ["type": "api_keys", "attributes": ["active": .bool(isActive)]]]
            }
            if byDeleting {
                #expect(try await server.send(.DELETE, address, token: administrator, json: change(true)).status == 200)
                #expect(try await server.get(address).status == 404)
            } else {
                #expect(try await server.send(.PATCH, address, token: administrator, json: change(false)).status == 200)
                #expect(try await server.get(address).data["attributes"]?["active"]?.bool == false)
                #expect(try await server.send(.PATCH, address, token: administrator, json: change(true)).status == 409)
            }
            #expect(try await server.get("/api/v2/expel_alerts", token: token).status == 401)
        }
    }

    @Test("are refused to whoever may not make them, and never give more rights than their maker has")
    func refusals() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let tries: [(String, JSON, Int)] = [
                (world.analystToken, KeyTests.body("A"), 403),
                (world.readOnlyToken, KeyTests.body("A"), 403),
                (world.customerAdministratorToken, KeyTests.body("A", ["role": "expel_admin"]), 403),
                (world.administratorToken, KeyTests.body("A", ["role": "system"]), 400),
                (world.customerAdministratorToken, KeyTests.body(" "), 400),
                (world.customerAdministratorToken, KeyTests.body("A", ["restrictions": ["NONE"]]), 400),
                (world.customerAdministratorToken, KeyTests.body("A", ["access_token": "mine"]), 400),
            ]
            for (token, body, status) in tries {
                #expect(try await server.send(.POST, "/api/v2/api_keys", token: token, json: body).status == status)
            }
            #expect(try await server.ids("api_keys", [("filter[name]", "A")], token: world.administratorToken) == [])
        }
    }

    @Test("that may only read are refused when they write")
    func readOnly() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.send(
                .POST, "/api/v2/api_keys", token: server.world.customerAdministratorToken,
                json: KeyTests.body("Reader", ["restrictions": ["READ_ONLY"], "role": "organization_admin"]))
            let token = try #require(reply.data["attributes"]?["access_token"]?.string)
            #expect(try await server.get("/api/v2/expel_alerts", token: token).status == 200)
            let write = try await server.send(.POST, "/api/v2/api_keys", token: token, json: KeyTests.body("B"))
            #expect(write.status == 403)
        }
    }

    @Test("of another organization are not seen, nor are its people and comments")
    func isolation() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            for type in ["api_keys", "user_accounts", "user_account_roles", "user_account_statuses"] {
                let rows = try await server.get("/api/v2/\(type)", token: world.otherToken)
                #expect(rows.status == 200)
                let homes = rows.data.array.compactMap { row in
                    (row["relationships"]?["organization"] ?? row["relationships"]?["primary_organization"])?["data"]?[
                        "id"]?.string
                }
                #expect(Set(homes).subtracting([world.other.id.rawValue]).isEmpty)
            }
            let own = try await server.ids("api_keys", [("filter[name]", "Acme's robot")])
            #expect(own.count == 1)
            #expect(try await server.get("/api/v2/api_keys/\(own[0])", token: world.otherToken).status == 404)
            #expect(
                try await server.ids(
                    "organizations", [("filter[api_keys][name]", "Acme's robot")], token: world.otherToken) == [])
        }
    }
}
