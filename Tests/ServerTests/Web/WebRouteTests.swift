import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Pages over HTTP")
struct WebRouteTests {
    @Test("Somebody unknown is asked to sign in and comes back to where they wanted to go")
    func signInFirst() async throws {
        try await TestServer.run { server in
            let home = try await server.send(.GET, "/")
            #expect(home.status == 303 && home.headers.first(name: "location") == "/sign-in")
            let alerts = try await server.send(.GET, "/alerts?status=closed")
            #expect(alerts.status == 303)
            #expect(alerts.headers.first(name: "location") == "/sign-in?next=%2Falerts%3Fstatus%3Dclosed")
            let form = try await server.send(.GET, "/sign-in?next=%2Falerts%3Fstatus%3Dclosed")
            #expect(form.status == 200 && form.text.contains("name=\"next\" value=\"/alerts?status=closed\""))
        }
    }

    @Test("Signing in sets the session's cookie; every failure reads alike and keeps the address typed")
    func signIn() async throws {
        try await TestServer.run { server in
            let good = try await Browser.post(
                server, "/sign-in",
                ["email": "pat@acme.example", "password": World.password, "next": "//evil.example"], cookie: nil)
            #expect(good.status == 303 && good.headers.first(name: "location") == "/alerts")
            let cookie = try #require(good.headers.first(name: "set-cookie"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            var texts: Set<String> = []
            for fields in [
                ["email": "pat@acme.example", "password": "wrong"], ["email": "pat@acme.example"],
                ["email": "pat@acme.example", "password": ""],
            ] {
                let bad = try await Browser.post(server, "/sign-in", fields, cookie: nil)
                #expect(bad.status == 401)
                #expect(bad.text.contains("value=\"pat@acme.example\""))
                texts.insert(bad.text)
            }
            #expect(texts.count == 1)
        }
    }

