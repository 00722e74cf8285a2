import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Changing alerts by API")
struct AlertChangeTests {
    private func patch(_ server: TestServer, _ data: JSON, headers: [(String, String)] = []) async throws
        -> TestServer.Reply
    {
        try await server.send(
            .PATCH, "/api/v2/expel_alerts/\(server.world.alerts[0].id)", token: server.world.analystToken,
            json: ["data": data], headers: headers)
    }

    private func deliveries(_ server: TestServer) async throws -> [Delivery] {
        try await server.store.store.read { tx in try tx.deliveries.list(alert: server.world.alerts[0].id) }
    }

    private func histories(_ server: TestServer) async throws -> [AlertHistory] {
        try await server.store.store.read { tx in try tx.alerts.history(of: server.world.alerts[0].id) }
    }

    @Test("closes, corrects the comment, and reopens, each with its history and its write to the vendor")
    func closeAndReopen() async throws {
        try await TestServer.run { server async throws in
            let closed = try await patch(
                server,
                [
                    "type": "expel_alerts",
                    "attributes": ["status": "CLOSED", "close_reason": "BENIGN", "close_comment": "Planned work."],
                ])
            #expect(closed.status == 200)
            #expect(closed.data["attributes"]?["status"] == "CLOSED")
            #expect(closed.data["attributes"]?["close_reason"] == "BENIGN")
            #expect(closed.data["attributes"]?["status_updated_at"] != nil)
            let closing = try #require(try await deliveries(server).first)
            #expect(closing.intent.move == .dismiss(.benign))
            #expect(
                try await server.get("/api/v2/deliveries?filter%5Balert%5D=\(server.world.alerts[0].id)").ids == [
                    closing.id.rawValue
                ])

            let edited = try await patch(server, ["attributes": ["close_comment": "Planned work, ticket 7."]])
            #expect(edited.data["attributes"]?["close_comment"] == "Planned work, ticket 7.")

            let reopened = try await patch(server, ["attributes": ["status": "OPEN"]])
            #expect(reopened.status == 200)
            #expect(reopened.data["attributes"]?.object["close_reason"] == .null)
            #expect(reopened.data["attributes"]?.object["close_comment"] == .null)
            #expect(try await deliveries(server).count == 2)
            let changes = try await histories(server).filter { $0.action == .statusChanged }
            #expect(changes.count == 3)
        }
    }

    @Test("assigns by relationship, which starts the work, and clears with null")
    func assigning() async throws {
        try await TestServer.run { server async throws in
            let actor = server.world.analyst.id.rawValue
            let relationship: JSON = [
                "assigned_to_actor": ["data": ["type": "assigned_to_actors", "id": .string(actor)]]
            ]
            let assigned = try await patch(server, ["relationships": relationship])
            #expect(assigned.status == 200)
            #expect(assigned.data["relationships"]?["assigned_to_actor"]?["data"]?["id"]?.string == actor)
            #expect(assigned.data["attributes"]?["status"] == "IN_PROGRESS")
            #expect(try await server.ids("expel_alerts", [("filter[assigned_to_actor][id]", actor)]).count == 1)
            let again = try await patch(server, ["relationships": relationship])
            #expect(
                again.data["attributes"]?["properties"]?["version"]
                    == assigned.data["attributes"]?["properties"]?["version"])
            let cleared = try await patch(server, ["relationships": ["assigned_to_actor": ["data": nil]]])
            #expect(cleared.data["relationships"]?["assigned_to_actor"]?.object["data"] == .null)
        }
    }

    @Test("takes what a client echoes as no change")
    func echo() async throws {
        try await TestServer.run { server async throws in
            let relationships: JSON = [
                "organization": ["data": ["type": "organizations", "id": .string(server.world.acme.id.rawValue)]],
                "vendor": ["data": ["type": "vendors", "id": "example"]],
                "created_by": ["data": ["type": "actors", "id": .string(Actor.system.rawValue)]],
            ]
            let reply = try await patch(
                server, ["attributes": ["expel_severity": "HIGH"], "relationships": relationships])
            #expect(reply.status == 200)
            #expect(reply.data["attributes"]?["properties"]?["version"] == 1)
            #expect(try await histories(server).count == 1)
        }
    }

    @Test("refuses as a whole what it cannot do, and changes nothing")
    func rejected() async throws {
        try await TestServer.run { server async throws in
            let assignee: JSON = [
                "assigned_to_actor": ["data": ["type": "actors", "id": .string(server.world.analyst.id.rawValue)]]
            ]
            let closing: JSON = ["status": "CLOSED", "close_reason": "BENIGN", "close_comment": "Done."]
            let cases: [(JSON, Int)] = [
                (["attributes": ["status": "CLOSED"]], 400),
                (["attributes": ["status": "CLOSED", "close_reason": "BENIGN"]], 400),
                (["attributes": ["status": "CLOSED", "close_reason": "SUPPRESSED", "close_comment": "x"]], 400),
                (["attributes": ["status": "FINISHED"]], 400),
                (["attributes": ["status": nil]], 400),
                (["attributes": ["status": 7]], 400),
                (["attributes": ["expel_severity": "LOW"], "relationships": assignee], 400),
                (["attributes": ["no_such": "x"], "relationships": assignee], 400),
                (["attributes": ["close_reason": "BENIGN"], "relationships": assignee], 400),
                (["attributes": closing, "relationships": ["organization": ["data": ["id": "x"]]]], 400),
                (["attributes": closing, "relationships": ["nonsense": ["data": nil]]], 400),
                (["attributes": closing, "relationships": ["vendor_alerts": ["data": []]]], 400),
                (["attributes": closing, "relationships": ["assigned_to_actor": ["data": ["id": "absent"]]]], 400),
                (
                    [
                        "attributes": closing,
                        "relationships": [
                            "assigned_to_actor": ["data": ["id": .string(server.world.otherAnalyst.id.rawValue)]]
                        ],
                    ], 400
                ),
                (["type": "comments", "attributes": closing], 409),
                (["id": "another", "attributes": closing], 409),
            ]
            for (data, status) in cases {
                let reply = try await patch(server, data)
                #expect(reply.status == status, "\(data.text)")
                #expect(reply.error["detail"]?.string?.isEmpty == false)
            }
            let after = try await server.store.store.read { tx in
                try tx.alerts.find(server.world.alerts[0].id, scope: .everything)
            }
            #expect(after == server.world.alerts[0])
            #expect(try await deliveries(server) == [])
        }
    }

    @Test("refuses a change of an alert that changed since it was read")
    func stale() async throws {
        try await TestServer.run { server async throws in
            let read = try await server.get("/api/v2/expel_alerts/\(server.world.alerts[0].id)")
            let tag = try #require(read.headers.first(name: "etag"))
            #expect(
                try await patch(server, ["attributes": ["status": "IN_PROGRESS"]], headers: [("if-match", tag)]).status
                    == 200)
            let closing: JSON = ["status": "CLOSED", "close_reason": "BENIGN", "close_comment": "Done."]
            let late = try await patch(server, ["attributes": closing], headers: [("if-match", tag)])
            #expect(late.status == 409)
            #expect(late.error["detail"]?.string?.contains("Acme's robot") == true)
        }
    }

    @Test("keeps remarks, and lists them by alert")
    func comments() async throws {
        try await TestServer.run { server async throws in
            let alert: JSON = [
                "expel_alert": ["data": ["type": "expel_alerts", "id": .string(server.world.alerts[0].id.rawValue)]]
            ]
            let made = try await server.send(
                .POST, "/api/v2/comments", token: server.world.analystToken,
                json: [
                    "data": ["type": "comments", "attributes": ["comment": "Asked the owner."], "relationships": alert]
                ])
            #expect(made.status == 201)
            let list = try await server.get("/api/v2/comments?filter%5Bexpel_alert%5D=\(server.world.alerts[0].id)")
            #expect(list.data.array.compactMap { $0["attributes"]?["comment"]?.string } == ["Asked the owner."])
            #expect(try await server.get("/api/v2/comments").ids == list.ids)
        }
    }

    @Test("does not make alerts or vendor alerts")
    func notMade() async throws {
        try await TestServer.run { server async throws in
            for type in ["expel_alerts", "vendor_alerts"] {
                let reply = try await server.send(
                    .POST, "/api/v2/\(type)", token: server.world.administratorToken,
                    json: ["data": ["type": .string(type)]])
                #expect(reply.status == 403)
            }
        }
    }

    @Test("decides on a delivery in conflict, and only on one")
    func decisions() async throws {
        try await TestServer.run { server async throws in
            _ = try await patch(
                server,
                ["attributes": ["status": "CLOSED", "close_reason": "BENIGN", "close_comment": "Planned work."]])
            let delivery = try #require(try await deliveries(server).first)
            func decide(_ decision: String) async throws -> TestServer.Reply {
                try await server.send(
                    .POST, "/api/v2/deliveries/\(delivery.id)/decision", token: server.world.analystToken,
                    json: ["decision": .string(decision)])
            }
            #expect(try await decide("accept_theirs").status == 409)
            #expect(try await decide("shrug").status == 400)
            try await server.store.store.write { tx in
                var conflicting = delivery
                conflicting.state = .conflict
                conflicting.conflictingState = IssueState(status: .resolved, vendorStatus: "RESOLVED")
                try tx.deliveries.update(conflicting)
            }
            let kept = try await decide("accept_theirs")
            #expect(kept.status == 200)
            #expect(kept.data["attributes"]?["state"] == "cancelled")
            let shown = try await server.get("/api/v2/deliveries?filter%5Bstate%5D=cancelled")
            #expect(shown.ids == [delivery.id.rawValue])
        }
    }
}
