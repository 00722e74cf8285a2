import Pipeline
import Testing
import Workbench

@testable import Server

@Suite("Alerts list")
struct AlertListPageTests {
    @Test("The address says everything about the list, and leads back to the same list")
    func filterRoundTrip() {
        let text =
            "status=closed&severity=critical,low&assignee=nobody&organization=org-1&search=r%20%26%20d&sort=severity"
        let filter = AlertListFilter(QueryItems(text))
        #expect(filter.status == .closed)
        #expect(filter.severities == [.critical, .low])
        #expect(filter.assignee == .nobody)
        #expect(filter.organization == ID("org-1"))
        #expect(filter.search == "r & d")
        #expect(filter.sort == .severity)
        #expect(filter.address().text == "/alerts?" + text)
        let again = AlertListFilter(QueryItems(String(filter.address().text.drop { $0 != "?" }.dropFirst())))
        #expect(again == filter)
    }

    @Test("Nonsense in an address falls back to the usual list")
    func nonsense() {
        let filter = AlertListFilter(QueryItems("status=%ZZ&severity=dreadful,&sort=backwards&rows=-5&search=%20&x"))
        #expect(filter.address().text == "/alerts")
        #expect(filter.rows == 1)
        #expect(AlertListFilter(QueryItems("rows=999999999999999999999")).rows == AlertListFilter.pageSize)
        #expect(AlertListFilter(QueryItems("rows=99999")).rows == AlertListFilter.mostRows)
    }

