import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's control side")
struct ControlTests {
    @Test("A new issue fits what was asked for")
    func orders() async throws {
        try await EmulatedTenant.with { tenant in
            let made = try await tenant.newIssue([
                "type": "CLOUD_CONFIGURATION", "severity": "LOW", "name": "Bucket has versioning enabled",
            ])
            #expect(made.text("type") == "CLOUD_CONFIGURATION")
            #expect(made.text("severity") == "LOW")
            #expect(made.text("sourceRules.0.name") == "Bucket has versioning enabled")
            #expect(made.text("sourceRules.0.__typename") == "CloudConfigurationRule")
            #expect(made.text("status") == "OPEN")
            let inside = try await tenant.newIssue(["postExploit": true])
            #expect(inside.text("type") == "THREAT_DETECTION")
            #expect(inside[path: "threatDetectionDetails.detections.totalCount"]?.intValue ?? 0 > 0)
            let any = try await tenant.send(.post, "/_emulator/issues")
            #expect(any.status == 201)
            let id = try any.json.text("id") ?? ""
            #expect(any.header("Location") == "/_emulator/issues/\(id)")
        }
    }

    @Test("What cannot be made is refused with the reason")
    func refusedOrders() async throws {
        try await EmulatedTenant.with { tenant in
            let severity = try await tenant.send(.post, "/_emulator/issues", ["severity": "HUGE"])
            #expect(severity.status == 400)
            #expect(try severity.json.text("error")?.hasPrefix("severity must be one of INFORMATIONAL") == true)
            let list = try await tenant.send(.post, "/_emulator/issues", text: "[1]", type: "application/json")
            #expect(list.status == 400)
            let broken = try await tenant.send(.post, "/_emulator/issues", text: "{", type: "application/json")
            #expect(broken.status == 400)
            let unfit = try await tenant.send(
                .post, "/_emulator/issues", ["type": "CLOUD_CONFIGURATION", "postExploit": true])
            #expect(unfit.status == 400)
        }
    }

    @Test("A whole node is told again as it came, by the control side and by the API, and its id is taken only once")
    func wholeNode() async throws {
        try await EmulatedTenant.with { tenant in
            let node: GraphQLValue = [
                "id": "3f1c9a52-7d64-5b0e-9a31-0c2d4e6f8a10", "type": "TOXIC_COMBINATION", "status": "IN_PROGRESS",
                "severity": "CRITICAL", "createdAt": "2026-10-01T08:00:00.1234567Z",
                "statusChangedAt": "2026-10-02T08:00:00.5Z", "description": "Exposed and vulnerable.",
                "sourceRules": [["id": "wc-id-9001", "name": "Exposed build server", "__typename": "Control"]],
                "entitySnapshot": [
                    "id": "e-1", "type": "VIRTUAL_MACHINE", "name": "build-01", "cloudPlatform": "AWS",
                    "region": "eu-west-1", "tags": ["team": "ci"],
                ],
                "projects": [
                    ["id": "p-1", "name": "Build", "slug": "build", "riskProfile": ["businessImpact": "HBI"]]
                ],
                "notes": [["text": "Known.", "user": ["name": "Ada", "email": "ada@example.com"]]],
                "serviceTickets": [["externalId": "T-1", "name": "T-1", "url": "https://tickets.example/T-1"]],
            ]
            let made = try await tenant.newIssue(node)
            for path in [
                "id", "type", "status", "severity", "createdAt", "statusChangedAt", "description",
                "sourceRules.0.name", "entitySnapshot.name", "projects.0.name", "notes.0.text", "serviceTickets.0.url",
            ] {
                #expect(made.text(path) == node.text(path), "\(path)")
            }
            #expect(made[path: "entitySnapshot.tags"] == ["team": "ci"])
            #expect(made.text("notes.0.author.email") == "ada@example.com")
            let reply = try await tenant.graphQL(
                "query($id: ID!) { issue(id: $id) { sourceRules { id } serviceTickets { name } entitySnapshot { region } } }",
                ["id": made["id"] ?? .null])
            #expect(reply["errors"] == nil)
            #expect(reply.text("data.issue.entitySnapshot.region") == "eu-west-1")
            #expect(try await tenant.send(.post, "/_emulator/issues", node).status == 409)
        }
    }

