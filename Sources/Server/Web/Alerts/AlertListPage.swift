import Pipeline
import Workbench

/// The alerts list: filters, table, and what an empty list says.
struct AlertListPage: Sendable {
    var shell: Shell
    var heading = "Alerts"
    var severityTabs: [MenuLink]
    var statusMenu: Menu
    var assigneeMenu: Menu
    var sortMenu: Menu
    var organizationMenu: Menu?
    var columnMenu: Menu
    var form: FilterForm
    var views: [View]
    var hasViews: Bool
    /// What saving this view keeps.
    var viewQuery: String
    /// Where forms lead back to.
    var here: String
    var canWrite: Bool
    var csvAddress: String
    var linesAddress: String
    var funnelAddress: String
    var tableStyle: String
    var chips: [Chip]
    var hasChips: Bool
    var clearAddress: String
    /// "312 alerts"
    var count: String
    var vendorHeading: String
    var nameSort: HeaderSort
    var severitySort: HeaderSort
    var ageSort: HeaderSort
    var showsOrganization: Bool
    var rows: [AlertRow]
    var hasRows: Bool
    var empty: EmptyState?
    /// "Showing 50 of 312"
    var shown: String
    var more: String?
    var first: String?
    /// Where a script asks how many are new, and since when.
    var newsAddress: String
    var reloadAddress: String
    var pageSize = AlertListFilter.pageSize

    struct Menu: Sendable {
        var label: String
        var current: String
        var links: [MenuLink]
    }

    /// A filter in force, with the address that takes it away.
    struct Chip: Sendable {
        var label: String
        var value: String
        var removal: String
    }

    /// A column heading that sorts.
    struct HeaderSort: Sendable {
        var address: String
        var direction: String
    }

    struct EmptyState: Sendable {
        var heading: String
        var message: String
        var link: MenuLink?
    }

    init(_ model: AlertListModel, shell: Shell) {
        let filter = model.filter
        self.shell = shell
        severityTabs = AlertListPage.severityTabs(model)
        statusMenu = AlertListPage.statusMenu(model)
        columnMenu = AlertListPage.columnMenu(model)
        form = FilterForm(model)
        views = AlertListPage.viewLinks(model)
        hasViews = !views.isEmpty
        here = filter.address().text
        viewQuery = here.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        canWrite = !model.viewer.isReadOnly
        csvAddress = filter.address("/alerts/export.csv").text
        linesAddress = filter.address("/alerts/export.ndjson").text
        funnelAddress = PageAddress("/alerts/funnel").with("within", filter.period.within?.rawValue).text
        tableStyle = AlertListPage.tableStyle(filter)
        assigneeMenu = AlertListPage.assigneeMenu(model)
        sortMenu = Menu(
            label: "Sort", current: filter.sort.words,
            links: AlertListFilter.Sort.allCases.map { sort in
                MenuLink(sort.words, filter.changed { $0.sort = sort }.address(), isCurrent: sort == filter.sort)
            })
        organizationMenu = AlertListPage.organizationMenu(model)
        chips = AlertListPage.chips(model)
        hasChips = !chips.isEmpty
        clearAddress = filter.ofAllOrganizations().changed { $0.widen() }.address().text
        count = counted(model.total, "alert", "alerts")
        vendorHeading = model.vendorHeading
        nameSort = AlertListPage.headerSort(filter, .name, .name, direction: "ascending")
        severitySort = AlertListPage.headerSort(filter, .severity, .severity, direction: "ascending")
        ageSort = AlertListPage.headerSort(
            filter, filter.sort == .newest ? .oldest : .newest, filter.sort == .oldest ? .oldest : .newest,
            direction: filter.sort == .oldest ? "descending" : "ascending")
        showsOrganization = model.showsOrganization
        rows = model.alerts.map { AlertRow($0, in: model) }
        hasRows = !rows.isEmpty
        empty = rows.isEmpty ? AlertListPage.empty(model) : nil
        shown =
            filter.cursor == nil
            ? "Showing \(grouped(rows.count)) of \(grouped(model.total))" : "\(grouped(rows.count)) more"
        more = model.next.map { filter.address().with("cursor", $0).text }
        first = filter.cursor == nil ? nil : filter.address().text
        newsAddress = filter.address("/alerts/news").with("since", model.now.description).text
        reloadAddress = filter.address().text
    }

    func html() throws -> String { try Templates.render(self, with: "AlertList") }
}

extension AlertListPage {
    private static func assigneeMenu(_ model: AlertListModel) -> Menu {
        let filter = model.filter
        func link(_ words: String, _ assignee: AlertListFilter.Assignee) -> MenuLink {
            MenuLink(words, filter.changed { $0.assignee = assignee }.address(), isCurrent: filter.assignee == assignee)
        }
        let people = model.assignable.filter { $0.id != model.viewer.actorID }.prefix(100)
        return Menu(
            label: "Assignee", current: assigneeWords(model),
            links: [link("Anybody", .anybody), link("You", .me), link("Nobody", .nobody)]
                + people.map { link($0.displayName.shortened(to: 60), .actor($0.id)) })
    }

