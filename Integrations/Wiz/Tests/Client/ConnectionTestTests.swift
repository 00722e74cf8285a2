import GraphQL
import Pipeline
import Testing
import WizEmulator
import Workbench

@testable import Wiz

@Suite("Testing a connection")
struct ConnectionTestTests {
    @Test("A tenant that gives everything is green in every permission, and nothing in it was changed")
    func good() async throws {
        try await ConnectedTenant.with { wiz in
            let report = await wiz.connection.test()
            #expect(report.isGood && report.problems.isEmpty && report.warnings.isEmpty)
            #expect(report.permissions.map(\.verdict) == Array(repeating: .granted, count: 7))
            #expect(report.environment == "Commercial Wiz" && report.region == "us17" && !report.needsAddendum)
            #expect(report.sampleIssueIDs.count == 20)
            #expect(abs(report.clockDifference ?? 100) < 5)
            let issues = try await wiz.tenant.send(.get, "/_emulator/issues").text
            #expect(!issues.contains("Connection test"))
        }
    }

    @Test(
        "Each missing permission alone is red, by its name",
        arguments: [
            "read:issues", "read:threat_issues", "read:detections", "write:issue_status", "write:issue_ignore",
            "write:issue_comments",
        ])
    func missing(_ scope: String) async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(.object(["missingScopes": [.string(scope)]]))
            let report = await wiz.connection.test()
            #expect(!report.isGood)
            let red = report.permissions.filter { $0.verdict != .granted }
            #expect(red.map(\.name).contains(scope))
            #expect(red.allSatisfy { $0.verdict == .missing })
            #expect(report.warnings == [])
            // Threats are issues too: without the one permission Wiz gives neither.
            if scope != "read:issues" { #expect(red.count == 1) }
            #expect(red.first { $0.name == scope }?.words?.contains(scope) == true)
        }
    }

    @Test("A permission that is merely useful does not make the whole red")
    func optional() async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["missingScopes": ["read:projects"]])
            let report = await wiz.connection.test()
            #expect(report.isGood)
            #expect(report.permissions.first { $0.name == "read:projects" }?.verdict == .missing)
        }
    }

    @Test("A missing licence is told from a missing permission")
    func licence() async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["missingLicense": true])
            let report = await wiz.connection.test()
            #expect(!report.isGood)
            #expect(report.permissions.filter { $0.verdict == .unlicensed }.map(\.name) == ["read:detections"])
            #expect(report.permissions.filter { $0.verdict == .granted }.count == 6)
        }
    }

    @Test("A wrong secret is one problem, and no permission is guessed at")
    func secret() async throws {
        try await ConnectedTenant.with(secret: "wrong") { wiz in
            let report = await wiz.connection.test()
            #expect(report.problems.map(\.kind) == [.tokenRefused])
            #expect(Set(report.permissions.map(\.verdict)) == [.unknown])
            let calls = try await wiz.calls("issuesV2")
            #expect(calls == 0)
        }
    }

    @Test("A tenant of Wiz for Gov is recognised, and says that an addendum is needed")
    func gov() async throws {
        try await ConnectedTenant.with(environment: .gov) { wiz in
            let report = await wiz.connection.test()
            #expect(report.environment == "Wiz for Gov" && report.needsAddendum)
        }
    }

    @Test("A clock that is wrong by minutes is warned of; the second that a header rounds away is not")
    func clock() throws {
        let clock = VendorClock()
        let asked = Timestamp(milliseconds: 1_800_000_000_900)
        clock.note(date: "Fri, 15 Jan 2027 08:00:00 GMT", asked: asked, answered: asked.adding(seconds: 0.2))
        #expect(clock.difference == 0)
        clock.note(date: "Fri, 15 Jan 2027 08:10:00 GMT", asked: asked, answered: asked.adding(seconds: 0.1))
        #expect(clock.difference == 599)
        clock.note(date: "nonsense", asked: asked, answered: asked)
        #expect(clock.difference == 599)
    }

    @Test("The data centre is read from the address, and a token of another one is warned of")
    func dataCenter() throws {
        let address = try TenantAddress(
            apiURL: "https://api.us17.app.wiz.io/graphql", authURL: nil, allowsLoopback: false)
        #expect(address.dataCenter == "us17" && address.environment(issuer: nil) == .commercial)
        let gov = try TenantAddress(apiURL: "https://api.us2.app.wiz.us", authURL: nil, allowsLoopback: false)
        #expect(gov.dataCenter == "us2" && gov.environment(issuer: nil) == .gov)
        let cloud = try TenantAddress(apiURL: "https://api.us1.gov.wiz.io", authURL: nil, allowsLoopback: false)
        #expect(cloud.environment(issuer: nil) == .govCloud)
    }

    @Test("Claims are read from a token, and nothing from what is none", arguments: ["", "a.b", "a.!.c", "a.e30.c"])
    func claims(_ bearer: String) {
        #expect(TokenClaims(bearer: bearer)?.dataCenter == nil)
    }
}
