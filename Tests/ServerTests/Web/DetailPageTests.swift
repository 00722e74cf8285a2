import Pipeline
import Testing
import Workbench

@testable import Server

@Suite("Alert page")
struct AlertPageTests {
    @Test("It tells why the alert fired: rule, matched fields, triage, techniques with their pages")
    func why() {
        let page = AlertPage(PageFixtures.alertModel(), shell: PageFixtures.shell())
        #expect(page.match.title == "Reverse shell from a container")
        #expect(page.match.fields.map(\.path) == ["process.command_line", "rule.name"])
        #expect(page.match.triage.count == 2)
        #expect(
            page.match.techniques.map(\.address) == [
                "https://attack.mitre.org/tactics/TA0002/", "https://attack.mitre.org/techniques/T1059/004/",
            ])
    }

    @Test("Evidence names resource, actors and events, and says when the vendor sent fewer than there are")
    func evidence() throws {
        let page = AlertPage(PageFixtures.alertModel(), shell: PageFixtures.shell())
        let evidence = try #require(page.evidence.first)
        #expect(evidence.kind == "Threat issue")
        #expect(evidence.resources.map(\.name) == ["payments-api"])
        #expect(evidence.resources.first?.account == "payments-production · 111122223333")
        #expect(evidence.actors.map(\.name) == ["deploy-bot"])
        #expect(evidence.eventCount == "1 of 12 events; Wiz sends no more")
        #expect(evidence.events.first?.ipDetail == "(NL, malicious)")
        // The vendor sends the leaf first; a tree begins at its root.
        #expect(evidence.events.first?.processes.map(\.command) == ["/usr/sbin/nginx", "bash -i"])
        #expect(evidence.events.first?.processes.map(\.depth) == [0, 1])
    }

    @Test("The story has names, in order, and leaves out that somebody looked")
    func activity() {
        let page = AlertPage(PageFixtures.alertModel(), shell: PageFixtures.shell())
        let lines = page.activity.map { "\($0.who) \($0.did)" }
        #expect(
            lines == [
                "Watchfloor opened this alert", "Ada Min assigned this to you", "Ada Min commented",
                "You closed this as benign",
            ])
        #expect(page.activity.last?.text == Markdown("A planned exercise."))
    }

    @Test("What changed in the vendor's console, or was merely noted, says so and by whom")
    func notedActivity() {
        var model = PageFixtures.alertModel()
        let value: JSON = [
            "from": "CLOSED", "to": "OPEN", "why": "reopened in the vendor's console", "by": "dana@customer.example",
        ]
        model.history = [
            model.alert.history(
                .statusChanged, by: Actor.system, at: PageFixtures.now,
                value: ["from": "OPEN", "to": "OPEN", "why": "the issue behind the detection arrived"]),
            model.alert.history(.statusChanged, by: Actor.vendor, at: PageFixtures.now, value: value),
        ]
        model.comments = []
        let lines = ActivityEntry.all(model)
        #expect(
            lines.map { "\($0.who) \($0.did)" } == [
                "Watchfloor noted: the issue behind the detection arrived", "Wiz’s console reopened this",
            ])
        #expect(lines.last?.text == Markdown("reopened in the vendor's console by dana@customer.example"))
    }

    @Test(
        "Each state of a write offers the decisions that fit it",
        arguments: [
            (Delivery.State.conflict, ["accept_theirs", "write_ours", "retry"]), (.refused, ["retry"]),
            (.held, ["release"]),
            (.cancelled, ["retry"]), (.pending, []), (.sending, []), (.done, []),
        ])
    func decisions(_ state: Delivery.State, _ decisions: [String]) {
        let delivery = PageFixtures.delivery(state)
        let view = DeliveryView(delivery, model: PageFixtures.alertModel(deliveries: [delivery]))
        #expect(view.buttons.map(\.decision) == decisions)
        #expect(view.buttons.allSatisfy { DeliveryDecision(rawValue: $0.decision) != nil })
        let reading = DeliveryView(
            delivery, model: PageFixtures.alertModel(deliveries: [delivery], viewer: PageFixtures.reader))
        #expect(reading.buttons.isEmpty)
    }

    @Test("A conflict says what stands there, who set it, and what ours would be; a refusal gives the vendor's words")
    func deliveryWords() {
        let conflict = PageFixtures.delivery(.conflict)
        let refused = PageFixtures.delivery(.refused, answer: "changing to resolved status is not allowed")
        let page = AlertPage(PageFixtures.alertModel(deliveries: [refused, conflict]), shell: PageFixtures.shell())
        #expect(page.deliveries.map(\.state.word) == ["Conflict", "Refused"])
        #expect(
            page.deliveries.first?.explanation
                == "Wiz says “Resolved · malicious threat”, set by dana@customer.example. Nothing was overwritten. "
                + "Ours would be “Resolved · not malicious threat”.")
        #expect(page.deliveries.last?.answer == "changing to resolved status is not allowed")
        #expect(page.deliveries.first?.target == "Resolved · not malicious threat, with a note")
    }

    @Test("Where nothing is written back, the page says why")
    func silence() {
        var model = PageFixtures.alertModel(PageFixtures.alert(isIssueBacked: false))
        #expect(AlertPage(model, shell: PageFixtures.shell()).noDeliveries.contains("detections alone"))
        model = PageFixtures.alertModel()
        model.device?.isSyncEnabled = false
        #expect(AlertPage(model, shell: PageFixtures.shell()).noDeliveries.contains("switched off"))
        model.device?.isSyncEnabled = true
        model.device?.consoleAccess = .requested
        #expect(AlertPage(model, shell: PageFixtures.shell()).noDeliveries.contains("“requested”"))
    }

    @Test("Before closing, the page shows what each issue would get")
    func preview() throws {
        let write = WritePreview(
            issueName: "Reverse shell", issueID: "issue-1", write: PlannedWrite(status: "Rejected", note: "Why"))
        let model = PageFixtures.alertModel()
        let html = try ClosingPreview([write], model: model).html()
        #expect(html.contains("1 issue in Wiz") && html.contains("Rejected") && html.contains("<blockquote"))
        #expect(ClosingPreview([], model: model).heading == "Nothing will be written to Wiz.")
    }

    @Test("Forms carry the version that was looked at; a refused act keeps what was typed and says why")
    func stale() throws {
        var model = PageFixtures.alertModel()
        model.draft = AlertDraft(QueryItems("reason=BENIGN&close_comment=A+long+explanation"))
        model.draft.problem = "Ada Min changed this alert meanwhile; it is now in progress. Look at it again first."
        let html = try AlertPage(model, shell: PageFixtures.shell()).html()
        #expect(html.contains("name=\"version\" value=\"7~OPEN~"))
        #expect(html.contains(">A long explanation</textarea>"))
        #expect(html.contains("<option value=\"BENIGN\" selected>"))
        #expect(html.contains("role=\"alert\"") && html.contains("Ada Min changed this alert meanwhile"))
        #expect(html.contains("id=\"close\" open"))
    }

    @Test("Actions fit the status, and somebody who may only read has none")
    func actions() throws {
        let open = AlertActions(PageFixtures.alertModel(PageFixtures.alert()))
        #expect(open.canStart && open.isLive && !open.isMine && !open.isClosed)
        let working = AlertActions(PageFixtures.alertModel(PageFixtures.alert(status: .inProgress)))
        #expect(!working.canStart && working.isMine)
        let closed = try AlertPage(
            PageFixtures.alertModel(PageFixtures.alert(status: .closed)), shell: PageFixtures.shell()
        ).html()
        #expect(closed.contains("/reopen\"") && !closed.contains("/close\""))
        let reading = try AlertPage(PageFixtures.alertModel(viewer: PageFixtures.reader), shell: PageFixtures.shell())
            .html()
        #expect(reading.split(separator: "method=\"post\"").count == 3, "only the theme and signing out")
    }

    @Test("Only reasons that a person may choose can be chosen")
    func reasons() {
        let actions = AlertActions(PageFixtures.alertModel())
        #expect(actions.reasons.map(\.value) == CloseReason.selectable.map(\.rawValue))
        #expect(!actions.reasons.contains { $0.value.hasPrefix("SUPPRESSED") })
    }
}

