import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("API collections")
struct CollectionTests {
    @Test("are walked page by page through links.next, each row once, with the count of all")
    func paging() async throws {
        try await TestServer.run { server async throws in
            var path = "/api/v2/expel_alerts?page%5Blimit%5D=2&sort=%2Bcreated_at&sort=%2Bid"
            var seen: [String] = []
            var pages = 0
            while true {
                let reply = try await server.get(path)
                #expect(reply.total == 5)
                #expect(reply.json["meta"]?["page"]?["offset"]?.integer == Int64(seen.count))
                seen += reply.ids
                pages += 1
                guard let next = reply.json["links"]?["next"]?.string, pages < 10 else { break }
                #expect(next.hasPrefix(server.address + "/api/v2/expel_alerts?"))
                path = next
            }
            #expect(pages == 3)
            #expect(seen == server.world.alerts.map(\.id.rawValue))
        }
    }

    @Test("keep their filter and their order from page to page")
    func filteredWalk() async throws {
        try await TestServer.run { server async throws in
            let query = "filter%5Bexpel_severity%5D=%21LOW&sort=-created_at&page%5Blimit%5D=1&include=organization"
            var path = "/api/v2/expel_alerts?\(query)"
            var seen: [String] = []
            while seen.count < 10 {
                let reply = try await server.get(path)
                #expect(reply.total == 4)
                #expect(reply.json["included"]?.array.count == 1)
                seen += reply.ids
                guard let next = reply.json["links"]?["next"]?.string else { break }
                path = next
            }
            #expect(seen == [4, 3, 1, 0].map { server.world.alerts[$0].id.rawValue })
        }
    }

    @Test("skip rows when asked to, and give the count alone for a page of none")
    func offsets() async throws {
        try await TestServer.run { server async throws in
            let ids = server.world.alerts.map(\.id.rawValue)
            #expect(
                try await server.ids("expel_alerts", [("page[offset]", "3"), ("page[limit]", "5")]) == Array(ids[3...]))
            #expect(try await server.ids("expel_alerts", [("page[offset]", "9")]) == [])
            let count = try await server.get("/api/v2/expel_alerts?page%5Blimit%5D=0")
            #expect(count.ids == [])
            #expect(count.total == 5)
            #expect(count.json["links"]?["next"] == nil)
        }
    }

    @Test("sort by severity, worst first, and backwards")
    func sorting() async throws {
        try await TestServer.run { server async throws in
            let ids = server.world.alerts.map(\.id.rawValue)
            let sorted = [1, 0, 3, 4, 2].map { ids[$0] }
            #expect(
                try await server.ids("expel_alerts", [("sort", "+expel_severity"), ("sort", "created_at")]) == sorted)
            #expect(try await server.ids("expel_alerts", [("sort", "-created_at")]) == ids.reversed())
            #expect(try await server.ids("expel_alerts", [("sort", " created_at")]) == ids)
            #expect(try await server.get("/api/v2/expel_alerts?sort=properties").status == 400)
        }
    }

    @Test("show every attribute, null where there is nothing, and links for every relationship")
    func shape() async throws {
        try await TestServer.run { server async throws in
            for type in [
                "organizations", "actors", "security_devices", "vendor_alerts", "expel_alerts",
                "expel_alert_histories", "vendors", "plugins",
            ] {
                let reply = try await server.get("/api/v2/\(type)?page%5Blimit%5D=3")
                #expect(reply.status == 200, "\(type)")
                let description = try #require(ResourceCatalog(integrations: server.services.integrations)[type])
                    .description
                let row = try #require(reply.data.array.first, "\(type)")
                #expect(row["type"]?.string == type)
                let shown = Set(row["attributes"]?.object.keys.map { $0 } ?? [])
                #expect(shown == Set(description.attributes.map(\.name)), "\(type)")
                for relationship in description.relationships {
                    let entry = try #require(row["relationships"]?[relationship.name], "\(type) \(relationship.name)")
                    #expect(entry["links"]?["related"]?.string?.hasPrefix(server.address) == true)
                    #expect((entry.object["data"] != nil) == (relationship.cardinality == .one))
                }
            }
        }
    }

    @Test("include what is asked for, each resource once")
    func include() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.get("/api/v2/expel_alerts?include=organization,vendor_alerts.security_device")
            let included = reply.json["included"]?.array ?? []
            let types = included.compactMap { $0["type"]?.string }
            #expect(types.filter { $0 == "organizations" }.count == 1)
            #expect(types.filter { $0 == "vendor_alerts" }.count == 5)
            #expect(types.filter { $0 == "security_devices" }.count == 1)
            let linkage = reply.data.array.first?["relationships"]?["vendor_alerts"]?["data"]?.array ?? []
            #expect(linkage.compactMap { $0["id"]?.string } == [server.world.vendorAlerts[0].id.rawValue])
            #expect(try await server.get("/api/v2/expel_alerts?include=nonsense").status == 400)
        }
    }

    @Test("show only the fields that are asked for")
    func sparse() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.get("/api/v2/expel_alerts?fields%5Bexpel_alerts%5D=status,expel_name")
            let row = try #require(reply.data.array.first)
            #expect(Set(row["attributes"]?.object.keys.map { $0 } ?? []) == ["status", "expel_name"])
        }
    }

    @Test("follow relationships: to one, to none, to many")
    func related() async throws {
        try await TestServer.run { server async throws in
            let path = "/api/v2/expel_alerts/\(server.world.alerts[0].id)"
            #expect(try await server.get(path + "/organization").data["id"]?.string == server.world.acme.id.rawValue)
            let nobody = try await server.get(path + "/assigned_to_actor")
            #expect(nobody.status == 200)
            #expect(nobody.json.object["data"] == .null)
            #expect(try await server.get(path + "/investigation").json.object["data"] == .null)
            #expect(try await server.get(path + "/vendor_alerts").ids == [server.world.vendorAlerts[0].id.rawValue])
            #expect(try await server.get(path + "/expel_alert_histories").data.array.count == 1)
            #expect(try await server.get(path + "/deliveries").data == .array([]))
            #expect(try await server.get(path + "/vendor").data["attributes"]?["name"] == "Example")
            #expect(try await server.get(path + "/nonsense").status == 404)
            let linkage = try await server.get(path + "/relationships/vendor_alerts")
            #expect(linkage.ids == [server.world.vendorAlerts[0].id.rawValue])
        }
    }

    @Test("answer with documents for what is not there")
    func absent() async throws {
        try await TestServer.run { server async throws in
            for path in ["/api/v2/nist_categories", "/api/v2/expel_alerts/absent", "/api/v3/expel_alerts"] {
                let reply = try await server.get(path)
                #expect(reply.status == 404)
                #expect(reply.error["code"] == "ENOTFOUND")
                #expect(reply.error["status"] == "404")
            }
            #expect(try await server.get("/api/v2/expel_alerts?page%5Bcursor%5D=nonsense").status == 400)
            #expect(try await server.get("/api/v2/expel_alerts?page%5Blimit%5D=many").status == 400)
            #expect(try await server.get("/api/v2/expel_alerts?status=OPEN").status == 400)
        }
    }
}
