import AsyncHTTPClient
import HTTPTypes
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Every answer")
struct ResponseTests {
    @Test("carries a request id and tells browsers to trust nothing from elsewhere")
    func headers() async throws {
        try await TestServer.run { server async throws in
            for path in ["/api/v2/expel_alerts", "/healthz", "/nothing-here"] {
                let reply = try await server.get(path)
                #expect(reply.headers.first(name: "x-request-id")?.isEmpty == false)
                #expect(reply.headers.first(name: "x-content-type-options") == "nosniff")
                let policy = reply.headers.first(name: "content-security-policy") ?? ""
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("unsafe") == false)
                #expect(reply.headers.first(name: "strict-transport-security") == nil)
            }
        }
    }

    @Test("is a page for people and a document for programs when something is missing")
    func kinds() async throws {
        try await TestServer.run { server async throws in
            let page = try await server.get("/nothing-here")
            #expect(page.status == 404)
            #expect(page.headers.first(name: "content-type")?.hasPrefix("text/html") == true)
            let document = try await server.get("/api/v2/nothing-here")
            #expect(document.status == 404)
            #expect(document.headers.first(name: "content-type")?.hasPrefix("application/json") == true)
            #expect(document.json["errors"] != nil)
        }
    }

    @Test("to an unreadable or oversized document says so")
    func bodies() async throws {
        try await TestServer.run { server async throws in
            let path = "/api/v2/expel_alerts/\(server.world.alerts[0].id)"
            func patch(_ body: [UInt8]) async throws -> TestServer.Reply {
                try await server.send(
                    .PATCH, path, token: server.world.analystToken, headers: [("content-type", "application/json")],
                    body: .bytes(body))
            }
            for body in ["", "{", "[]", "null", "{\"data\": []}", "{\"data\": {\"attributes\": 7}}"] {
                #expect(try await patch(Array(body.utf8)).status == 400, "\(body)")
            }
            let deep = String(repeating: "[", count: 100_000)
            #expect(try await patch(Array(deep.utf8)).status == 400)
            #expect(try await patch(Array(repeating: UInt8(ascii: " "), count: (1 << 20) + 1)).status == 413)
        }
    }

    @Test("about errors of ours hides the cause")
    func hidden() {
        struct Secret: Error { let password = "hunter2" }
        let error = ErrorStatus.workbenchError(Secret())
        #expect(error.code == .internal)
        #expect(error.message.contains("hunter2") == false)
        for code in WorkbenchError.Code.allCases {
            #expect(ErrorStatus.status(of: code).code >= 400)
        }
    }

    @Test("of the operations routes is what tools expect")
    func operations() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.send(.GET, "/healthz").status == 200)
            #expect(try await server.send(.GET, "/readyz").status == 200)
            _ = try await server.get("/api/v2/expel_alerts")
            let metrics = try await server.send(.GET, "/metrics")
            #expect(metrics.text.contains("# TYPE watchfloor_http_requests_total counter"))
            #expect(metrics.text.contains("watchfloor_http_requests_total{area=\"api\",status=\"200\"} 1"))
            #expect(metrics.text.contains("watchfloor_alerts{status=\"OPEN\"} 6"))
            let forwarded = try await server.send(.GET, "/metrics", headers: [("x-forwarded-for", "192.0.2.1")])
            #expect(forwarded.status == 401)
        }
    }

    @Test("of /openapi.json describes every resource that is served")
    func openAPI() async throws {
        try await TestServer.run { server async throws in
            let document = try await server.send(.GET, "/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
            for collection in ResourceCatalog(integrations: server.services.integrations).collections {
                let name = collection.description.name
                #expect(document["paths"]?["/api/v2/\(name)"]?["get"] != nil, "\(name)")
                let attributes = document["components"]?["schemas"]?[name]?["properties"]?["attributes"]?["properties"]
                #expect(attributes?.object.count == collection.description.attributes.count, "\(name)")
            }
            #expect(document["paths"]?["/api/v2/expel_alerts/{id}"]?["patch"] != nil)
            #expect(document["paths"]?["/api/v2/vendor_alerts"]?["post"] == nil)
        }
    }
}
