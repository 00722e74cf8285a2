import Workbench

/// What surrounds every page: rail, search, organization switch, theme.
struct Shell: Hashable, Sendable {
    /// Which entry of the rail is current.
    enum Section: Hashable, Sendable {
        case home, alerts, investigations, detections, devices, none
    }

    enum Theme: String, Hashable, Sendable, CaseIterable {
        /// The system's.
        case system
        case light
        case dark
    }

    var title: String
    var theme: String
    var styleSheet = Assets.styleSheet.address
    var script = Assets.script.address
    var icon = Assets.icon.address
    var csrf: String
    /// Where the theme and organization switches lead back to.
    var here: String
    var isHome: Bool
    var isAlerts: Bool
    var isInvestigations: Bool
    var isDetections: Bool
    var isDevices: Bool
    var person: Person?
    var organizations: OrganizationSwitch?
    var search: String
    var notice: String?
    var themes: [Choice]

    /// Who is signed in.
    struct Person: Hashable, Sendable {
        var name: String
        var initials: String
        var role: String

        init(_ principal: Principal) {
            name = principal.displayName.shortened(to: 60)
            initials = String(principal.displayName.split(separator: " ").prefix(2).compactMap(\.first)).uppercased()
            role = principal.isReadOnly ? "\(principal.role.words), may only read" : principal.role.words
        }
    }

    /// For people of the provider: whose records are shown.
    struct OrganizationSwitch: Hashable, Sendable {
        var current: String
        var choices: [Choice]
    }

    init(
        title: String, section: Section = .none, theme: Theme = .system, csrf: String = "", here: String = "/alerts",
        person: Person? = nil, organizations: OrganizationSwitch? = nil, search: String = "", notice: Notice? = nil
    ) {
        self.title = title
        self.theme = theme.rawValue
        self.csrf = csrf
        self.here = here
        isHome = section == .home
        isAlerts = section == .alerts
        isInvestigations = section == .investigations
        isDetections = section == .detections
        isDevices = section == .devices
        self.person = person
        self.organizations = organizations
        self.search = search
        self.notice = notice?.words
        themes = Theme.allCases.map { Choice($0.rawValue, $0.words, isChosen: $0 == theme) }
    }
}

extension Shell.Theme {
    var words: String {
        switch self {
        case .system: "System"
        case .light: "Light"
        case .dark: "Dark"
        }
    }
}

extension Role {
    var words: String {
        switch self {
        case .providerAdministrator: "Provider administrator"
        case .providerAnalyst: "Provider analyst"
        case .organizationAdministrator: "Organization administrator"
        case .organizationAnalyst: "Organization analyst"
        }
    }
}

/// What a page says after a form was accepted. Carried in the address as a word of this list, never as text.
enum Notice: String, Hashable, Sendable, CaseIterable {
    case assigned, unassigned, started, closed, reopened, commented
    case decided = "delivery"
    case deviceAdded = "device-added"
    case deviceChanged = "device-changed"
    case pollAsked = "poll"
    case replayed
    case investigationOpened = "investigation"
    case investigationAssigned = "investigation-assigned"
    case investigationUnassigned = "investigation-unassigned"
    case investigationClosed = "investigation-closed"
    case investigationReopened = "investigation-reopened"
    case promoted, downgraded, detached
    case findingAdded = "finding"
    case suppressionAdded = "suppression-added"
    case suppressionExpired = "suppression-expired"
    case assignedSeveral = "assigned-several"
    case nothingToClaim = "nothing-to-claim"
    case claimed
    case viewKept = "view-kept"
    case viewDeleted = "view-deleted"

    var words: String {
        switch self {
        case .assigned: "The alert is assigned."
        case .unassigned: "The alert is assigned to nobody."
        case .started: "The alert is in progress."
        case .closed: "The alert is closed. What is written back stands under “Writes”."
        case .reopened: "The alert is open again."
        case .commented: "Your comment is there."
        case .decided: "Your decision is noted; the write's state is shown below."
        case .deviceAdded: "The device is connected. Its first poll begins now."
        case .deviceChanged: "The device's settings are saved."
        case .pollAsked: "A poll is asked for; its progress is shown below."
        case .replayed: "The signals are back in the queue."
        case .investigationOpened: "The investigation is open."
        case .investigationAssigned: "It is assigned."
        case .investigationUnassigned: "It is assigned to nobody."
        case .investigationClosed: "It is closed. What is written back stands on its alerts’ pages."
        case .investigationReopened: "It is open again."
        case .promoted: "It is an incident now."
        case .downgraded: "It is an investigation again."
        case .detached: "The alert was taken out. It keeps its status."
        case .findingAdded: "Your finding is there."
        case .suppressionAdded: "The suppression is in force."
        case .suppressionExpired: "The suppression has ended. What it suppressed stays as it is."
        case .assignedSeveral: "The selected alerts are assigned to you."
        case .nothingToClaim: "No open alert is without an assignee."
        case .claimed: "The alert is yours: the worst, oldest one that nobody had."
        case .viewKept: "The view is kept under “Views”."
        case .viewDeleted: "The view is deleted."
        }
    }
}