    @Test("The organization switch holds unless the address says otherwise")
    func organizationSwitch() {
        let chosen = ID<Organization>("org-2")
        #expect(AlertListFilter(QueryItems(""), chosenOrganization: chosen).organization == chosen)
        #expect(
            AlertListFilter(QueryItems("organization=org-1"), chosenOrganization: chosen).organization == ID("org-1"))
        let all = AlertListFilter(QueryItems("organization=all"), chosenOrganization: chosen)
        #expect(all.organization == nil)
        #expect(all.changed { $0.sort = .oldest }.address().text == "/alerts?organization=all&sort=oldest")
    }

    @Test("The query asks by the API's attribute names, within the viewer's scope, with an exact count")
    func query() {
        var filter = AlertListFilter()
        filter.severities = [.low, .critical]
        filter.assignee = .me
        let query = filter.query(for: PageFixtures.analyst)
        #expect(query.scope == .organization(ID("org-1")))
        #expect(!query.wantsTotal && query.limit == 50, "the tabs' counters hold the total")
        #expect(query.sort == [SortKey("created_at", isDescending: true)])
        #expect(
            query.filter
                == .all([
                    .any([.compare("status", .equal, .text("OPEN")), .compare("status", .equal, .text("IN_PROGRESS"))]),
                    .any([
                        .compare("expel_severity", .equal, .text("CRITICAL")),
                        .compare("expel_severity", .equal, .text("LOW")),
                    ]),
                    .compare(FieldPath(["assigned_to_actor"], "id"), .equal, .text("actor-ana")),
                ]))
    }

    @Test("What alerts are about and when they were made stands in the address too, and nonsense there is dropped")
    func subjects() throws {
        let text =
            "source=detections&device=dev-1&tactic=TA0006&technique=T1078.004&resource=vm%201&account=prod&within=7d"
            + "&from=2026-01-01T00%3A00%3A00.000Z&columns=status,age"
        let filter = AlertListFilter(QueryItems(text))
        #expect(filter.address().text == "/alerts?" + text)
        #expect(filter.isNarrowed)
        #expect(filter.shownColumns == [.status, .age])
        #expect(AlertListPage.tableStyle(filter).contains("without-resource"))
        var widened = filter
        widened.widen()
        #expect(widened.address().text == "/alerts?columns=status,age")
        let conditions = filter.others(for: PageFixtures.analyst, now: PageFixtures.now)
        #expect(conditions.contains(.compare("is_issue_backed", .equal, .boolean(false))))
        #expect(conditions.contains(.compare(FieldPath(["attack_tags"], "tag"), .equal, .text("TA0006"))))
        let week = PageFixtures.now.adding(seconds: -7 * 86_400 - 0.001)
        let first = try #require(Timestamp("2026-01-01T00:00:00Z")).adding(seconds: -0.001)
        #expect(conditions.contains(.compare("created_at", .greater, .time(max(week, first)))))
        let bad = AlertListFilter(QueryItems("source=x&within=century&from=yesterday&to=%00&columns=none"))
        #expect(bad.address().text == "/alerts?columns=none" && !bad.isNarrowed)
    }

    @Test("A picked row says which version was looked at; what is no such pair is not picked")
    func picking() throws {
        let alert = PageFixtures.alert()
        let entry = try #require(BulkSelection.Entry(BulkSelection.Entry(alert).value))
        #expect(entry.id == alert.id && entry.seen == AlertSight(of: alert))
        for bad in ["", ".", "x", ".7", "x.", "x.y", String(repeating: "x", count: 101) + ".1"] {
            #expect(BulkSelection.Entry(bad) == nil)
        }
        #expect(throws: WorkbenchError.self) { try BulkSelection(QueryItems("alert=x")) }
        let twice = try BulkSelection(QueryItems("alert=a.1&alert=a.2&alert=b.1&return=//evil.example"))
        #expect(twice.entries.count == 2 && twice.back == "/alerts")
        #expect(
            try AlertRow(alert, in: PageFixtures.listModel([alert], viewer: PageFixtures.reader)).html().contains(
                "class=\"pick\"") == false)
    }

    @Test("Exported values cannot become formulas or break their line")
    func values() {
        #expect(CSV.line(["a", "b,c", "d\"e", "f\ng"]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n")
        #expect(["=1", "+1", "-1", "@x", "\t=1"].map(CSV.field).allSatisfy { $0.hasPrefix("'") })
        #expect(CSV.field("\r=1") == "\"'\r=1\"")
        #expect(CSV.field("") == "")
    }

    @Test("The funnel's bars are to scale, and an empty one divides by nothing")
    func funnel() throws {
        let counts = FunnelCounts(signals: 1000, vendorAlerts: 500, alerts: 50, investigations: 1, incidents: 0)
        let page = FunnelPage(counts, within: .day, shell: PageFixtures.shell())
        #expect(page.steps.map(\.width) == [560, 280, 28, 2, 0])
        #expect(page.steps.map(\.share) == [nil, "50.0 %", "10.0 %", "2.0 %", "0.0 %"])
        let none = FunnelCounts(signals: 0, vendorAlerts: 0, alerts: 0, investigations: 0, incidents: 0)
        #expect(
            FunnelPage(none, within: .hour, shell: PageFixtures.shell()).steps.allSatisfy {
                $0.width == 0 && $0.share == nil
            })
    }

    @Test("Counting what is new asks for no rows, and only for alerts made since")
    func newsQuery() {
        var filter = AlertListFilter()
        filter.status = .all
        filter.cursor = "somewhere"
        let query = filter.query(for: PageFixtures.provider, since: PageFixtures.now)
        #expect(query.limit == 0 && query.wantsTotal && query.cursor == nil)
        #expect(query.filter == .compare("created_at", .greater, .time(PageFixtures.now)))
    }

    @Test("An organization outside the viewer's scope is never asked for")
    func foreignOrganization() {
        let filter = AlertListFilter(QueryItems("status=all&organization=org-2"))
        #expect(filter.query(for: PageFixtures.analyst).filter == .all([]))
        #expect(
            filter.query(for: PageFixtures.provider).filter
                == .compare(FieldPath(["organization"], "id"), .equal, .text("org-2")))
    }

    @Test("A row shows our state, the vendor's and the write's as three distinct words")
    func row() throws {
        let alert = PageFixtures.alert(status: .closed, severity: .critical)
        let standing = AlertStanding(
            resourceName: "payments-api", account: "payments-production", issueState: PageFixtures.theirState,
            deliveryState: .done, deliverySeconds: 1.24)
        let row = AlertRow(alert, in: PageFixtures.listModel([alert], standings: [alert.id: standing]))
        #expect(row.status.word == "Closed")
        #expect(row.closeReason == "benign")
        #expect(row.vendorState?.word == "Resolved · malicious threat")
        #expect(row.delivery?.word == "Written")
        #expect(row.delivery?.extra == "1.2 s")
        #expect(row.severity == SeverityMark(.critical))
        #expect(row.assignee == "You")
        let html = try row.html()
        #expect(html.hasPrefix("<tr data-id=\"\(alert.id)\""))
        #expect(html.contains("datetime=\"2026-01-02T09:58:00.000Z\" title=\"2026-01-02 09:58:00 UTC\">2 min ago"))
    }

    @Test("Every state of a write has a word of its own, and so has every severity a word and a shape")
    func words() {
        let deliveries = Delivery.State.allCases.map { StateMark($0).word }
        #expect(Set(deliveries).count == Delivery.State.allCases.count)
        let severities = Severity.allCases.map { SeverityMark($0) }
        #expect(Set(severities.map(\.word)).count == severities.count)
        #expect(Set(severities.map(\.shape)).count == severities.count)
    }

    @Test("The most pressing write of several issues is the one that a row shows")
    func standing() {
        var other = PageFixtures.delivery(.conflict)
        other.issueID = "another issue"
        var older = PageFixtures.delivery(.refused)
        older.issueID = "another issue"
        let standing = AlertStanding(
            vendorAlerts: [PageFixtures.vendorAlert()], deliveries: [older, PageFixtures.delivery(.done), other])
        #expect(standing.deliveryState == .conflict)
        #expect(standing.deliverySeconds == nil)
        #expect(standing.resourceName == "payments-api")
        #expect(standing.account == "payments-production")
        #expect(standing.issueState == PageFixtures.theirState)
        let done = AlertStanding(vendorAlerts: [], deliveries: [PageFixtures.delivery(.done)])
        #expect(done.deliverySeconds.map { abs($0 - 1.2) < 0.001 } == true)
    }

    @Test("The count is the store's, and more rows are one link away that keeps the filters")
    func paging() throws {
        var filter = AlertListFilter()
        filter.search = "shell"
        let model = PageFixtures.listModel([PageFixtures.alert(1), PageFixtures.alert(2)], filter: filter, next: "c&1")
        let page = AlertListPage(model, shell: PageFixtures.shell())
        #expect(page.count == "1,312 alerts")
        #expect(page.shown == "Showing 2 of 1,312")
        #expect(page.more == "/alerts?search=shell&cursor=c%261")
        #expect(page.newsAddress == "/alerts/news?search=shell&since=2026-01-02T10%3A00%3A00.000Z")
        #expect(try page.html().contains("href=\"/alerts?search=shell&amp;cursor=c%261\" data-more"))
    }

    @Test("Each filter in force is a chip whose link takes away that filter alone")
    func chips() {
        let filter = AlertListFilter(QueryItems("search=x&severity=high,low&assignee=me"))
        let page = AlertListPage(PageFixtures.listModel([], filter: filter), shell: PageFixtures.shell())
        #expect(page.chips.map(\.value) == ["x", "High", "Low", "You"])
        #expect(
            page.chips.map(\.removal) == [
                "/alerts?severity=high,low&assignee=me", "/alerts?severity=low&assignee=me&search=x",
                "/alerts?severity=high&assignee=me&search=x", "/alerts?severity=high,low&search=x",
            ])
    }

    @Test("An empty list says what would be here and how it comes")
    func emptyStates() {
        func empty(_ model: AlertListModel) -> AlertListPage.EmptyState? {
            AlertListPage(model, shell: PageFixtures.shell()).empty
        }
        let administrator = PageFixtures.administrator
        #expect(empty(PageFixtures.listModel([], viewer: administrator, devices: []))?.link?.address == "/devices/new")
        #expect(empty(PageFixtures.listModel([], devices: []))?.link == nil)
        #expect(empty(PageFixtures.listModel([]))?.message.contains("1 device is connected") == true)
        var searching = AlertListFilter()
        searching.search = "nothing like it"
        #expect(empty(PageFixtures.listModel([], filter: searching))?.heading == "No alert matches these filters")
        var done = PageFixtures.listModel([])
        done.counts = AlertCounts(numbers: [.init(status: .closed, severity: .low): 3])
        #expect(empty(done)?.heading == "Nothing to do")
        #expect(empty(PageFixtures.listModel([PageFixtures.alert()])) == nil)
    }

    @Test("Only somebody who sees several organizations at once sees whose an alert is")
    func organizations() {
        let both = [PageFixtures.organization, PageFixtures.otherOrganization]
        let alert = PageFixtures.alert()
        let all = PageFixtures.listModel([alert], viewer: PageFixtures.provider, organizations: both)
        #expect(AlertRow(alert, in: all).organization == "Harbour Foods")
        #expect(AlertListPage(all, shell: PageFixtures.shell()).organizationMenu?.links.count == 3)
        let own = PageFixtures.listModel([alert])
        #expect(AlertRow(alert, in: own).organization == nil)
        #expect(AlertListPage(own, shell: PageFixtures.shell()).organizationMenu == nil)
    }
}

