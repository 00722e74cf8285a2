import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Many alerts at once")
struct BulkTests {
    private static func closing(_ id: String, reason: String = "BENIGN") -> JSON {
        [
            "type": "expel_alerts", "id": .string(id),
            "attributes": ["status": "CLOSED", "close_reason": .string(reason), "close_comment": "Planned."],
        ]
    }

    @Test("are changed in one request; one that cannot be changed says why and holds nothing up")
    func outcomes() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let ids = world.alerts.map(\.id.rawValue)
            let body: JSON = [
                "data": [
                    BulkTests.closing(ids[0]), BulkTests.closing(world.otherAlert.id.rawValue),
                    BulkTests.closing(ids[1], reason: "NO_REASON"), BulkTests.closing(ids[2]),
                ]
            ]
            let reply = try await server.send(.PATCH, "/api/v2/expel_alerts", token: world.analystToken, json: body)
            #expect(reply.status == 200)
            #expect(reply.data.array.map { $0["status"]?.string } == ["200", "404", "400", "200"])
            #expect(reply.data.array[0]["resource"]?["attributes"]?["status"]?.string == "CLOSED")
            #expect(reply.data.array[2]["errors"]?.array.first?["detail"]?.string?.contains("close_reason") == true)
            #expect(reply.json["meta"]?["succeeded"]?.integer == 2)
            #expect(Set(try await server.ids("expel_alerts", [("filter[status]", "CLOSED")])) == [ids[0], ids[2]])
            let histories = try await server.ids(
                "expel_alert_histories", [("filter[expel_alert]", ids[0]), ("filter[action]", "STATUS_CHANGED")])
            #expect(histories.count == 1)
        }
    }

    @Test("are refused whole when the document is at fault or the key may only read")
    func refusals() async throws {
        try await TestServer.run { server async throws in
            let world = server.world
            let id = world.alerts[0].id.rawValue
            let tries: [(JSON, String, Int)] = [
                (["data": [BulkTests.closing(id)]], world.readOnlyToken, 403),
                (["data": []], world.analystToken, 400),
                (["data": [BulkTests.closing(id), BulkTests.closing(id)]], world.analystToken, 400),
                (["data": [["type": "expel_alerts"]]], world.analystToken, 400),
                (["data": .array(Array(repeating: BulkTests.closing(id), count: 1001))], world.analystToken, 400),
            ]
            for (body, token, status) in tries {
                #expect(
                    try await server.send(.PATCH, "/api/v2/expel_alerts", token: token, json: body).status == status)
            }
            #expect(try await server.ids("expel_alerts", [("filter[status]", "CLOSED")]) == [])
        }
    }

    @Test("come as lines of NDJSON, all that match, whatever the page size")
    func export() async throws {
        try await TestServer.run { server async throws in
            let path = "/api/v2/expel_alerts?page%5Blimit%5D=1&filter%5Bexpel_severity%5D=%21LOW"
            let byFormat = try await server.get(path + "&format=ndjson")
            #expect(byFormat.headers.first(name: "content-type") == "application/x-ndjson")
            let lines = try byFormat.text.split(separator: "\n").map { try JSON(parsing: $0.utf8) }
            #expect(lines.map { $0["id"]?.string } == [0, 1, 3, 4].map { server.world.alerts[$0].id.rawValue })
            #expect(lines.allSatisfy { $0["relationships"]?["organization"]?["data"]?["id"] != nil })
            let byHeader = try await server.send(
                .GET, path, token: server.world.analystToken, headers: [("accept", "application/x-ndjson")])
            #expect(byHeader.text == byFormat.text)
            #expect(try await server.get("/api/v2/expel_alerts?format=csv").status == 400)
            #expect(try await server.get(path + "&format=ndjson&filter%5Bnope%5D=1").status == 400)
        }
    }
}
