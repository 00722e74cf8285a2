import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("API comments")
struct CommentTests {
    private static func send(
        _ words: String, _ method: HTTPMethod, _ path: String, _ server: TestServer, _ token: String
    )
        async throws -> TestServer.Reply
    {
        var data: [String: JSON] = ["type": "comments", "attributes": ["comment": .string(words)]]
        if method == .POST {
            let alert = server.world.alerts[0].id.rawValue
            data["relationships"] = ["expel_alert": ["data": ["type": "expel_alerts", "id": .string(alert)]]]
        }
        return try await server.send(method, path, token: token, json: ["data": .object(data)])
    }

    @Test("are listed by alert and organization, changed and deleted by their author alone, with a history")
    func life() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let made = try await CommentTests.send("A scan?", .POST, "/api/v2/comments", server, world.analystToken)
            let id = try #require(made.data["id"]?.string)
            let path = "/api/v2/comments/\(id)"
            #expect(try await server.ids("comments", [("filter[organization]", world.acme.id.rawValue)]) == [id])
            #expect(try await server.ids("comments", [("filter[comment]", ":SCAN")]) == [id])
            #expect(try await server.ids("expel_alerts/\(world.alerts[0].id)/comments", []) == [id])
            #expect(try await server.ids("comments", [], token: world.otherToken) == [])
            #expect(try await server.get(path, token: world.otherToken).status == 404)

            let foreign = try await CommentTests.send("Mine.", .PATCH, path, server, world.customerAdministratorToken)
            #expect(foreign.status == 403)
            #expect(try await server.send(.DELETE, path, token: world.customerAdministratorToken).status == 403)
            server.clock.advance(seconds: 1)
            let changed = try await CommentTests.send("A scan.", .PATCH, path, server, world.analystToken)
            #expect(changed.status == 200 && changed.data["attributes"]?["comment"]?.string == "A scan.")
            #expect(changed.data["relationships"]?["updated_by"]?["data"]?["id"] != nil)
            server.clock.advance(seconds: 1)
            #expect(try await server.send(.DELETE, path, token: world.analystToken).status == 200)
            #expect(try await server.get(path).status == 404)

            let histories = try await server.get("/api/v2/comment_histories?filter%5Bcomment%5D=\(id)")
            let entries = histories.data.array.map { $0["attributes"] ?? .null }
            #expect(entries.map { $0["action"]?.string } == ["CREATED", "UPDATED", "DELETED"])
            #expect(entries.map { $0["value"]?["comment"]?.string } == ["A scan?", "A scan.", "A scan."])
        }
    }

    @Test("leave the device's history beside them: connecting and changing a device is written down")
    func deviceHistories() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let path = "/api/v2/security_devices/\(world.device.id)"
            let change: JSON = [
                "data": ["type": "security_devices", "attributes": ["properties": ["ingestion": "paused"]]]
            ]
            #expect(
                try await server.send(.PATCH, path, token: world.customerAdministratorToken, json: change).status == 200
            )
            let rows = try await server.get("\(path)/security_device_histories").data.array
            #expect(rows.map { $0["attributes"]?["action"]?.string } == ["UPDATED"])
            #expect(rows.first?["attributes"]?["value"] == ["ingestion": "paused"])
            #expect(try await server.ids("security_device_histories", [], token: world.otherToken) == [])
        }
    }
}