    @Test("Signing out ends the session")
    func signOut() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            #expect(try await browser.get("/alerts").status == 200)
            let out = try await browser.post("/sign-out", [:])
            #expect(out.status == 303 && out.headers.first(name: "location") == "/sign-in")
            #expect(try await browser.get("/alerts").status == 303)
        }
    }

    @Test("The list holds what the viewer may see, filtered, searched, sorted and counted as the address says")
    func list() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let all = try await browser.get("/alerts")
            #expect(all.status == 200 && all.text.contains("5 alerts"))
            #expect(all.headers.first(name: "content-type") == "text/html; charset=utf-8")
            #expect(!all.text.contains("Not Acme&#39;s"))
            #expect(
                Browser.names(all) == [
                    "Epsilon", "Delta, with comma", "gamma Shell", "Beta tunnel", "Alpha shell",
                ])
            let worst = try await browser.get("/alerts?sort=severity")
            #expect(Browser.names(worst).first == "Beta tunnel")
            #expect(
                try await browser.names("/alerts?severity=critical,low") == [
                    "gamma Shell", "Beta tunnel",
                ])
            #expect(try await browser.names("/alerts?search=shell") == ["gamma Shell", "Alpha shell"])
            #expect(try await browser.names("/alerts?assignee=me").isEmpty)
            #expect(try await browser.names("/alerts?assignee=nobody").count == 5)
            #expect(try await browser.get("/alerts?status=closed").text.contains("Nothing here"))
            let foreign = try await browser.get("/alerts?organization=\(server.world.other.id)")
            #expect(Browser.names(foreign).count == 5)
        }
    }

    @Test("Load more goes on where the page ended, without a gap or a repeat")
    func loadMore() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            var names: [String] = []
            var next: String? = "/alerts?rows=2"
            var pages = 0
            while let address = next, pages < 9 {
                let page = try await browser.get(address.replacing("&amp;", with: "&") + (pages > 0 ? "&rows=2" : ""))
                names += Browser.names(page)
                next = page.text.firstMatch(of: /href="([^"]*)" data-more/).map { String($0.1) }
                pages += 1
            }
            #expect(pages == 3)
            #expect(names == ["Epsilon", "Delta, with comma", "gamma Shell", "Beta tunnel", "Alpha shell"])
        }
    }

    @Test("The bar's number counts what was made since, with the list's own filters")
    func news() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let since = PageAddress.encoded(Fixture.time.adding(seconds: 90).description)
            let news = try await browser.get("/alerts/news?since=\(since)").json
            #expect(news["count"]?.integer == 3)
            #expect(news["words"]?.string == "3 new alerts")
            let narrow = try await browser.get("/alerts/news?severity=low&since=\(since)").json
            #expect(narrow["words"]?.string == "1 new alert")
            #expect(try await browser.get("/alerts/news").status == 400)
        }
    }

    @Test("One row is there for a list that is open; another organization's is not")
    func row() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            let row = try await browser.get("/alerts/\(id)/row")
            #expect(row.status == 200 && row.text.hasPrefix("<tr data-id=\"\(id)\""))
            #expect(try await browser.get("/alerts/\(server.world.otherAlert.id)/row").status == 404)
        }
    }

    @Test("An alert of another organization is not found, by any of its addresses")
    func isolation() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.otherAlert.id
            let page = try await browser.get("/alerts/\(id)")
            #expect(page.status == 404 && page.text.contains("There is nothing here"))
            for path in ["assign", "start", "close", "close/preview", "reopen", "comments", "deliveries/x"] {
                let fields = [
                    "reason": "BENIGN", "close_comment": "x", "why": "x", "comment": "x", "decision": "retry",
                ]
                #expect(try await browser.post("/alerts/\(id)/\(path)", fields).status == 404, "\(path)")
            }
            #expect(try await browser.get("/devices/\(server.world.otherDevice.id)").status == 404)
            #expect(try await browser.post("/devices/\(server.world.otherDevice.id)/poll", [:]).status == 404)
            #expect(try await browser.post("/devices/\(server.world.otherDevice.id)/signals/replay", [:]).status == 404)
        }
    }

    @Test("Assign, start, close, reopen, comment: each form does it once and leads back to the page")
    func work() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            func act(_ name: String, _ fields: [String: String]) async throws -> Alert {
                let reply = try await browser.post("/alerts/\(id)/\(name)", fields)
                #expect(reply.status == 303, "\(name): \(reply.text)")
                #expect(reply.headers.first(name: "location")?.hasPrefix("/alerts/\(id)?notice=") == true)
                let alert = try await server.store.store.read { tx in try tx.alerts.find(id, scope: .everything) }
                return try #require(alert)
            }
            let mine = try await act("assign", ["assignee": "me", "version": "1"])
            #expect(mine.assignedTo == server.world.plain.id && mine.status == .inProgress)
            let closed = try await act(
                "close", ["reason": "BENIGN", "close_comment": "A planned exercise.", "version": "\(mine.version)"])
            #expect(closed.status == .closed && closed.closeReason == .benign)
            let open = try await act("reopen", ["why": "It came back.", "version": "\(closed.version)"])
            #expect(open.status == .open)
            let started = try await act("start", ["version": "\(open.version)"])
            #expect(started.status == .inProgress)
            _ = try await act("comments", ["comment": "Looked at <it>."])
            let nobody = try await act("assign", ["assignee": "", "version": "\(started.version)"])
            #expect(nobody.assignedTo == nil)
            let page = try await browser.get("/alerts/\(id)?notice=closed")
            #expect(page.text.contains("The alert is closed."))
            for words in [
                "took this alert", "closed this as benign", "A planned exercise.", "reopened this",
                "Looked at &lt;it&gt;.",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
        }
    }

    @Test("A page that grew old is refused with who changed what, and keeps what was typed")
    func stalePage() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            let ana = Principal(
                actorID: server.world.analyst.id, organizationID: server.world.acme.id, displayName: "Ana Lyst",
                role: .organizationAnalyst)
            _ = try await server.services.workflow.perform([.start], on: id, by: ana)
            let reply = try await browser.post(
                "/alerts/\(id)/close", ["reason": "TESTING", "close_comment": "My long words.", "version": "1"])
            #expect(reply.status == 409)
            #expect(reply.text.contains("Ana Lyst changed this alert meanwhile; it is now in progress."))
            #expect(reply.text.contains(">My long words.</textarea>"))
            #expect(reply.text.contains("<option value=\"TESTING\" selected>"))
        }
    }

    @Test("What is missing in a form is said beside it")
    func missingInput() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            let reasonless = try await browser.post("/alerts/\(id)/close", ["close_comment": "Words"])
            #expect(reasonless.status == 400 && reasonless.text.contains("id=\"reason-error\">Choose a reason."))
            let wordless = try await browser.post("/alerts/\(id)/close", ["reason": "BENIGN", "close_comment": "  "])
            #expect(wordless.status == 400 && wordless.text.contains("id=\"close-comment-error\">"))
            let system = try await browser.post("/alerts/\(id)/close", ["reason": "SUPPRESSED", "close_comment": "x"])
            #expect(system.status == 400)
            let silent = try await browser.post("/alerts/\(id)/comments", ["comment": " "])
            #expect(silent.status == 400 && silent.text.contains("id=\"comment-error\">Write something first."))
        }
    }

    @Test("Before closing one sees what would be written, as a page or as a part of it")
    func closingPreview() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            var device = server.world.device
            (device.consoleAccess, device.isSyncEnabled) = (.active, true)
            let active = device
            try await server.store.store.write { tx in try tx.devices.update(active) }
            let fields = ["reason": "BENIGN", "close_comment": "Known."]
            let whole = try await browser.post("/alerts/\(id)/close/preview", fields)
            #expect(whole.status == 200 && whole.text.contains("This is what will be written to 1 issue in Example"))
            #expect(whole.text.contains(">Known.</textarea>"))
            let part = try await browser.post("/alerts/\(id)/close/preview", fields.merging(["part": "1"]) { $1 })
            #expect(part.text.hasPrefix("<div class=\"preview\">") && part.text.contains("Rejected"))
            let alert = try await server.store.store.read { tx in try tx.alerts.find(id, scope: .everything) }
            #expect(alert?.status == .open)
        }
    }

    @Test("A form without the session's token changes nothing")
    func forgedForm() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.alerts[0].id  // safe: the world has five
            for token in ["", "wrong", CSRF.token(for: "another session")] {
                #expect(try await browser.post("/alerts/\(id)/start", [:], csrf: token).status == 403)
            }
            let alert = try await server.store.store.read { tx in try tx.alerts.find(id, scope: .everything) }
            #expect(alert?.status == .open)
        }
    }

    @Test("An API token reads pages but cannot send their forms")
    func tokenOnPages() async throws {
        try await TestServer.run { server in
            let id = server.world.alerts[0].id  // safe: the world has five
            #expect(try await server.get("/alerts/\(id)").status == 200)
            let reply = try await server.send(
                .POST, "/alerts/\(id)/start", token: server.world.analystToken,
                headers: [("content-type", "application/x-www-form-urlencoded")], body: .bytes(Array("csrf=x".utf8)))
            #expect(reply.status == 403)
        }
    }

    @Test("Devices: an analyst polls and replays; switches and passwords are for administrators")
    func devices() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let path = "/devices/\(server.world.device.id)"
            #expect(try await browser.get("/devices").text.contains("1 device"))
            let page = try await browser.get(path)
            #expect(page.status == 200 && !page.text.contains(World.webhookPassword))
            let id = server.world.device.id
            #expect(try await browser.post(path + "/poll", ["since": "7"]).status == 303)
            let demand = try await server.store.store.write { tx in try tx.polls.takeRequest(device: id) }
            #expect(demand?.since != nil)
            for forbidden in ["ingestion", "sync", "webhook-password"] {
                let reply = try await browser.post(
                    "\(path)/\(forbidden)", ["ingestion": "paused", "console_access": "active"])
                #expect(reply.status == 403 && reply.text.contains("This needs the role organization administrator"))
            }
            #expect(try await browser.get("/devices/new").status == 403)
        }
    }

    @Test("An administrator pauses, resumes, sets access and sees the webhook's password when asking for it")
    func administration() async throws {
        try await TestServer.run { server in
            let ada = Fixture.actor("Ada Min", in: server.world.acme.id)
            var account = Fixture.account(of: ada, in: server.world.acme.id, email: "ada@acme.example")
            account.role = .organizationAdministrator
            let administrator = account
            try await server.store.store.write { tx in
                try tx.people.insert(ada)
                try tx.people.insert(administrator)
            }
            let browser = try await Browser.of(ada, email: "ada@acme.example", server)
            let id = server.world.device.id
            func stored() async throws -> SecurityDevice? {
                try await server.store.store.read { tx in try tx.devices.find(id, scope: .everything) }
            }
            #expect(try await browser.post("/devices/\(id)/ingestion", ["ingestion": "paused"]).status == 303)
            #expect(try await stored()?.ingestion == .paused)
            let poll = try await browser.post("/devices/\(id)/poll", [:])
            #expect(poll.status == 409 && poll.text.contains("resume it first"))
            #expect(try await browser.post("/devices/\(id)/ingestion", ["ingestion": "removed"]).status == 400)
            #expect(try await browser.post("/devices/\(id)/ingestion", ["ingestion": "active"]).status == 303)
            #expect(try await browser.post("/devices/\(id)/sync", ["act": "disable"]).status == 303)
            #expect(try await stored()?.isSyncEnabled == false)
            let shown = try await browser.post("/devices/\(id)/webhook-password", [:])
            #expect(shown.text.contains(World.webhookPassword))
            #expect(shown.headers.first(name: "cache-control") == "no-store")
            let faulty = try await browser.post(
                "/devices",
                ["vendor": "example", "name": "Second", "setting.api_url": "x", "setting.client_secret": "hush"])
            #expect(
                faulty.status == 400 && faulty.text.contains("Client id is missing.") && !faulty.text.contains("hush"))
            var form = [
                "vendor": "example", "name": "Second", "setting.api_url": "x", "setting.client_id": "y",
                "setting.client_secret": "hush",
            ]
            let tested = try await browser.post("/devices", form)
            #expect(tested.status == 200 && tested.text.contains("There is no tenant."))
            #expect(!tested.text.contains("hush"))
            #expect(try await server.store.store.read { tx in try tx.devices.all().count } == 2)
            // The secret was kept for the form, sealed; saving what does not work takes a mark.
            let kept = try #require(
                tested.text.firstMatch(of: /name="kept_secret" value="([^"]+)"/)
            ).1
            form["setting.client_secret"] = ""
            form["kept_secret"] = String(kept)
            form["accept"] = "on"
            let added = try await browser.post("/devices", form)
            #expect(added.status == 303 && added.headers.first(name: "location")?.contains("device-added") == true)
        }
    }

    @Test("What cannot be understood is listed with its reason and can be replayed")
    func quarantine() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let id = server.world.device.id
            let signal = Signal(
                id: .make(at: Fixture.time), deviceID: id, source: .webhook, body: Array("<b>".utf8),
                receivedAt: Fixture.time)
            try await server.store.store.write { tx in
                try tx.signals.insert([signal])
                try tx.signals.finish(signal.id, as: .quarantined, reason: "This is not JSON.", at: Fixture.time)
            }
            let page = try await browser.get("/devices/\(id)")
            #expect(page.text.contains("This is not JSON.") && page.text.contains("&lt;b&gt;"))
            let reply = try await browser.post("/devices/\(id)/signals/replay", ["signal": signal.id.rawValue])
            #expect(reply.status == 303)
            let state = try await server.store.store.read { tx in try tx.signals.find(signal.id)?.state }
            #expect(state == .pending)
        }
    }

    @Test("The theme and the organization are remembered by the browser, for providers alone")
    func preferences() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let theme = try await browser.post("/theme", ["theme": "dark", "next": "/devices"])
            #expect(theme.status == 303 && theme.headers.first(name: "location") == "/devices")
            #expect(theme.headers.first(name: "set-cookie")?.hasPrefix("watchfloor_theme=dark") == true)
            #expect(
                try await browser.get("/alerts", also: "; watchfloor_theme=dark").text.contains("data-theme=\"dark\""))
            let away = try await browser.post("/organization", ["organization": "a;b\r\nc", "next": "//evil.example"])
            #expect(away.headers.first(name: "location") == "/alerts")
            #expect(away.headers.first(name: "set-cookie")?.hasPrefix("watchfloor_organization=;") == true)
            let other = try await browser.get("/alerts", also: "; watchfloor_organization=\(server.world.other.id)")
            #expect(Browser.names(other).count == 5)
        }
    }

    @Test("People of the provider see every organization's alerts, or the chosen one's")
    func provider() async throws {
        try await TestServer.run { server in
            let pia = Fixture.actor("Pia Provider", in: server.world.provider.id)
            var account = Fixture.account(of: pia, in: server.world.provider.id, email: "pia@provider.example")
            account.role = .providerAnalyst
            let analyst = account
            try await server.store.store.write { tx in
                try tx.people.insert(pia)
                try tx.people.insert(analyst)
            }
            let browser = try await Browser.of(pia, email: "pia@provider.example", server)
            let all = try await browser.get("/alerts")
            #expect(Browser.names(all).count == 6 && all.text.contains("All organizations"))
            let chosen = "; watchfloor_organization=\(server.world.other.id)"
            #expect(try await browser.names("/alerts", also: chosen).count == 1)
            #expect(try await browser.names("/alerts?organization=all", also: chosen).count == 6)
            #expect(try await browser.get("/devices", also: chosen).text.contains("1 device"))
        }
    }

    @Test("Static files come with their type and for good, and strangers may have them")
    func statics() async throws {
        try await TestServer.run { server in
            for asset in Assets.all {
                let reply = try await server.send(.GET, asset.address)
                #expect(reply.status == 200 && reply.body == asset.bytes)
                #expect(reply.headers.first(name: "content-type") == asset.contentType)
                #expect(reply.headers.first(name: "cache-control")?.contains("immutable") == true)
            }
            #expect(try await server.send(.GET, "/assets/0000000000000000/watchfloor.css").status == 404)
        }
    }

    @Test("The raw JSON is a file of the alert's own organization")
    func raw() async throws {
        try await TestServer.run { server in
            let browser = try await Browser.signedIn(server)
            let alert = try #require(server.world.alerts.first).id
            let vendorAlert = try #require(server.world.vendorAlerts.first).id
            let reply = try await browser.get("/alerts/\(alert)/raw/\(vendorAlert)")
            #expect(
                reply.status == 200 && reply.headers.first(name: "content-disposition")?.contains("attachment") == true)
            let foreign = "/alerts/\(server.world.alerts[1].id)/raw/\(vendorAlert)"  // safe: five
            #expect(try await browser.get(foreign).status == 404)
        }
    }
}
