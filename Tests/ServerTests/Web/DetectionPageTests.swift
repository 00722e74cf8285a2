import Detection
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Detection pages")
struct DetectionPageTests {
    /// The rule that the test world's alerts were opened by.
    private static let rules = RulePack(sources: [
        (
            "shell.yml",
            """
            title: Reverse shell
            id: b7c1f5c2-0000-4000-8000-000000000001
            level: high
            tags: [attack.execution, attack.t1059]
            logsource: {product: cloud}
            detection:
                selection:
                    name|contains: shell
                condition: selection
            custom:
                tests:
                    -   name: A shell
                        event: {name: Reverse shell}
                        fires: true
            """
        )
    ])

    private static let address = "/detections/rules/b7c1f5c2-0000-4000-8000-000000000001"

    @Test("the list counts each rule's alerts of the viewer's organization, and narrows down to a technique")
    func list() async throws {
        try await TestServer.run(rules: Self.rules) { server in
            let browser = try await Browser.signedIn(server)
            let all = try await browser.get("/detections")
            #expect(all.status == 200 && all.text.contains("Reverse shell") && all.text.contains(Self.address))
            #expect(all.text.contains("5 alerts in 30 days, most on "), "Acme's five, and not the other's")
            #expect(try await browser.get("/detections?technique=t1059").text.contains(Self.address))
            let none = try await browser.get("/detections?technique=T1496")
            #expect(!none.text.contains(Self.address) && none.text.contains("No rule names T1496"))
        }
    }

    @Test("a rule's page shows its source, tests, alerts and what was suppressed")
    func rule() async throws {
        try await TestServer.run(rules: Self.rules) { server in
            let world = server.world
            let suppression = PageFixtures.suppression {
                $0.organizationID = world.acme.id
                ($0.createdBy, $0.updatedBy) = (world.analyst.id, world.analyst.id)
            }
            try await server.store.store.write { tx in
                try tx.suppressions.insert(suppression)
                try tx.suppressions.mark(world.vendorAlerts[0].id, by: suppression.id, at: Fixture.time)
            }
            let browser = try await Browser.signedIn(server)
            let page = try await browser.get(Self.address)
            #expect(page.status == 200)
            #expect(page.text.contains("name|contains: shell"), "the source")
            #expect(page.text.contains("Passes") && page.text.contains("A shell"), "the test, run")
            #expect(page.text.contains("Example Cloud: Alpha shell") && !page.text.contains("Not Acme"))
            #expect(page.text.contains("/detections/suppressions/\(suppression.id)"))
            #expect(try await browser.get("/detections/rules/none").status == 404)
            let alert = try await browser.get("/alerts/\(world.alerts[0].id)")
            #expect(alert.text.contains("href=\"\(Self.address)\""), "an alert leads to its rule")
        }
    }

    @Test("the heat map says the same as its table")
    func coverage() async throws {
        try await TestServer.run(rules: Self.rules) { server in
            let page = try await Browser.signedIn(server).get("/detections/coverage")
            #expect(page.status == 200 && page.text.contains("1 technique in 1 tactic"))
            #expect(
                page.text.contains("<svg")
                    && page.text.contains("Execution, T1059 Command and Scripting Interpreter: 1 rule"))
            #expect(page.text.contains("/detections?tactic=TA0002&amp;technique=T1059"))
            #expect(page.text.contains("No rule names these tactics: Reconnaissance,"))
        }
    }

    @Test("after a false positive a filter is proposed, with what it would have kept out")
    func proposal() async throws {
        try await TestServer.run(rules: Self.rules) { server in
            let world = server.world
            let alert = world.alerts[0]
            let browser = try await Browser.signedIn(server)
            let before = try await browser.get("/alerts/\(alert.id)")
            #expect(!before.text.contains("See a filter"))
            try await server.store.store.write { tx in
                let closed = try alert.applying(
                    .close(reason: .falsePositive, comment: "An exercise."), by: world.analyst.id, at: server.clock.now)
                try tx.alerts.update(closed.alert)
            }
            let after = try await browser.get("/alerts/\(alert.id)")
            #expect(after.text.contains("\(Self.address)/filter?alert=\(alert.id)"))
            let page = try await browser.get("\(Self.address)/filter?alert=\(alert.id)")
            #expect(page.status == 200)
            #expect(page.text.contains("Of 5 alerts that this rule opened in the last 30 days"))
            #expect(page.text.contains("kept out 1: 1 closed as harmless, 0 not closed yet, 0 closed for another"))
            #expect(page.text.contains("name: &#39;Alpha shell&#39;"))
            #expect(try await browser.get("\(Self.address)/filter?alert=\(world.otherAlert.id)").status == 404)
        }
    }

    @Test("the proposed document is a filter that the pack takes, and keeps out what it was made of")
    func document() async throws {
        try await TestServer.run(rules: Self.rules) { server in
            let alert = server.world.alerts[0]
            let rule = try #require(Self.rules.rules.first)
            let proposal = try #require(
                try await FilterProposal.make(
                    for: rule, after: alert.id, scope: .everything, now: server.clock.now, in: server.store.store))
            let pack = RulePack(sources: [("shell.yml", rule.text), ("filter.yml", proposal.document)])
            #expect(pack.problems.map(\.description) == [] && pack.filters.count == 1)
            let vendorAlerts = server.world.vendorAlerts
            #expect(pack.detect(vendorAlerts[0].event) == nil, "the false positive")
            #expect(pack.detect(vendorAlerts[2].event) != nil, "another shell")
        }
    }
}

extension VendorAlert {
    fileprivate var event: DetectionEvent { DetectionEvent(kind: kind, content: content, state: state, raw: raw) }
}
