import Pipeline
import Testing
import Workbench

@testable import Server

@Suite("Templates")
struct TemplateTests {
    /// Every page in the states that together reach every tag.
    static func everyPage() -> [(template: String, page: Any)] {
        var closing = PageFixtures.alertModel()
        closing.draft.reason = .benign
        closing.draft.problem = "Ada Min changed this alert meanwhile."
        closing.draft.field = "close_comment"
        closing.draft.preview = [
            WritePreview(
                issueName: "Reverse shell", issueID: "issue-1", write: PlannedWrite(status: "Rejected", note: "Closed.")
            )
        ]
        var reasonless = PageFixtures.alertModel()
        (reasonless.draft.problem, reasonless.draft.field) = ("Choose a reason.", "close_reason")
        var remark = PageFixtures.alertModel()
        (remark.draft.problem, remark.draft.field) = ("Write something first.", "comment")
        var flagged = PageFixtures.alert(status: .closed)
        flagged.vendorFlag = VendorFlag(kind: .closedByPerson, state: PageFixtures.theirState, at: PageFixtures.now)
        let deliveries = Delivery.State.allCases.map {
            PageFixtures.delivery($0, answer: "changing to resolved status is not allowed")
        }
        var reopening = PageFixtures.alertModel(flagged, deliveries: deliveries)
        (reopening.draft.problem, reopening.draft.field) = ("Say why it is open again.", "why")
        var huge = PageFixtures.vendorAlert()
        huge.raw = ["text": .string(String(repeating: "x", count: RawView.limit))]
        let reading = PageFixtures.alertModel(vendorAlerts: [], viewer: PageFixtures.reader)
        let cut = PageFixtures.alertModel(vendorAlerts: [huge, PageFixtures.vendorAlert(kind: .detection)])
        let both = [PageFixtures.organization, PageFixtures.otherOrganization]
        var filter = AlertListFilter()
        filter.search = "shell"
        filter.cursor = "later"
        let bare = [PageFixtures.alert(1).id: AlertStanding(), PageFixtures.alert(2).id: AlertStanding()]
        var shown = PageFixtures.deviceModel()
        shown.webhookPassword = "the-password"
        shown.problem = "This device is paused; resume it first."
        var paused = PageFixtures.device(nil)
        paused.ingestion = .paused
        paused.health = DeviceHealth()
        var empty = PageFixtures.deviceModel(paused)
        (empty.runs, empty.quarantined, empty.stuck) = ([], [], [])
        var withoutAlert = PageFixtures.delivery(.held)
        withoutAlert.alertID = nil
        var held = PageFixtures.deviceModel(viewer: PageFixtures.analyst)
        held.stuck = [withoutAlert]
        let devices = DeviceListModel(
            devices: [PageFixtures.device(), paused], total: 2,
            organizations: [PageFixtures.organization.id: PageFixtures.organization], showsOrganization: true,
            vendors: ["wiz": "Wiz"], viewer: PageFixtures.administrator, now: PageFixtures.now)
        var noDevices = devices
        (noDevices.devices, noDevices.viewer) = ([], PageFixtures.analyst)
        var nobodysDevices = devices
        nobodysDevices.devices = []
        var second = PageFixtures.vendor
        second.slug = "other"
        var faulty = NewDeviceModel(
            vendor: PageFixtures.vendor, vendors: [PageFixtures.vendor, second], organizations: both,
            typed: QueryItems("name=Harbour&organization=org-2"),
            problem: .invalid("The endpoint must begin with https.", field: "api_url"))
        faulty.guide = PageFixtures.guide
        var blank = faulty
        blank.problem = nil
        (faulty.report, faulty.keptSecret) = (PageFixtures.connectionReport, "c2VhbGVk")
        shown.report = PageFixtures.connectionReport
        var investigated = PageFixtures.alertModel()
        investigated.investigation = PageFixtures.investigation(isIncident: true)
        let again = Array(repeating: PageFixtures.alert(3), count: RelatedAlerts.limit + 1)
        investigated.related = [
            RelatedAlerts(tie: .resource("payments-api"), alerts: again),
            RelatedAlerts(tie: .actor("bot"), alerts: [PageFixtures.alert(4)]),
        ]
        investigated.others = ["Ada Min"]
        investigated.viewer = PageFixtures.provider
        investigated.alert.match.alsoMatched = (0..<20).map { "Rule \($0)" }
        investigated.alert.match.fields = [
            .init(path: "a", value: "payments-api"), .init(path: "b", value: "deploy-bot"),
            .init(path: "c", value: "Process started"),
        ]
        var eventful = PageFixtures.vendorAlert()
        eventful.content.events.append(.init(name: "Later", time: PageFixtures.now))
        investigated.vendorAlerts = [eventful]
        var untitled = PageFixtures.alertModel()
        untitled.openInvestigations = [PageFixtures.investigation()]
        (untitled.draft.problem, untitled.draft.field) = ("Give it a title.", "title")
        var harmless = PageFixtures.alert(status: .closed)
        harmless.closeReason = .falsePositive
        let plain = PageFixtures.shell()
        let switching = PageFixtures.shell(PageFixtures.provider, organizations: true, notice: .closed)
        let pages: [(template: String, page: Any)] = [
            ("SignIn", SignInPage(SignInModel(message: "Sign-in failed.", csrf: ""))),
            (
                "APIReference",
                APIReferencePage(ResourceCatalog(integrations: Integrations([ExampleIntegration()])), shell: plain)
            ),
            ("Error", ErrorPage(.notFound("alert"), requestID: "request-1", principal: PageFixtures.analyst)),
            ("Alert", AlertPage(closing, shell: plain)), ("Alert", AlertPage(reopening, shell: plain)),
            ("Alert", AlertPage(reasonless, shell: plain)), ("Alert", AlertPage(remark, shell: plain)),
            ("Alert", AlertPage(investigated, shell: plain)), ("Alert", AlertPage(untitled, shell: plain)),
            ("Alert", AlertPage(PageFixtures.alertModel(harmless), shell: plain)),
            ("Alert", AlertPage(reading, shell: plain)), ("Alert", AlertPage(cut, shell: plain)),
            (
                "AlertList",
                AlertListPage(
                    PageFixtures.listModel([flagged, PageFixtures.alert(2)], organizations: both, next: "n"),
                    shell: switching)
            ),
            (
                "AlertList",
                AlertListPage(
                    PageFixtures.listModel([flagged, PageFixtures.alert(2)], filter: filter, standings: bare),
                    shell: plain)
            ),
            ("AlertList", AlertListPage(PageFixtures.listModel([], devices: []), shell: plain)),
            ("AlertList", AlertListPage(PageFixtures.listModel([], filter: filter), shell: plain)),
            ("DeviceList", DeviceListPage(devices, shell: plain)),
            ("DeviceList", DeviceListPage(noDevices, shell: plain)),
            ("DeviceList", DeviceListPage(nobodysDevices, shell: plain)),
            ("Device", DevicePage(shown, shell: plain)), ("Device", DevicePage(empty, shell: plain)),
            ("Device", DevicePage(held, shell: plain)), ("NewDevice", NewDevicePage(faulty, shell: plain)),
            ("NewDevice", NewDevicePage(blank, shell: plain)),
        ]
        return pages + PageFixtures.setupPages(plain) + PageFixtures.situationPages(plain)
            + PageFixtures.triagePages(plain) + PageFixtures.investigationPages()
            + PageFixtures.suppressionPages(plain) + PageFixtures.detectionPages(plain)
    }

