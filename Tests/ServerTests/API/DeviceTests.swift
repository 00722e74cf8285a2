import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Devices by API")
struct DeviceTests {
    private func create(_ server: TestServer, _ attributes: JSON, organization: String? = nil, token: String? = nil)
        async throws -> TestServer.Reply
    {
        var data: [String: JSON] = ["type": "security_devices", "attributes": attributes]
        if let organization {
            data["relationships"] = ["organization": ["data": ["type": "organizations", "id": .string(organization)]]]
        }
        return try await server.send(
            .POST, "/api/v2/security_devices", token: token ?? server.world.customerAdministratorToken,
            json: ["data": .object(data)])
    }

    private let attributes: JSON = [
        "name": "New tenant", "location": "eu", "plugin_slug": "example",
        "device_spec": ["api_url": "http://127.0.0.1:1/graphql", "client_id": "id", "client_secret": "top-secret-7"],
    ]

    @Test("are connected by an administrator; the secret goes in and never comes out")
    func create() async throws {
        try await TestServer.run { server async throws in
            let made = try await create(server, attributes)
            #expect(made.status == 201)
            let id = try #require(made.data["id"]?.string)
            #expect(made.headers.first(name: "location")?.hasSuffix("/api/v2/security_devices/\(id)") == true)
            #expect(
                made.data["attributes"]?["device_spec"] == ["api_url": "http://127.0.0.1:1/graphql", "client_id": "id"])
            for path in ["/api/v2/security_devices/\(id)", "/api/v2/security_devices"] {
                #expect(try await server.get(path).text.contains("top-secret-7") == false)
            }
            let stored = try await server.store.store.read { tx in try tx.devices.find(ID(id), scope: .everything) }
            #expect(try server.vault.open(stored?.connection.sealedSecret ?? []) == "top-secret-7")
            #expect(stored?.organizationID == server.world.acme.id)
            let demand = try await server.store.store.write { tx in try tx.polls.takeRequest(device: ID(id)) }
            #expect(demand != nil)
        }
    }

    @Test("are refused with the field at fault, and for who may not")
    func refused() async throws {
        try await TestServer.run { server async throws in
            var missing = attributes.object
            missing["device_spec"] = ["api_url": "http://127.0.0.1:1", "client_id": "id"]
            let incomplete = try await create(server, .object(missing))
            #expect(incomplete.status == 400)
            #expect(incomplete.error["source"]?["pointer"]?.string?.contains("client_secret") == true)
            missing = attributes.object
            missing["plugin_slug"] = "unknown"
            #expect(try await create(server, .object(missing)).status == 400)
            missing["plugin_slug"] = nil
            #expect(try await create(server, .object(missing)).status == 400)
            missing["status"] = "healthy"
            #expect(try await create(server, .object(missing)).status == 400)
            #expect(try await create(server, attributes, token: server.world.analystToken).status == 403)
            #expect(try await create(server, attributes, organization: server.world.other.id.rawValue).status == 404)
            let byProvider = try await create(
                server, attributes, organization: server.world.other.id.rawValue, token: server.world.administratorToken
            )
            #expect(byProvider.status == 201)
        }
    }

    @Test("are changed in name, location and properties, all or nothing")
    func change() async throws {
        try await TestServer.run { server async throws in
            func patch(_ attributes: JSON, _ token: String) async throws -> TestServer.Reply {
                try await server.send(
                    .PATCH, "/api/v2/security_devices/\(server.world.device.id)", token: token,
                    json: ["data": ["attributes": attributes]])
            }
            let administrator = server.world.customerAdministratorToken
            let changed = try await patch(
                [
                    "name": "Renamed", "location": nil,
                    "properties": ["ingestion": "paused", "console_access": "revoked", "sync_enabled": false],
                ], administrator)
            #expect(changed.status == 200)
            #expect(changed.data["attributes"]?["name"] == "Renamed")
            #expect(changed.data["attributes"]?.object["location"] == .null)
            #expect(
                changed.data["attributes"]?["properties"]
                    == ["ingestion": "paused", "console_access": "revoked", "sync_enabled": false])
            for refused in [
                ["properties": ["ingestion": "removed"]], ["properties": ["nonsense": true]],
                ["name": "Other", "properties": ["sync_enabled": "yes"]], ["name": ""], ["name": nil],
                ["plugin_slug": "other"],
            ] as [JSON] {
                #expect(try await patch(refused, administrator).status == 400, "\(refused.text)")
            }
            #expect(
                try await server.get("/api/v2/security_devices/\(server.world.device.id)").data["attributes"]?["name"]
                    == "Renamed")
            #expect(try await patch(["name": "Mine"], server.world.analystToken).status == 403)
        }
    }

    @Test("are polled on demand, and show the webhook's credentials to administrators only")
    func acts() async throws {
        try await TestServer.run { server async throws in
            let path = "/api/v2/security_devices/\(server.world.device.id)"
            let polled = try await server.send(
                .POST, path + "/poll", token: server.world.analystToken, json: ["since": "2026-01-01T00:00:00Z"])
            #expect(polled.status == 202)
            let demand = try await server.store.store.write { tx in
                try tx.polls.takeRequest(device: server.world.device.id)
            }
            #expect(demand?.since == Timestamp("2026-01-01T00:00:00Z"))
            #expect(try await server.send(.POST, path + "/poll", token: server.world.analystToken).status == 202)
            let bad = try await server.send(
                .POST, path + "/poll", token: server.world.analystToken, json: ["since": "soon"])
            #expect(bad.status == 400)
            #expect(try await server.send(.POST, path + "/poll", token: server.world.readOnlyToken).status == 403)
            #expect(try await server.send(.POST, path + "/poll", token: server.world.otherToken).status == 404)

            let webhook = try await server.get(path + "/webhook", token: server.world.customerAdministratorToken)
            #expect(webhook.json["password"]?.string == World.webhookPassword)
            #expect(webhook.json["url"]?.string?.hasSuffix("/webhooks/\(server.world.device.webhook.key)") == true)
            #expect(try await server.get(path + "/webhook").status == 403)
            #expect(try await server.get(path).text.contains(server.world.device.webhook.key) == false)
        }
    }

    @Test("list their quarantined signals, and replay them")
    func signals() async throws {
        try await TestServer.run { server async throws in
            let device = server.world.device.id
            let signal = Fixture.signal(of: device, body: "not json")
            try await server.store.store.write { tx in
                try tx.signals.insert([signal])
                try tx.signals.finish(signal.id, as: .quarantined, reason: "No JSON.", at: Fixture.time)
            }
            let query = "/api/v2/signals?filter%5Bsecurity_device%5D=\(device)&filter%5Bstate%5D=quarantined"
            let list = try await server.get(query)
            #expect(list.ids == [signal.id.rawValue])
            #expect(list.data.array.first?["attributes"]?["reason"] == "No JSON.")
            #expect(list.data.array.first?["attributes"]?["body"] == "not json")
            #expect(try await server.get(query, token: server.world.otherToken).ids == [])
            #expect(try await server.get("/api/v2/signals/\(signal.id)", token: server.world.otherToken).status == 404)
            let path = "/api/v2/security_devices/\(device)/replay"
            #expect(try await server.send(.POST, path, token: server.world.otherToken).status == 404)
            let replayed = try await server.send(
                .POST, path, token: server.world.analystToken, json: ["signals": [.string(signal.id.rawValue)]])
            #expect(replayed.status == 202)
            #expect(replayed.json["meta"]?["replayed"] == 1)
            #expect(try await server.get(query).ids == [])
        }
    }
}