@Suite("Elements of pages")
struct ElementTests {
    @Test(
        "Ages are told in one unit, rounded down",
        arguments: [
            (0.4, "just now"), (1.25, "1.2 s ago"), (9.99, "9.9 s ago"), (59.9, "59 s ago"), (60, "1 min ago"),
            (3599, "59 min ago"), (7200, "2 h ago"), (200_000, "2 d ago"), (-90, "in 1 min"), (1e15, "very long ago"),
        ])
    func ages(_ seconds: Double, _ words: String) {
        #expect(TimeMark.age(seconds) == words)
    }

    @Test("Spans under a second are told in milliseconds, and nothing out of range breaks them")
    func spans() {
        #expect(TimeMark.span(0.0801) == "80 ms")
        #expect(TimeMark.span(0) == "0 s")
        #expect(TimeMark.span(-5) == "0 s")
        #expect(TimeMark.span(.infinity) == "unknown" && TimeMark.span(.nan) == "unknown")
    }

    @Test("Ids are cut in the middle, and copies are whole")
    func ids() {
        let id = Copyable("arn:aws:iam::111122223333:role/administrator", what: "id", limit: 15)
        #expect(id.short == "arn:aws…strator")
        #expect(id.short.count <= 15)
        #expect(id.full == "arn:aws:iam::111122223333:role/administrator")
        #expect("short".shortenedInMiddle(to: 15) == "short")
        #expect("".shortenedInMiddle(to: 15) == "")
        #expect(Copyable(String?.some(""), what: "id") == nil)
    }