    @Test("Every name in every template stands for something, and some page reaches it")
    func namesResolve() {
        var walk = TemplateWalk()
        for (template, page) in TemplateTests.everyPage() { walk.walk(page, template: template) }
        #expect(walk.missing.sorted() == [])
        let tags = Templates.sources.keys.reduce(into: Set<String>()) { $0.formUnion(TemplateWalk.tags(of: $1)) }
        #expect(tags.count > 200)
        #expect(tags.subtracting(walk.reached).sorted() == [])
    }

    @Test("Every page renders to one whole document")
    func pagesRender() throws {
        for (template, page) in TemplateTests.everyPage() {
            let html = try Templates.render(page, with: template)
            #expect(html.hasPrefix("<!DOCTYPE html>"), "\(template)")
            #expect(html.hasSuffix("</html>"), "\(template)")
            #expect(!html.contains("{{"), "\(template)")
            #expect(!html.contains("Optional("), "\(template)")
            #expect(html.contains(Assets.styleSheet.address), "\(template)")
        }
    }

    @Test("Every form that changes something carries the page's token")
    func formsCarryTheToken() throws {
        var forms = 0
        for (template, page) in TemplateTests.everyPage() where template != "SignIn" && template != "Error" {
            let html = try Templates.render(page, with: template)
            for form in html.split(separator: "<form ").dropFirst() where form.hasPrefix("method=\"post\"") {
                forms += 1
                let body = form.prefix(upTo: form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex)
                #expect(body.contains("name=\"csrf\" value=\"token-for-forms\""), "\(template): \(form.prefix(80))")
            }
        }
        #expect(forms > 60)
    }

