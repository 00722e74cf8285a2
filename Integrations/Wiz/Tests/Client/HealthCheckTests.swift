import GraphQL
import Pipeline
import Testing
import Workbench

@Suite("Checking a tenant")
struct HealthCheckTests {
    @Test("A tenant that gives everything has no problem")
    func healthy() async throws {
        try await ConnectedTenant.with { wiz in
            #expect(await wiz.connection.check().isEmpty)
        }
    }

    @Test(
        "Every permission that is read with is missed by its name",
        arguments: ["read:issues", "read:threat_issues", "read:detections"])
    func scopes(_ scope: String) async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(.object(["missingScopes": [.string(scope)]]))
            let problems = await wiz.connection.check()
            #expect(!problems.isEmpty)
            #expect(problems.allSatisfy { $0.kind == .scopeMissing })
            #expect(problems.contains { $0.words.contains(scope) })
        }
    }

    @Test("A wrong secret is one problem that says where to look")
    func secret() async throws {
        try await ConnectedTenant.with(secret: "wrong") { wiz in
            let problems = await wiz.connection.check()
            #expect(problems.map(\.kind) == [.tokenRefused])
            #expect(problems.first?.words.contains("Service Accounts") == true)
            #expect(problems.first?.words.contains("wrong") == false)
        }
    }

    private static let failures: [(faults: GraphQLValue, kind: HealthProblem.Kind)] = [
        (["serverError5xx": 503], .unreachable), (["dropBefore": true], .unreachable),
        (["htmlBody": 200], .vendorError),
        (["rateLimit429": true], .vendorError), (["expiredTokens": true], .tokenRefused),
    ]

    @Test("Failures are problems of their kind, each said once", arguments: failures)
    func failure(_ row: (faults: GraphQLValue, kind: HealthProblem.Kind)) async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(row.faults)
            #expect(await wiz.connection.check().map(\.kind) == [row.kind])
        }
    }

    @Test("A permission that a write lacked is told until a write goes through")
    func writeScope() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.set(["missingScopes": ["write:issue_ignore"]])
            _ = try await wiz.connection.deliver(WriteBackTests.write(.dismiss(.benign), on: id))
            let problems = await wiz.connection.check()
            #expect(problems.map(\.kind) == [.scopeMissing])
            #expect(problems.first?.words.contains("write:issue_ignore") == true)
            try await wiz.set([:])
            _ = try await wiz.connection.deliver(
                WriteBackTests.write(.dismiss(.benign), on: id, marker: "watchfloor:2"))
            #expect(await wiz.connection.check().isEmpty)
        }
    }
}