    @Test("Numbers have commas between thousands")
    func numbers() {
        #expect([0, 12, 999, 1000, 1_234_567].map(grouped) == ["0", "12", "999", "1,000", "1,234,567"])
        #expect(grouped(.min) == "-9,223,372,036,854,775,808")
        #expect(counted(1, "alert", "alerts") == "1 alert")
    }

    @Test(
        "After signing in nobody is led off this server",
        arguments: [
            "https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\u{0}b", "/a b", "/a\nb", "",
            "javascript:alert(1)", "/\u{E9}",
        ])
    func foreignNext(_ next: String) {
        #expect(PageAddress.ownPath(next) == nil)
        #expect(SignInRoutes.next(QueryItems("next=\(PageAddress.encoded(next))")) == "/alerts")
    }

    @Test("A path of this server is a good place to go on, the sign-in page is not")
    func ownNext() {
        #expect(SignInRoutes.next(QueryItems("next=%2Falerts%2Fid%3Fx%3D1")) == "/alerts/id?x=1")
        #expect(SignInRoutes.next(QueryItems("next=%2Fsign-in%3Fnext%3D%2F")) == "/alerts")
        #expect(SignInRoutes.next(QueryItems("")) == "/alerts")
    }

    @Test("Only http and https links of vendors are links")
    func outsideLinks() {
        #expect(PageAddress.outside("https://app.vendor.example/x?y=1#z") == "https://app.vendor.example/x?y=1#z")
        for bad in [
            "javascript:alert(1)", "data:text/html,x", "//x", "/x", "https://", "ftp://x.example", "https://x\ny", nil,
        ] {
            #expect(PageAddress.outside(bad) == nil)
        }
    }

    @Test("A vendor's codes read as words")
    func codes() {
        #expect(IssueWords.sentence("IN_PROGRESS") == "In progress")
        #expect(IssueWords.sentence("") == "")
        let rejected = IssueState(status: .dismissed, vendorStatus: "REJECTED", reason: "WONT_FIX")
        #expect(IssueWords.state(rejected) == "Rejected · wont fix")
        let open = IssueState(status: .open, vendorStatus: "OPEN", reason: "WONT_FIX")
        #expect(IssueWords.state(open) == "Open")
    }
}