    @Test("No template writes anything unescaped, and none has a script or style inline")
    func templatesAreSafe() {
        for (name, bytes) in Templates.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            // What Markdown makes of words is HTML, and safe: its own tests say so.
            let unescaped = text.matches(of: /{{[{&][^}]*}}/).map { String($0.0) }
            #expect(unescaped == (name == "Markdown" ? ["{{&html}}"] : []), "\(name)")
            #expect(!text.contains(" style=") && !text.contains("<style") && !text.contains(" onclick="), "\(name)")
            #expect(text.split(separator: "<script").dropFirst().allSatisfy { $0.hasPrefix(" src=") }, "\(name)")
            for link in text.split(separator: "target=\"_blank\"").dropLast() {
                #expect(link.suffix(20).contains("rel=\"noreferrer\""), "\(name)")
            }
        }
    }

    @Test("A page that does not exist is an internal error, not an empty page")
    func missingTemplate() {
        #expect(throws: WorkbenchError.self) { try Templates.render(1, with: "Nowhere") }
    }
}

@Suite("Escaping")
struct EscapingTests {
    @Test("Markup is escaped also where a combining mark follows it")
    func combiningMarks() {
        let escaped = MarkupEscaping().escapeText("a<\u{301}b>\u{302}\"\u{301}'&\u{0}\n")
        #expect(escaped == "a&lt;\u{301}b&gt;\u{302}&quot;\u{301}&#39;&amp;\u{FFFD}\n")
    }

    @Test("Nothing that a vendor or a person wrote becomes markup, on any page")
    func horribleData() throws {
        let text = PageFixtures.horrible
        var alert = PageFixtures.alert(name: text("name"), match: PageFixtures.match(text))
        alert.vendorFlag = VendorFlag(
            kind: .closedByPerson,
            state: IssueState(status: .other, vendorStatus: text("STATUS"), reason: text("R"), changedBy: text("who")),
            at: PageFixtures.now)
        let vendorAlert = PageFixtures.vendorAlert(
            PageFixtures.content(text, url: "javascript:alert(3)//\(text("url"))"))
        var model = PageFixtures.alertModel(
            alert, vendorAlerts: [vendorAlert],
            deliveries: Delivery.State.allCases.map { PageFixtures.delivery($0, answer: text("answer")) })
        model.draft.closeComment = text("typed")
        model.draft.problem = text("problem")
        model.device?.name = text("device")
        let standing = AlertStanding(
            resourceName: text("resource"), resourceType: text("type"), account: text("account"),
            issueState: alert.vendorFlag?.state, deliveryState: .conflict)
        var filter = AlertListFilter()
        filter.search = text("search")
        var device = PageFixtures.deviceModel(PageFixtures.device(name: text("device")))
        device.quarantined[0].reason = text("reason")  // safe: the fixture has one
        device.device.health.problems = [HealthProblem(kind: .vendorError, words: text("words"))]
        let pages = [
            try AlertPage(model, shell: PageFixtures.shell()).html(),
            try AlertListPage(
                PageFixtures.listModel([alert], filter: filter, standings: [alert.id: standing]),
                shell: PageFixtures.shell()
            ).html(),
            try DevicePage(device, shell: PageFixtures.shell()).html(),
            try InvestigationPage(
                PageFixtures.investigationModel(PageFixtures.investigation(title: text("title")), text),
                shell: PageFixtures.shell()
            ).html(),
            try InvestigationListPage(
                PageFixtures.investigationList([PageFixtures.investigation(title: text("title"))]),
                shell: PageFixtures.shell()
            ).html(),
            try ErrorPage(.invalid(text("message")), requestID: nil, principal: nil).html(),
        ]
        for html in pages {
            #expect(html.contains("&lt;script&gt;alert(1)"))
            #expect(!html.contains("<script>alert"))
            #expect(!html.unicodeScalars.contains("\u{0}") && !html.unicodeScalars.contains("\u{8}"))
            let scalars = Array(html.unicodeScalars)
            let naked = zip(scalars, scalars.dropFirst()).contains { ($0 == "\"" || $0 == "<") && $1 == "\u{301}" }
            #expect(!naked)
            #expect(!html.contains("href=\"javascript:"))
        }
    }

    @Test("A list with the longest names stays small")
    func listStaysSmall() throws {
        let alerts = (1...9).map { PageFixtures.alert($0, name: PageFixtures.horrible("name")) }
        let html = try AlertListPage(PageFixtures.listModel(alerts), shell: PageFixtures.shell()).html()
        #expect(html.utf8.count < 60_000)
    }
}
