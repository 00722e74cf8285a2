import Pipeline
import Workbench

/// One line of the alerts list.
struct AlertRow: Sendable {
    var id: String
    var address: String
    var name: String
    var fullName: String
    var severity: SeverityMark
    var status: StateMark
    /// Why it was closed, beside the status.
    var closeReason: String?
    /// The issue's state in the vendor's console; nil for detections, which have none.
    var vendorState: StateMark?
    /// The newest write that needs attention, else the newest; nil when there is nothing to write.
    var delivery: StateMark?
    /// The vendor's console says something that a person here should know.
    var flag: String?
    var created: TimeMark
    var resource: String?
    var resourceType: String?
    var account: String?
    /// The lists of alerts about the same.
    var resourceAddress: String?
    var accountAddress: String?
    /// The id and how the alert is shown, for acts on several; nil for readers.
    var pick: String?
    var assignee: String?
    var organization: String?
    var showsOrganization: Bool
    var vendorHeading: String

    init(_ alert: Alert, in model: AlertListModel) {
        let standing = model.standings[alert.id]
        id = alert.id.rawValue
        address = "/alerts/\(PageAddress.encoded(alert.id.rawValue))"
        name = alert.name.shortened(to: 160)
        fullName = alert.name.shortened(to: 600)
        severity = SeverityMark(alert.severity)
        status = StateMark(alert.status)
        closeReason = alert.status == .closed ? alert.closeReason?.words.lowercased() : nil
        vendorState = standing?.issueState.map { StateMark($0) }
        delivery = standing?.deliveryState.map { StateMark($0, seconds: standing?.deliverySeconds) }
        flag = alert.vendorFlag.map { FlagWords.short($0) }
        created = TimeMark(alert.createdAt, now: model.now)
        resource = standing?.resourceName?.shortened(to: 120)
        resourceType = standing?.resourceType?.shortened(to: 60)
        account = standing?.account?.shortened(to: 80)
        resourceAddress = standing?.resourceName.map { AlertListFilter.about(resource: $0).text }
        accountAddress = standing?.account.map { AlertListFilter.about(account: $0).text }
        pick = model.viewer.isReadOnly ? nil : BulkSelection.Entry(alert).value
        assignee = alert.assignedTo.map { AlertRow.name(of: $0, in: model).shortened(to: 60) }
        showsOrganization = model.showsOrganization
        vendorHeading = model.vendorHeading
        organization =
            showsOrganization
            ? model.organizations.first { $0.id == alert.organizationID }?.name.shortened(to: 60) : nil
    }

    private static func name(of actor: ID<Actor>, in model: AlertListModel) -> String {
        actor == model.viewer.actorID ? "You" : model.people[actor]?.displayName ?? "Somebody"
    }

    /// The row alone, for a list that is already open.
    func html() throws -> String { try Templates.render(self, with: "AlertRow") }
}

extension AlertListModel {
    /// Only when several are shown at once does a row say whose it is.
    var showsOrganization: Bool { organizations.count > 1 && filter.organization == nil }
}

extension AlertListModel {
    /// Over the vendor's states: its name where there is but one.
    var vendorHeading: String {
        vendors.count == 1 ? "In \(vendors.values.first ?? "the console")" : "At the vendor"
    }
}

/// What happened in the vendor's console, not by our hand.
enum FlagWords {
    static func short(_ flag: VendorFlag) -> String {
        switch flag.kind {
        case .settledByVendor: "Settled by the vendor"
        case .closedByPerson: "Closed there by a person"
        case .reopened: "Reopened there"
        }
    }

    static func sentence(_ flag: VendorFlag, vendor: String) -> String {
        let state = IssueWords.state(flag.state)
        let who = flag.state.changedBy.map { " by \($0.shortened(to: 100))" } ?? ""
        switch flag.kind {
        case .settledByVendor:
            return "\(vendor) itself moved the issue to “\(state)”. Nothing of ours is written over that."
        case .closedByPerson:
            return "The issue was moved to “\(state)” in \(vendor)\(who). This alert stays as it is until you decide."
        case .reopened: return "The issue was reopened in \(vendor)\(who), so this alert is back in the queue."
        }
    }
}
