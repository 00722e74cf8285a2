import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Investigations by API")
struct InvestigationTests {
    private func create(
        _ server: TestServer, _ attributes: JSON = ["title": "Shell on payments"], relationships: JSON = [:],
        type: String = "investigations"
    ) async throws -> TestServer.Reply {
        try await server.send(
            .POST, "/api/v2/\(type)", token: server.world.analystToken,
            json: ["data": ["type": .string(type), "attributes": attributes, "relationships": relationships]])
    }

    private func patch(
        _ server: TestServer, _ path: String, _ data: JSON, headers: [(String, String)] = []
    ) async throws -> TestServer.Reply {
        try await server.send(
            .PATCH, "/api/v2/\(path)", token: server.world.analystToken, json: ["data": data], headers: headers)
    }

    private func link(_ type: String, _ id: String) -> JSON { ["data": ["type": .string(type), "id": .string(id)]] }

    @Test("are opened by hand or from a lead alert, with every attribute present")
    func creating() async throws {
        try await TestServer.run { server async throws in
            let alert = server.world.alerts[0]
            let made = try await create(
                server, ["title": "Shell on payments", "is_incident": true, "analyst_severity": "HIGH"],
                relationships: [
                    "organization": link("organizations", server.world.acme.id.rawValue),
                    "lead_expel_alert": link("expel_alerts", alert.id.rawValue),
                ])
            #expect(made.status == 201)
            let attributes = try #require(made.data["attributes"]?.object)
            #expect(attributes["is_incident"] == true)
            #expect(attributes["decision"] == .null)
            #expect(attributes["short_link"]?.string?.hasSuffix("-1") == true)
            #expect(attributes["analyst_severity"] == "HIGH")
            let expected: Set<String> = [
                "close_comment", "created_at", "critical_comment", "deleted_at", "has_hunting_status",
                "initial_attack_vector", "is_downgrade", "is_incident", "is_incident_status_updated_at",
                "is_soc_support_required", "is_surge", "last_published_at", "last_published_value", "lead_description",
                "malware_family", "next_steps", "open_summary", "review_requested_at", "short_link",
                "status_updated_at", "title", "updated_at", "analyst_severity", "attack_lifecycle", "attack_timing",
                "attack_vector", "decision", "detection_type", "open_reason", "source_reason", "threat_type",
                "properties",
            ]
            #expect(Set(attributes.keys) == expected)
            let id = try #require(made.data["id"]?.string)
            let members = try await server.get("/api/v2/investigations/\(id)/expel_alerts")
            #expect(members.ids == [alert.id.rawValue])
            #expect(
                try await server.get("/api/v2/investigations/\(id)/lead_expel_alert").data["id"]?.string
                    == alert.id.rawValue)
            #expect(
                try await server.ids("expel_alerts", [("filter[investigation][id]", "␀false")]) == [alert.id.rawValue])
            #expect(
                try await server.ids("expel_alerts", [("filter[investigation][is_incident]", "True")]) == [
                    alert.id.rawValue
                ])
            let histories = try await server.get("/api/v2/investigations/\(id)/investigation_histories")
            #expect(histories.data.array.first?["attributes"]?["action"] == "CREATED")
        }
    }

    @Test("take an id of the caller's choosing once, as a UUID")
    func ownID() async throws {
        try await TestServer.run { server async throws in
            let id = "0f8fad5b-d9cb-469f-a165-70867728950e"
            #expect(try await create(server, ["title": "T", "id": .string(id)]).data["id"]?.string == id)
            #expect(try await create(server, ["title": "T", "id": .string(id)]).status == 409)
            #expect(try await create(server, ["title": "T", "id": "mine"]).status == 400)
        }
    }

    @Test(
        "refuse what is no beginning",
        arguments: [
            ["title": " "], [:], ["title": "T", "decision": "BENIGN"], ["title": "T", "no_such": 1],
            ["title": "T", "analyst_severity": "WORST"], ["title": "T", "short_link": "ACME-9"],
        ] as [JSON])
    func refused(_ attributes: JSON) async throws {
        try await TestServer.run { server async throws in
            let reply = try await create(server, attributes)
            #expect(reply.status == 400)
            #expect(reply.error["detail"]?.string?.isEmpty == false)
            #expect(try await server.get("/api/v2/investigations").total == 0)
        }
    }

    @Test("close with a decision and reopen without one, each written to the vendor")
    func closing() async throws {
        try await TestServer.run { server async throws in
            let alert = server.world.alerts[0]
            let made = try await create(
                server, relationships: ["lead_expel_alert": link("expel_alerts", alert.id.rawValue)])
            let path = "investigations/\(try #require(made.data["id"]?.string))"
            #expect(try await patch(server, path, ["attributes": ["decision": "BENIGN"]]).status == 400)
            #expect(try await patch(server, path, ["attributes": ["close_comment": "x"]]).status == 409)
            let closed = try await patch(
                server, path, ["attributes": ["decision": "BENIGN", "close_comment": "A drill."]])
            #expect(closed.status == 200)
            #expect(closed.data["attributes"]?["decision"] == "BENIGN")
            #expect(closed.data["attributes"]?["status_updated_at"] != nil)
            #expect(try await server.get("/api/v2/expel_alerts/\(alert.id)").data["attributes"]?["status"] == "CLOSED")
            #expect(
                try await patch(server, path, ["attributes": ["decision": "TESTING", "close_comment": "x"]]).status
                    == 409)
            let reopened = try await patch(server, path, ["attributes": ["decision": .null]])
            #expect(reopened.data["attributes"]?.object["decision"] == .null)
            #expect(reopened.data["attributes"]?.object["close_comment"] == .null)
            let moves = try await server.store.store.read { tx in
                try tx.deliveries.list(alert: alert.id).map(\.intent.move)
            }
            #expect(moves == [.inProgress, .dismiss(.benign), .inProgress])
        }
    }

    @Test("become incidents and cease to be, are assigned and retitled, and refuse a stale writer")
    func changing() async throws {
        try await TestServer.run { server async throws in
            let made = try await create(server)
            let path = "investigations/\(try #require(made.data["id"]?.string))"
            let promoted = try await patch(
                server, path,
                [
                    "attributes": ["is_incident": true, "title": "Miner on payments"],
                    "relationships": [
                        "assigned_to_actor": link("actors", server.world.analyst.id.rawValue),
                        "organization": link("organizations", server.world.acme.id.rawValue),
                    ],
                ])
            #expect(promoted.status == 200)
            #expect(promoted.data["attributes"]?["is_incident"] == true)
            #expect(promoted.data["attributes"]?["is_incident_status_updated_at"] != nil)
            let down = try await patch(server, path, ["attributes": ["is_incident": false]])
            #expect(down.data["attributes"]?["is_downgrade"] == true)
            let mine = try await server.ids(
                "investigations", [("filter[assigned_to_actor][id]", server.world.analyst.id.rawValue)])
            #expect(mine == [made.data["id"]?.string ?? ""])
            let stale = try await patch(
                server, path, ["attributes": ["title": "Other"]], headers: [("if-match", "\"1\"")])
            #expect(stale.status == 409)
            #expect(try await server.ids("investigations", [("flag[search]", "miner")]).count == 1)
        }
    }

    @Test("take alerts in and let them go through the alert's relationship")
    func attaching() async throws {
        try await TestServer.run { server async throws in
            let id = try #require(try await create(server).data["id"]?.string)
            let alert = server.world.alerts[1]
            let joined = try await patch(
                server, "expel_alerts/\(alert.id)", ["relationships": ["investigation": link("investigations", id)]])
            #expect(joined.status == 200)
            #expect(joined.data["attributes"]?["status"] == "IN_PROGRESS")
            #expect(joined.data["relationships"]?["investigation"]?["data"]?["id"]?.string == id)
            let lead = try await server.get("/api/v2/investigations/\(id)")
            #expect(lead.data["relationships"]?["lead_expel_alert"]?["data"]?["id"]?.string == alert.id.rawValue)
            let entries = try await server.ids("expel_alert_histories", [("filter[investigation][id]", id)])
            #expect(entries.count == 1)
            let left = try await patch(
                server, "expel_alerts/\(alert.id)", ["relationships": ["investigation": ["data": .null]]])
            #expect(left.status == 200)
            #expect(try await server.get("/api/v2/investigations/\(id)/expel_alerts").ids == [])
            let unknown = try await patch(
                server, "expel_alerts/\(alert.id)",
                ["relationships": ["investigation": link("investigations", "no-such")]])
            #expect(unknown.status == 400)
        }
    }

    @Test("hold findings with their history, and comments")
    func companions() async throws {
        try await TestServer.run { server async throws in
            let id = try #require(try await create(server).data["id"]?.string)
            let here: JSON = ["investigation": link("investigations", id)]
            let finding = try await create(
                server, ["title": "Entry point", "finding": "An exposed port."], relationships: here,
                type: "investigation_findings")
            #expect(finding.status == 201)
            let findingID = try #require(finding.data["id"]?.string)
            let changed = try await patch(
                server, "investigation_findings/\(findingID)", ["attributes": ["finding": "Port 2375.", "rank": 4]])
            #expect(changed.data["attributes"]?["finding"] == "Port 2375.")
            #expect(changed.data["attributes"]?["rank"] == 4)
            #expect(try await server.get("/api/v2/investigations/\(id)/findings").ids == [findingID])
            let gone = try await server.send(
                .DELETE, "/api/v2/investigation_findings/\(findingID)", token: server.world.analystToken)
            #expect(gone.status == 200)
            #expect(try await server.get("/api/v2/investigation_findings/\(findingID)").status == 404)
            let history = try await server.get("/api/v2/investigations/\(id)/investigation_finding_histories")
            #expect(
                Set(history.data.array.compactMap { $0["attributes"]?["action"]?.string }) == [
                    "CREATED", "CHANGED", "DELETED",
                ])
            let comment = try await create(
                server, ["comment": "Asked the owner."], relationships: here, type: "comments")
            #expect(comment.status == 201)
            #expect(
                try await server.get("/api/v2/investigations/\(id)/comments").ids
                    == comment.data["id"]?.string.map { [$0] })
            #expect(try await create(server, ["comment": "x"], type: "comments").status == 400)
        }
    }

    @Test("are not there for another organization, nor changed by who may only read")
    func isolation() async throws {
        try await TestServer.run { server async throws in
            let id = try #require(try await create(server).data["id"]?.string)
            let token = server.world.otherToken
            #expect(try await server.get("/api/v2/investigations/\(id)", token: token).status == 404)
            #expect(try await server.get("/api/v2/investigations", token: token).total == 0)
            let change = try await server.send(
                .PATCH, "/api/v2/investigations/\(id)", token: token,
                json: ["data": ["attributes": ["is_incident": true]]])
            #expect(change.status == 404)
            let foreign = try await server.send(
                .POST, "/api/v2/investigations", token: token,
                json: [
                    "data": [
                        "attributes": ["title": "T"],
                        "relationships": [
                            "lead_expel_alert": link("expel_alerts", server.world.alerts[0].id.rawValue)
                        ],
                    ]
                ])
            #expect(foreign.status == 404)
            let reading = try await server.send(
                .POST, "/api/v2/investigations", token: server.world.readOnlyToken,
                json: ["data": ["attributes": ["title": "T"]]])
            #expect(reading.status == 403)
        }
    }
}
