import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private static func comment(_ words: String, on alert: Alert) -> JSON {
        [
            "data": [
                "type": "comments", "attributes": ["comment": .string(words)],
                "relationships": ["expel_alert": ["data": ["type": "expel_alerts", "id": .string(alert.id.rawValue)]]],
            ]
        ]
    }

    @Test("makes a repeated request be answered alike and done once; another request under it is refused")
    func repeats() async throws {
        try await TestServer.run { server async throws in
            let body = IdempotencyTests.comment("Once.", on: server.world.alerts[0])
            let key = [("idempotency-key", "attempt-1")]
            let token = server.world.analystToken
            let first = try await server.send(.POST, "/api/v2/comments", token: token, json: body, headers: key)
            let second = try await server.send(.POST, "/api/v2/comments", token: token, json: body, headers: key)
            #expect(first.status == 201 && second.status == 201)
            #expect(first.json == second.json)
            #expect(second.headers.first(name: "location") == first.headers.first(name: "location"))
            #expect(try await server.ids("comments", []) == [first.data["id"]?.string ?? ""])
            let other = IdempotencyTests.comment("Twice.", on: server.world.alerts[0])
            let refused = try await server.send(.POST, "/api/v2/comments", token: token, json: other, headers: key)
            #expect(refused.status == 409)
            // The key is this caller's: somebody else may use the same word.
            let stranger = try await server.send(
                .POST, "/api/v2/comments", token: server.world.customerAdministratorToken, json: body, headers: key)
            #expect(stranger.status == 201 && stranger.data["id"] != first.data["id"])
        }
    }

    @Test("is not spent by a request that was refused")
    func refusals() async throws {
        try await TestServer.run { server async throws in
            let key = [("idempotency-key", "attempt-2")]
            let alert = server.world.alerts[0]
            let token = server.world.analystToken
            let empty = IdempotencyTests.comment(" ", on: alert)
            #expect(
                try await server.send(.POST, "/api/v2/comments", token: token, json: empty, headers: key).status == 400)
            let good = IdempotencyTests.comment("Now.", on: alert)
            #expect(
                try await server.send(.POST, "/api/v2/comments", token: token, json: good, headers: key).status == 201)
        }
    }

    @Test("gives a lost token again, and keeps it sealed")
    func keys() async throws {
        try await TestServer.run { server async throws in
            let body: JSON = ["data": ["type": "api_keys", "attributes": ["name": "Bridge"]]]
            var tokens: [String?] = []
            for _ in 0..<2 {
                let reply = try await server.send(
                    .POST, "/api/v2/api_keys", token: server.world.customerAdministratorToken, json: body,
                    headers: [("idempotency-key", "key-1")])
                tokens.append(reply.data["attributes"]?["access_token"]?.string)
            }
            #expect(tokens[0] != nil && tokens[0] == tokens[1])
            #expect(try await server.ids("api_keys", [("filter[name]", "Bridge")]).count == 1)
        }
    }

    @Test("used by many at once makes one thing")
    func races() async throws {
        try await TestServer.run { server async throws in
            let body = IdempotencyTests.comment("Race.", on: server.world.alerts[1])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<8 {
                    tasks.addTask {
                        try await server.send(
                            .POST, "/api/v2/comments", token: server.world.analystToken, json: body,
                            headers: [("idempotency-key", "race")]
                        ).status
                    }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(statuses).subtracting([201, 409]).isEmpty && statuses.contains(201))
            #expect(try await server.ids("comments", []).count == 1)
        }
    }
}