    private static func assigneeWords(_ model: AlertListModel) -> String {
        switch model.filter.assignee {
        case .anybody: "Anybody"
        case .me: "You"
        case .nobody: "Nobody"
        case .actor(let id): model.assignable.first { $0.id == id }?.displayName.shortened(to: 60) ?? "Somebody else"
        }
    }

    private static func organizationMenu(_ model: AlertListModel) -> Menu? {
        guard model.organizations.count > 1 else { return nil }
        let filter = model.filter
        let all = MenuLink("All", filter.ofAllOrganizations().address(), isCurrent: filter.organization == nil)
        return Menu(
            label: "Organization", current: organizationName(model) ?? "All",
            links: [all]
                + model.organizations.map { organization in
                    MenuLink(
                        organization.name.shortened(to: 60),
                        filter.changed { $0.organization = organization.id }.address(),
                        isCurrent: filter.organization == organization.id)
                })
    }

    private static func organizationName(_ model: AlertListModel) -> String? {
        model.filter.organization.map { id in
            model.organizations.first { $0.id == id }?.name.shortened(to: 60) ?? "Unknown"
        }
    }

    private static func chips(_ model: AlertListModel) -> [Chip] {
        let filter = model.filter
        var chips: [Chip] = []
        func add(_ label: String, _ value: String, without change: (inout AlertListFilter) -> Void) {
            chips.append(Chip(label: label, value: value, removal: filter.changed(change).address().text))
        }
        if let search = filter.search { add("Search", search) { $0.search = nil } }
        for severity in Severity.allCases where filter.severities.contains(severity) {
            add("Severity", SeverityMark(severity).word) { $0.severities.remove(severity) }
        }
        if filter.assignee != .anybody { add("Assignee", assigneeWords(model)) { $0.assignee = .anybody } }
        if model.organizations.count > 1, let name = organizationName(model) {
            add("Organization", name) { $0 = $0.ofAllOrganizations() }
        }
        if let source = filter.source { add("Source", model.words(for: source)) { $0.source = nil } }
        if let device = filter.device {
            let name = model.devices.first { $0.id == device }?.name.shortened(to: 60) ?? "Unknown"
            add("Device", name) { $0.device = nil }
        }
        if let tactic = filter.tactic { add("Tactic", attackWords(tactic)) { $0.tactic = nil } }
        if let technique = filter.technique { add("Technique", attackWords(technique)) { $0.technique = nil } }
        if let resource = filter.resource { add("Resource", resource) { $0.resource = nil } }
        if let account = filter.account { add("Account", account) { $0.account = nil } }
        if !filter.period.isAny { add("Opened", filter.period.words) { $0.period = .init() } }
        return chips
    }

    private static func attackWords(_ id: String) -> String { AttackName.of(id).map { "\($0) (\(id))" } ?? id }

    private static func headerSort(
        _ filter: AlertListFilter, _ next: AlertListFilter.Sort, _ own: AlertListFilter.Sort, direction: String
    ) -> HeaderSort {
        HeaderSort(
            address: filter.changed { $0.sort = next }.address().text,
            direction: filter.sort == own ? direction : "none")
    }

    private static func empty(_ model: AlertListModel) -> EmptyState {
        let filter = model.filter
        if filter.cursor != nil {
            return EmptyState(
                heading: "No more alerts", message: "You have seen them all.",
                link: MenuLink("Back to the beginning", filter.address()))
        }
        let everything = filter.changed {
            $0.widen()
            $0.status = .all
        }
        if filter.isNarrowed {
            return EmptyState(
                heading: "No alert matches these filters",
                message: "Take one of the filters away, or look among closed alerts too.",
                link: MenuLink("Show every alert", everything.address()))
        }
        if model.counts.total() > 0 {
            return EmptyState(
                heading: "Nothing \(filter.status == .active ? "to do" : "here")",
                message: "No alert is \(filter.status.words.lowercased()). New ones appear here by themselves.",
                link: MenuLink("Show every alert", filter.changed { $0.status = .all }.address()))
        }
        if model.devices.isEmpty {
            return EmptyState(
                heading: "No alerts yet",
                message:
                    "Alerts appear here when an issue or detection of a connected tenant matches a detection rule. "
                    + "No tenant is connected so far.",
                link: model.viewer.role.isAdministrator
                    ? MenuLink("Connect a tenant", PageAddress("/devices/new")) : nil)
        }
        return EmptyState(
            heading: "No alerts yet",
            message: "Alerts appear here within seconds of an issue or detection that matches a detection rule. "
                + "\(counted(model.devices.count, "device is", "devices are")) connected; their pages show what has come in.",
            link: MenuLink("Look at the devices", PageAddress("/devices")))
    }
}
