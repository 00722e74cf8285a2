import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Triage over HTTP")
struct TriageRouteTests {
    private func pick(_ alerts: [Alert]) -> String {
        alerts.map { "alert=\(PageAddress.encoded(BulkSelection.Entry($0).value))" }.joined(separator: "&")
    }

    private func send(_ browser: Browser, _ path: String, _ picked: String, _ more: String) async throws
        -> TestServer.Reply
    {
        let body = "\(picked)&csrf=\(PageAddress.encoded(browser.csrf))&\(more)"
        return try await browser.server.send(
            .POST, path,
            headers: [("content-type", "application/x-www-form-urlencoded"), ("cookie", browser.cookie)],
            body: .bytes(Array(body.utf8)))
    }

    private func alert(_ server: TestServer, _ id: ID<Alert>) async throws -> Alert? {
        try await server.store.store.read { tx in try tx.alerts.find(id, scope: .everything) }
    }

    @Test(
        "Several are closed at once, each with its own outcome: one that changed meanwhile is refused, with who did it")
    func bulkClose() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let alerts = Array(server.world.alerts.prefix(3))
            let picked = pick(alerts)
            let form = try await send(browser, "/alerts/bulk", picked, "act=close&return=%2Falerts%3Fsort%3Dname")
            #expect(form.status == 200 && form.text.contains("Close 3 alerts"))
            #expect(form.text.contains("href=\"/alerts?sort=name\""))
            let stale = try #require(alerts.last)
            #expect(try await browser.post("/alerts/\(stale.id)/start", ["version": "1"]).status == 303)
            let reasonless = try await send(browser, "/alerts/bulk/close", picked, "close_comment=x")
            #expect(reasonless.status == 400 && reasonless.text.contains("Choose a reason."))
            let wordless = try await send(browser, "/alerts/bulk/close", picked, "reason=BENIGN&close_comment=%20")
            #expect(wordless.status == 400)
            #expect(try await alert(server, stale.id)?.status == .inProgress)
            let done = try await send(browser, "/alerts/bulk/close", picked, "reason=BENIGN&close_comment=Known.")
            #expect(done.status == 200 && done.text.contains("2 done, 1 refused"))
            #expect(done.text.contains("Pat Plain changed this alert meanwhile"))
            #expect(try await alert(server, stale.id)?.status == .inProgress)
            for alert in alerts.prefix(2) {
                let closed = try await self.alert(server, alert.id)
                #expect(closed?.status == .closed && closed?.closeComment == "Known.")
            }
            let again = try await send(browser, "/alerts/bulk/close", picked, "reason=BENIGN&close_comment=Known.")
            #expect(again.status == 409 && again.text.contains("0 done, 3 refused"))
        }
    }

    @Test("Several are assigned or investigated at once; another organization's is refused like one that is not there")
    func bulkOthers() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let alerts = Array(server.world.alerts.prefix(2))
            let assigned = try await send(browser, "/alerts/bulk", pick(alerts), "act=assign&return=%2Falerts")
            #expect(assigned.headers.first(name: "location") == "/alerts?notice=assigned-several")
            #expect(try await alert(server, server.world.alerts[0].id)?.assignedTo == server.world.plain.id)
            let foreign = try await send(browser, "/alerts/bulk", pick([server.world.otherAlert]), "act=assign")
            #expect(foreign.status == 409 && !foreign.text.contains("Not Acme"))
            let form = try await send(browser, "/alerts/bulk", pick(alerts), "act=investigate")
            #expect(form.text.contains("Investigate 2 alerts") && form.text.contains("Alpha shell"))
            let titleless = try await send(browser, "/alerts/bulk/investigate", pick(alerts), "title=%20")
            #expect(titleless.status == 400)
            let stale = try await send(browser, "/alerts/bulk/investigate", pick(alerts), "title=Shells")
            #expect(stale.status == 409 && stale.text.contains("0 done, 2 refused"))
            var fresh = [server.world.otherAlert]
            for alert in alerts { fresh.append(try #require(try await self.alert(server, alert.id))) }
            let mixed = try await send(browser, "/alerts/bulk/investigate", pick(fresh), "title=Shells")
            #expect(mixed.status == 200 && mixed.text.contains("2 done, 1 refused"))
            let first = try #require(try await alert(server, alerts[0].id)?.investigationID)
            #expect(try await alert(server, alerts[1].id)?.investigationID == first)
            #expect(try await send(browser, "/alerts/bulk", "", "act=close").status == 400)
            #expect(try await send(browser, "/alerts/bulk", pick(alerts), "act=delete").status == 400)
        }
    }

    @Test("Claim next gives the worst, then the oldest, that nobody has, until none is left")
    func claim() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            var names: [String] = []
            for _ in 0..<5 {
                let reply = try await browser.post("/alerts/claim", [:])
                let path = try #require(reply.headers.first(name: "location"))
                let id = try #require(path.split(separator: "/").last?.split(separator: "?").first)
                let claimed = try #require(try await alert(server, ID(String(id))))
                #expect(claimed.assignedTo == server.world.plain.id && claimed.status == .inProgress)
                names.append(String(claimed.name.dropFirst("Example Cloud: ".count)))
            }
            #expect(names == ["Beta tunnel", "Alpha shell", "Delta, with comma", "Epsilon", "gamma Shell"])
            let none = try await browser.post("/alerts/claim", ["return": "/alerts?sort=name"])
            #expect(none.headers.first(name: "location") == "/alerts?sort=name&notice=nothing-to-claim")
        }
    }

    @Test("An export holds what the list's filters match, whole, and nothing of others")
    func export() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let csv = try await browser.get("/alerts/export.csv?search=shell&sort=name")
            #expect(csv.headers.first(name: "content-type") == "text/csv; charset=utf-8")
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3 && lines.first?.hasPrefix("id,name,severity,status") == true)
            #expect(csv.text.contains("Example Cloud: Alpha shell,HIGH,OPEN"))
            let all = try await browser.get("/alerts/export.ndjson?rows=1&cursor=nonsense")
            let objects = try all.text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
            #expect(objects.count == 5)
            #expect(objects.allSatisfy { $0["url"]?.string?.hasPrefix("http") == true })
            #expect(!all.text.contains("Not Acme"))
        }
    }

    @Test("A view keeps the list's address under a name for one person, who may delete it")
    func views() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let query = "severity=critical&within=24h&columns=age&evil=1"
            let kept = try await browser.post("/alerts/views", ["name": " Night ", "query": query])
            #expect(
                kept.headers.first(name: "location")
                    == "/alerts?severity=critical&within=24h&columns=age&notice=view-kept")
            let page = try await browser.get("/alerts")
            #expect(page.text.contains("href=\"/alerts?severity=critical&amp;within=24h&amp;columns=age\"><bdi>Night"))
            let other = try await Browser.of(server.world.analyst, email: "ana@acme.example", server)
            #expect(try await other.get("/alerts").text.contains("Night") == false)
            let removal = try #require(page.text.firstMatch(of: /action="(\/alerts\/views\/[^"]*\/delete)"/)).1
            #expect(try await other.post(String(removal), [:]).status == 303)
            #expect(try await browser.get("/alerts").text.contains("Night"))
            #expect(try await browser.post(String(removal), [:]).status == 303)
            #expect(try await browser.get("/alerts").text.contains("Night") == false)
            #expect(try await browser.post("/alerts/views", ["name": " "]).status == 400)
        }
    }

    @Test("The funnel counts one organization's signals, alerts and investigations")
    func funnel() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let page = try await browser.get("/alerts/funnel?within=30d")
            #expect(page.status == 200 && page.text.contains("Issues and detections"))
            #expect(try await browser.get("/alerts/funnel?within=x").status == 200)
        }
    }
}