    @Test("The list shows all issues, newest first, filtered and in pages")
    func list() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await tenant.newIssue(["type": "THREAT_DETECTION"]).text("id") ?? ""
            let all = try await tenant.send(.get, "/_emulator/issues").json
            #expect(all["total"] == 41)
            #expect(all["issues"]?.listValue?.count == 41)
            #expect(all.text("issues.0.id") == id)
            let page = try await tenant.send(.get, "/_emulator/issues?first=5&offset=39").json
            #expect(page["issues"]?.listValue?.count == 2)
            #expect(page["next_offset"] == .null)
            let threats = try await tenant.send(.get, "/_emulator/issues?type=THREAT_DETECTION&status=OPEN").json
            let found = threats["issues"]?.listValue ?? []
            #expect(found.contains { $0.text("id") == id })
            #expect(found.allSatisfy { $0.text("type") == "THREAT_DETECTION" && $0.text("status") == "OPEN" })
        }
    }

    @Test("A person's change is a person's, Wiz's own reasons make it Wiz's, and a person can be named")
    func authors() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await tenant.newIssue(["type": "TOXIC_COMBINATION"]).text("id") ?? ""
            let path = "/_emulator/issues/\(id)"
            let person = try await tenant.send(.patch, path, ["status": "IN_PROGRESS", "author": "Mei Tanaka"]).json
            #expect(person.text("statusHistory.0.author.email") == "mei.tanaka@fernleigh.example")
            let rejected = try await tenant.send(.patch, path, ["status": "REJECTED", "resolutionReason": "EXCEPTION"])
                .json
            #expect(rejected.text("status") == "REJECTED")
            #expect(rejected.text("notes.0.author.kind") == "user")
            _ = try await tenant.send(.patch, path, ["status": "OPEN"])
            let wiz = try await tenant.send(.patch, path, ["status": "RESOLVED"]).json
            #expect(wiz.text("resolutionReason") == "ISSUE_FIXED")
            #expect(wiz.text("statusHistory.3.author.kind") == "wiz")
            let refused = try await tenant.send(.patch, path, ["state": "OPEN"])
            #expect(refused.status == 400)
            #expect(try await tenant.send(.patch, "/_emulator/issues/42", ["note": "x"]).status == 404)
        }
    }

    @Test("A detection joins the issue that it names and appears in the API")
    func detections() async throws {
        try await EmulatedTenant.with { tenant in
            let issue = try await tenant.newIssue(["type": "THREAT_DETECTION"])
            let made = try await tenant.send(.post, "/_emulator/detections", ["issueId": issue["id"] ?? .null])
            #expect(made.status == 201)
            #expect(try made.json.text("issue.id") == issue.text("id"))
            let only = try await tenant.send(.post, "/_emulator/detections", ["type": "MATCH_ONLY", "severity": "LOW"])
                .json
            #expect(only["issue"] == .null)
            #expect(only.text("severity") == "LOW")
            let filter =
                "query($f: DetectionFilters) { detections(first: 500, filterBy: $f) { nodes { id type issue { id } } } }"
            let usual = try await tenant.graphQL(filter, ["f": ["createdAt": ["after": "2001-01-01T00:00:00Z"]]])
            let ids = (usual[path: "data.detections.nodes"]?.listValue ?? []).compactMap { $0.text("id") }
            #expect(ids.contains(try made.json.text("id") ?? ""))
            #expect(!ids.contains(only.text("id") ?? ""))
            let both = try await tenant.graphQL(
                filter, ["f": ["type": ["equals": ["GENERATED_THREAT", "MATCH_ONLY"]]]])
            #expect(
                (both[path: "data.detections.nodes"]?.listValue ?? []).contains { $0.text("id") == only.text("id") })
        }
    }

    @Test("The same seed makes the same tenant, another seed another one")
    func determinism() async throws {
        func names(_ seed: UInt64) async throws -> [String] {
            try await EmulatedTenant.with(EmulatorConfiguration(seed: seed, issues: 60)) { tenant in
                let reply = try await tenant.graphQL(
                    "{ issues(first: 500) { nodes { id severity status sourceRules { name } entitySnapshot { name } } } }"
                )
                return (reply[path: "data.issues.nodes"]?.listValue ?? []).map {
                    String(decoding: $0.json(), as: UTF8.self)
                }
            }
        }
        let first = try await names(7)
        #expect(first.count == 60)
        #expect(try await names(7) == first)
        #expect(try await names(8) != first)
    }

    @Test("Background traffic adds issues by itself")
    func background() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 0, rate: 6000)) { tenant in
            try await poll { (try await tenant.send(.get, "/_emulator/issues").json["total"]?.intValue ?? 0) >= 5 }
        }
    }

    @Test("Requests are counted by operation and status")
    func requests() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.graphQL("{ a: issues(first: 1) { nodes { id } } projects(first: 1) { nodes { id } } }")
            let counts = try await tenant.send(.get, "/_emulator/requests").json
            #expect(counts["total"] == 2)
            #expect(counts[path: "operations.token"] == 1)
            #expect(counts[path: "operations.issues"] == 1)
            #expect(counts[path: "operations.projects"] == 1)
            #expect(counts[path: "statuses.200"] == nil)
            #expect(counts["statuses"]?["200"] == 2)
            #expect(try await tenant.send(.delete, "/_emulator/requests").json["total"] == 0)
        }
    }
}
