import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Suppression pages")
struct SuppressionPageTests {
    @Test("One is written after an alert, tried, saved, listed, and ended")
    func life() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let alert = server.world.alerts[0]
            let form = try await browser.get("/detections/suppressions/new?alert=\(alert.id)")
            #expect(form.status == 200)
            #expect(form.text.contains("name: &#39;Alpha shell&#39;"), "the condition is filled in from the alert")
            let empty = try await browser.get("/detections/suppressions")
            #expect(empty.text.contains("Nothing is suppressed"))
            var fields = [
                "name": "Alpha <shells>", "reason": "An exercise.", "days": "30", "place": "workbench",
                "condition": "selection:\n    name: Alpha shell\ncondition: selection",
                "scope": "device:\(server.world.device.id)",
            ]
            let preview = try await browser.post("/detections/suppressions/preview", fields)
            #expect(preview.status == 200)
            #expect(preview.text.contains("it meets 1;"))
            #expect(preview.text.contains("Threat issue: Alpha shell"))
            let saved = try await browser.post("/detections/suppressions", fields)
            #expect(saved.status == 303)
            let address = try #require(saved.headers.first(name: "location"))
            let page = try await browser.get(address)
            #expect(page.text.contains("Alpha &lt;shells&gt;") && page.text.contains("The suppression is in force."))
            let list = try await browser.get("/detections/suppressions")
            #expect(list.text.contains("1 suppression") && list.text.contains("Active"))
            let path = String(address.prefix { $0 != "?" })
            #expect(try await browser.post("\(path)/expire", [:]).status == 303)
            #expect(try await browser.get("/detections/suppressions").text.contains("Expired"))
            fields["condition"] = "selection:"
            let refused = try await browser.post("/detections/suppressions", fields)
            #expect(refused.status == 400)
            #expect(refused.text.contains("condition-error") && refused.text.contains("Alpha &lt;shells&gt;"))
        }
    }

    @Test("Nobody suppresses for an organization that is not theirs")
    func strangers() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let fields = [
                "name": "All", "reason": "No.", "condition": "a:\n    name: x\ncondition: a", "scope": "all",
            ]
            #expect(try await browser.post("/detections/suppressions", fields).status == 403)
            let other = fields.merging(["scope": "device:\(server.world.otherDevice.id)"]) { $1 }
            #expect(try await browser.post("/detections/suppressions", other).status == 400)
            #expect(
                try await browser.get("/detections/suppressions/new?alert=\(server.world.otherAlert.id)").status == 404)
            let stored = try await server.store.store.read { tx in
                try tx.suppressions.list(scope: .everything, limit: 10)
            }
            #expect(stored.isEmpty)
        }
    }
}
