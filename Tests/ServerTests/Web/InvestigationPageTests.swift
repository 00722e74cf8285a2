import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Investigation pages")
struct InvestigationPageTests {
    /// Where a form led, without the notice.
    private func landing(_ reply: TestServer.Reply) throws -> String {
        #expect(reply.status == 303, "\(reply.text.prefix(300))")
        return String(try #require(reply.headers.first(name: "location")).split(separator: "?")[0])
    }

    private func version(_ browser: Browser, _ path: String) async throws -> String {
        let page = try await browser.get(path)
        return String(try #require(page.text.firstMatch(of: /name="version" value="(\d+)"/)).1)
    }

    @Test("From the alert to an investigation, to an incident, to closed, and open again")
    func story() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let alert = "/alerts/\(server.world.alerts[0].id)"
            #expect(try await browser.get(alert).text.contains("Declare incident"))
            let path = try landing(try await browser.post("\(alert)/investigate", ["title": "Shell on payments"]))
            #expect(path.hasPrefix("/investigations/"))
            let page = try await browser.get(path).text
            #expect(page.contains("Shell on payments") && page.contains("Alpha shell") && page.contains("Lead"))
            #expect(try await browser.get(alert).text.contains("href=\"\(path)\""))
            #expect(try await browser.get("/investigations").text.contains("Shell on payments"))

            _ = try landing(try await browser.post("\(path)/promote", ["version": try await version(browser, path)]))
            #expect(try await browser.get("/investigations?show=incidents").text.contains("Shell on payments"))
            _ = try landing(
                try await browser.post("\(path)/findings", ["finding_title": "Entry point", "finding": "Port 2375"]))
            _ = try landing(try await browser.post("\(path)/comments", ["comment": "Asked the owner."]))
            let fields = ["reason": "BENIGN", "close_comment": "A drill.", "closes_alerts": "1"]
            let preview = try await browser.post("\(path)/close/preview", fields)
            #expect(preview.status == 200 && preview.text.contains("what will be written to 1 issue"))
            let part = try await browser.post("\(path)/close/preview", fields.merging(["part": "1"]) { $1 })
            #expect(part.text.hasPrefix("<div class=\"preview\">"))
            _ = try landing(try await browser.post("\(path)/close", fields))
            let closed = try await browser.get(path).text
            #expect(
                closed.contains("A drill.") && closed.contains("Entry point") && closed.contains("Asked the owner."))
            #expect(closed.contains("closed this incident as benign"))
            #expect(try await browser.get(alert).text.contains("Closed"))
            _ = try landing(try await browser.post("\(path)/reopen", ["why": "More came."]))
            #expect(try await browser.get(path).text.contains("More came."))
        }
    }

    @Test("An incident is declared at once, and a second alert joins it and leaves it")
    func declaring() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let path = try landing(
                try await browser.post(
                    "/alerts/\(server.world.alerts[0].id)/investigate", ["title": "Miner", "incident": "1"]))
            let id = String(path.dropFirst("/investigations/".count))
            let second = "/alerts/\(server.world.alerts[1].id)"
            #expect(try await browser.get(second).text.contains("<option value=\"\(id)\">"))
            let joined = try landing(try await browser.post("\(second)/investigate", ["investigation": id]))
            #expect(joined == path)
            #expect(try await browser.get(path).text.contains("Beta tunnel"))
            _ = try landing(try await browser.post("\(path)/detach", ["alert": server.world.alerts[1].id.rawValue]))
            #expect(try await browser.get(path).text.contains("took an alert out"))
            _ = try landing(try await browser.post("\(path)/downgrade", ["why": "A drill."]))
            #expect(try await browser.get(path).text.contains("took the incident back"))
            _ = try landing(try await browser.post("\(path)/assign", ["assignee": "me"]))
            #expect(try await browser.get("/investigations").text.contains("Pat Plain"))
        }
    }

    @Test("What is refused keeps what was typed and says why")
    func refused() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let path = try landing(try await browser.post("/investigations", ["title": "By hand"]))
            let undecided = try await browser.post("\(path)/close", ["close_comment": "Typed words"])
            #expect(undecided.status == 400 && undecided.text.contains("Typed words"))
            #expect(undecided.text.contains("Choose a decision."))
            let stale = try await browser.post(
                "\(path)/close", ["reason": "BENIGN", "close_comment": "Typed words", "version": "7"])
            #expect(stale.status == 409 && stale.text.contains("Typed words"))
            let empty = try await browser.post("\(path)/findings", ["finding_title": " "])
            #expect(empty.status == 400 && empty.text.contains("needs a title or a text"))
            #expect(try await browser.post("\(path)/comments", ["comment": " "]).status == 400)
            #expect(try await browser.post("\(path)/reopen", ["why": ""]).status == 400)
            #expect(try await browser.post("\(path)/promote", [:], csrf: "wrong").status == 403)
            let untitled = try await browser.post("/alerts/\(server.world.alerts[0].id)/investigate", ["title": " "])
            #expect(untitled.status == 400 && untitled.text.contains("Give it a title"))
            #expect(try await browser.get("/investigations/no-such").status == 404)
        }
    }
}
