import Workbench

/// Investigations and incidents, one line each.
struct InvestigationListPage: Sendable {
    var shell: Shell
    var count: String
    var tabs: [MenuLink]
    var rows: [Row]
    var hasRows: Bool
    var showsOrganization: Bool
    var empty: Empty?
    var more: String?
    var first: String?
    var canOpen: Bool

    struct Row: Sendable {
        var id: String
        var address: String
        var shortLink: String
        var title: String
        var kind: StateMark
        var state: StateMark
        var alerts: String
        var assignee: String?
        var organization: String?
        var showsOrganization: Bool
        var created: TimeMark
        var updated: TimeMark

        init(_ investigation: Investigation, in model: InvestigationListModel) {
            id = investigation.id.rawValue
            address = InvestigationRoutes.address(investigation.id).text
            shortLink = investigation.shortLink.shortened(to: 40)
            title = investigation.title.shortened(to: 160)
            kind = StateMark(kindOf: investigation)
            state = StateMark(stateOf: investigation)
            alerts = grouped(model.alertCounts[investigation.id] ?? 0)
            assignee = investigation.assignedTo.map { model.people[$0]?.displayName.shortened(to: 60) ?? "Somebody" }
            organization = model.organizations[investigation.organizationID]?.name.shortened(to: 60)
            showsOrganization = model.showsOrganization
            created = TimeMark(investigation.createdAt, now: model.now)
            updated = TimeMark(investigation.updatedAt, now: model.now)
        }
    }

    struct Empty: Sendable {
        var heading: String
        var message: String
    }

    init(_ model: InvestigationListModel, shell: Shell) {
        self.shell = shell
        count = counted(model.total, "investigation", "investigations")
        tabs = InvestigationListModel.Tab.allCases.map { tab in
            MenuLink(
                tab.words, PageAddress("/investigations").with("show", tab == .open ? nil : tab.rawValue),
                isCurrent: tab == model.tab, number: model.counts[tab])
        }
        rows = model.investigations.map { Row($0, in: model) }
        hasRows = !rows.isEmpty
        showsOrganization = model.showsOrganization
        empty = hasRows ? nil : InvestigationListPage.empty(model)
        let here = PageAddress("/investigations").with("show", model.tab == .open ? nil : model.tab.rawValue)
        more = model.next.map { here.with("cursor", $0).text }
        first = model.isFirstPage ? nil : here.text
        canOpen = !model.viewer.isReadOnly
    }

    func html() throws -> String { try Templates.render(self, with: "InvestigationList") }

    private static func empty(_ model: InvestigationListModel) -> Empty {
        guard model.tab == .all || (model.tab == .open && model.counts[.all] == 0) else {
            return Empty(heading: "None here", message: "Choose another tab to see the others.")
        }
        return Empty(
            heading: "Nothing is under investigation",
            message: "When an alert needs more than a look, choose “Investigate” on its page: it leads the "
                + "investigation, further alerts join it, and what is found is kept here.")
    }
}

extension StateMark {
    init(kindOf investigation: Investigation) {
        if investigation.isIncident {
            self.init("Incident", shape: "▲", .bad)
        } else {
            self.init(
                "Investigation", shape: "◆", .info,
                detail: investigation.isDowngrade ? "It was an incident and was taken back" : nil)
        }
    }

    init(stateOf investigation: Investigation) {
        if let decision = investigation.decision {
            self.init("Closed", shape: "●", .quiet, extra: decision.words)
        } else {
            self.init("Open", shape: "○", .info)
        }
    }
}
