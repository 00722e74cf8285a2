import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Suppressions by API")
struct SuppressionAPITests {
    private static let attributes: JSON = [
        "name": "Backups", "condition": "selection:\n    name|contains: shell\ncondition: selection",
        "reason": "Each night.", "place": "detection", "dismisses": true,
    ]

    private func post(
        _ server: TestServer, _ path: String = "suppressions", _ attributes: JSON = SuppressionAPITests.attributes,
        relationships: JSON = [:], token: String? = nil
    ) async throws -> TestServer.Reply {
        try await server.send(
            .POST, "/api/v2/\(path)", token: token ?? server.world.analystToken,
            json: ["data": ["type": "suppressions", "attributes": attributes, "relationships": relationships]])
    }

    @Test("are made for one's own organization, read, listed, changed, and end when deleted")
    func life() async throws {
        try await TestServer.run { server async throws in
            let made = try await post(server)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.data["id"]?.string)
            #expect(made.data["attributes"]?["status"] == "active")
            #expect(made.data["attributes"]?["match_count"] == 0)
            #expect(
                made.data["relationships"]?["organization"]?["data"]?["id"]?.string
                    == server.world.acme.id.rawValue)
            #expect(try await server.get("/api/v2/suppressions/\(id)").data["attributes"]?["name"] == "Backups")
            #expect(try await server.ids("suppressions", [("filter[status]", "active")]) == [id])
            #expect(try await server.get("/api/v2/suppressions", token: server.world.otherToken).ids == [])
            let changed = try await server.send(
                .PATCH, "/api/v2/suppressions/\(id)", token: server.world.analystToken,
                json: ["data": ["attributes": ["dismisses": false, "reason": "Each night at two."]]])
            #expect(changed.status == 200)
            #expect(changed.data["attributes"]?["dismisses"] == false)
            #expect(changed.data["attributes"]?["reason"] == "Each night at two.")
            let ended = try await server.send(
                .DELETE, "/api/v2/suppressions/\(id)", token: server.world.analystToken)
            #expect(ended.status == 200)
            #expect(ended.data["attributes"]?["status"] == "expired")
            #expect(try await server.get("/api/v2/suppressions/\(id)").status == 200, "it stays to be read")
        }
    }

    @Test("with a condition that cannot be read are refused, pointing at it")
    func malformed() async throws {
        try await TestServer.run { server async throws in
            var attributes = Self.attributes.object
            attributes["condition"] = "selection:\n    name|nonsense: x\ncondition: selection"
            let refused = try await post(server, "suppressions", .object(attributes))
            #expect(refused.status == 400)
            let error = refused.json["errors"]?.array.first
            #expect(error?["source"]?["pointer"] == "/data/attributes/condition")
            #expect(error?["detail"]?.string?.contains("Line 2") == true)
            let preview = try await post(server, "suppressions/preview", .object(attributes))
            #expect(preview.status == 400)
        }
    }

    @Test("for all organizations are the provider's; readers and strangers change nothing")
    func access() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let all: JSON = ["organization": ["data": .null]]
            #expect(try await post(server, relationships: all).status == 403)
            #expect(try await post(server, token: world.readOnlyToken).status == 403)
            let made = try await post(server, relationships: all, token: world.administratorToken)
            #expect(made.status == 201)
            let id = try #require(made.data["id"]?.string)
            #expect(try await server.ids("suppressions", []) == [id], "everybody sees what holds for all")
            let path = "/api/v2/suppressions/\(id)"
            #expect(try await server.send(.DELETE, path, token: world.analystToken).status == 403)
            let own = try #require(try await post(server).data["id"]?.string)
            let stranger = try await server.send(
                .DELETE, "/api/v2/suppressions/\(own)", token: world.otherToken)
            #expect(stranger.status == 404)
            let device: JSON = ["security_device": ["data": ["id": .string(world.otherDevice.id.rawValue)]]]
            #expect(try await post(server, relationships: device).status == 400)
        }
    }

    @Test("can be tried before they are made")
    func preview() async throws {
        try await TestServer.run { server async throws in
            let reply = try await post(server, "suppressions/preview")
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["meta"]?["examined"]?.integer == 5)
            #expect(reply.json["meta"]?["matched"]?.integer == 2)
            #expect(reply.json["meta"]?["suppressed"]?.integer == 0, "this server has no rules")
            #expect(try await server.ids("suppressions", []) == [])
        }
    }
}