@Suite("Device pages")
struct DevicePageTests {
    @Test("Health is told in words, with what is wrong and when it last worked")
    func health() throws {
        let page = DevicePage(PageFixtures.deviceModel(), shell: PageFixtures.shell(PageFixtures.administrator))
        #expect(page.health.word == "Unhealthy")
        #expect(page.problems.map(\.title) == ["A permission is missing"])
        #expect(page.lastSuccess?.words == "40 s ago")
        let html = try page.html()
        #expect(html.contains("write:issue_ignore") && html.contains("403 missing scope"))
        #expect(
            DevicePage(PageFixtures.deviceModel(PageFixtures.device(nil)), shell: PageFixtures.shell()).health.word
                == "Not checked yet")
    }

    @Test("The 95th percentile of each source is set against the goal")
    func delays() {
        let page = DevicePage(PageFixtures.deviceModel(), shell: PageFixtures.shell())
        #expect(page.delays.map(\.state?.word) == ["On time", "Slow"])
        #expect(page.delays.first?.words.contains("20 alerts within 400 ms") == true)
        #expect(DeviceModel.percentile(0.95, of: (1...100).map(Double.init)) == 95)
        #expect(DeviceModel.percentile(0.95, of: [3]) == 3)
        #expect(DeviceModel.percentile(0.95, of: []) == nil)
    }

    @Test("A poll shows how far it is")
    func polls() throws {
        let page = DevicePage(PageFixtures.deviceModel(), shell: PageFixtures.shell())
        #expect(page.runs.map(\.progress) == ["120 of 312 items, 3 pages", "0 items, 0 pages"])
        #expect(page.runs.map(\.stream) == ["New issues, looking back", "Detections"])
        #expect(try page.html().contains("<progress max=\"312\" value=\"120\">"))
    }

    @Test("Secrets stay in: the webhook's password is there only when it was asked for, the connection's never")
    func secrets() throws {
        var model = PageFixtures.deviceModel()
        let before = try DevicePage(model, shell: PageFixtures.shell()).html()
        #expect(before.contains("/devices/device-1/webhook-password"))
        model.webhookPassword = "the-webhook-password"
        let after = try DevicePage(model, shell: PageFixtures.shell()).html()
        #expect(after.contains("the-webhook-password") && !after.contains("/webhook-password\""))
        #expect(!after.contains("never-shown"))
        #expect(after.contains("https://watchfloor.example/webhooks/webhook-key"))
    }

    @Test("Somebody who is no administrator sees the state but no switches")
    func roles() throws {
        let html = try DevicePage(PageFixtures.deviceModel(viewer: PageFixtures.analyst), shell: PageFixtures.shell())
            .html()
        #expect(!html.contains("/sync\"") && !html.contains("/ingestion\"") && !html.contains("watchfloor-abc"))
        #expect(html.contains("Changing a device is for administrators."))
        #expect(html.contains("/poll\"") && html.contains("/signals/replay\""))
    }

    @Test("The form for a new device is drawn from the vendor's fields and never puts a secret back")
    func newDevice() throws {
        let typed = QueryItems("name=Harbour&setting.api_url=http%3A%2F%2Fx&setting.client_secret=hush")
        let model = NewDeviceModel(
            vendor: PageFixtures.vendor, vendors: [PageFixtures.vendor], organizations: [PageFixtures.organization],
            typed: typed,
            problem: .invalid("The endpoint must begin with https.", field: "api_url"))
        let page = NewDevicePage(model, shell: PageFixtures.shell())
        #expect(page.connection.map(\.name) == ["setting.api_url", "setting.client_id", "setting.client_secret"])
        #expect(page.connection.map(\.kind) == ["text", "text", "password"])
        #expect(page.connection.map(\.value) == ["http://x", "", ""])
        #expect(page.problemField == "#field-setting.api_url")
        #expect(try !page.html().contains("hush"))
        #expect(
            NewDevicePage.settings(in: typed, of: PageFixtures.vendor) == [
                "api_url": "http://x", "client_secret": "hush",
            ])
    }
}

