import AsyncHTTPClient
import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's server")
struct EmulatorServerTests {
    @Test("A client gets a token and reads the newest issue with it")
    func readsAnIssue() async throws {
        try await EmulatedTenant.with { tenant in
            let made = try await tenant.newIssue(["type": "THREAT_DETECTION", "name": "Reverse shell pattern"])
            let reply = try await tenant.graphQL("{ issues: issuesV2(first: 1) { nodes { id sourceRules { name } } } }")
            #expect(reply.text("data.issues.nodes.0.id") == made.text("id"))
            #expect(reply.text("data.issues.nodes.0.sourceRules.0.name") == "Reverse shell pattern")
            #expect(reply["errors"] == nil)
        }
    }

    @Test("The start page shows an issue's status and who wrote its note, and escapes what was written")
    func showsThePage() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await tenant.newIssue().text("id") ?? ""
            _ = try await tenant.send(
                .patch, "/_emulator/issues/\(id)", ["status": "IN_PROGRESS", "note": "<script>alert(1)</script>"])
            let page = try await tenant.send(.get, "/")
            #expect(page.status == 200)
            #expect(page.text.contains("IN_PROGRESS"))
            #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!page.text.contains("<script>"))
            #expect(page.text.contains("robin.vance@fernleigh.example"))
            let detail = try await tenant.send(.get, "/issues/\(id)")
            #expect(
                detail.text.contains("Status was changed from OPEN to IN_PROGRESS by robin.vance@fernleigh.example"))
        }
    }

    @Test("A port that is taken ends the server with an error, and nobody waits for ever")
    func takenPort() async throws {
        try await EmulatedTenant.with { tenant in
            let port = try await tenant.server.port
            let second = try EmulatorServer(configuration: EmulatorConfiguration(port: port, issues: 0), logger: .quiet)
            await #expect(throws: (any Error).self) {
                try await second.whileRunning { _ in }
            }
            await #expect(throws: (any Error).self) { try await second.port }
        }
    }
}