@Suite("Error pages")
struct ErrorPageTests {
    @Test("Whoever may not do something reads which role could")
    func forbidden() {
        let analyst = ErrorPage(
            .forbidden("Only an administrator may do this."), requestID: nil, principal: PageFixtures.analyst)
        #expect(analyst.message == "Only an administrator may do this.")
        #expect(
            analyst.advice.contains("organization analyst") && analyst.advice.contains("organization administrator"))
        let reader = ErrorPage(.forbidden("This key may only read."), requestID: nil, principal: PageFixtures.reader)
        #expect(reader.advice.contains("an account that may write"))
    }

    @Test("An internal error shows fixed words and the request's id, never its cause")
    func hidden() throws {
        let error = WorkbenchError(.internal, "SELECT secret FROM vault")
        let html = try ErrorPage(error, requestID: "request-42", principal: PageFixtures.analyst).html()
        #expect(!html.contains("SELECT") && html.contains("request-42"))
    }

    @Test("Every error has a heading and advice of its own kind, and a way on")
    func all() throws {
        for code in WorkbenchError.Code.allCases {
            let page = ErrorPage(WorkbenchError(code, "Words."), requestID: "id", principal: nil)
            #expect(!page.heading.isEmpty && !page.advice.isEmpty)
            #expect(try page.html().contains("href=\"/sign-in\""))
        }
    }

    @Test("Signing in never says which of the three was wrong, and keeps only the address")
    func signIn() throws {
        let model = SignInModel(
            email: "ana@example.com", next: "/alerts/1", message: Authentication.refused.message, csrf: "")
        let html = try SignInPage(model).html()
        #expect(html.contains("Check the address, the password and the one-time code."))
        #expect(html.contains("value=\"ana@example.com\"") && html.contains("name=\"next\" value=\"/alerts/1\""))
        #expect(html.contains("name=\"password\" type=\"password\" autocomplete=\"current-password\" required"))
    }
}
