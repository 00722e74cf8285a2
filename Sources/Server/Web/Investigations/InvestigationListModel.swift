import Pipeline
import Workbench

/// Investigations and incidents in scope, newest first.
struct InvestigationListModel: Sendable {
    /// What the tabs choose from.
    enum Tab: String, Sendable, CaseIterable {
        case open, incidents, closed, all

        var words: String {
            switch self {
            case .open: "Open"
            case .incidents: "Open incidents"
            case .closed: "Closed"
            case .all: "All"
            }
        }

        var filter: ResourceFilter {
            let isOpen = ResourceFilter.isNull("decision")
            switch self {
            case .open: return isOpen
            case .incidents: return .all([.compare("is_incident", .equal, .boolean(true)), isOpen])
            case .closed: return .not(isOpen)
            case .all: return .all([])
            }
        }
    }

    static let pageSize = 50

    var tab: Tab
    var investigations: [Investigation]
    var next: String?
    var total: Int
    /// Of each tab.
    var counts: [Tab: Int]
    var alertCounts: [ID<Investigation>: Int]
    var people: [ID<Actor>: Actor]
    var organizations: [ID<Organization>: Organization]
    var showsOrganization: Bool
    var isFirstPage: Bool
    var viewer: Principal
    var now: Timestamp

    static func read(
        _ tab: Tab, for viewer: Principal, organization: ID<Organization>?, cursor: String?, in tx: any Transaction
    ) throws -> InvestigationListModel {
        var own = ResourceFilter.all([])
        if let organization, viewer.scope.allows(organization) {
            own = .compare(FieldPath(["organization"], "id"), .equal, .text(organization.rawValue))
        }
        func query(_ tab: Tab, limit: Int, cursor: String? = nil) -> ResourceQuery {
            ResourceQuery(
                scope: viewer.scope, filter: .all([own, tab.filter]),
                sort: [SortKey("created_at", isDescending: true)], limit: limit, cursor: cursor,
                wantsTotal: limit == 0)
        }
        let page = try tx.investigations.list(query(tab, limit: pageSize, cursor: cursor))
        var counts: [Tab: Int] = [:]
        for tab in Tab.allCases { counts[tab] = try tx.investigations.list(query(tab, limit: 0)).total }
        var alertCounts: [ID<Investigation>: Int] = [:]
        for row in page.rows { alertCounts[row.id] = try tx.investigations.alerts(of: row.id).count }
        let organizations = try tx.organizations.list(ResourceQuery(scope: viewer.scope, limit: 500)).rows
        return InvestigationListModel(
            tab: tab, investigations: page.rows, next: page.next, total: counts[tab] ?? page.rows.count,
            counts: counts, alertCounts: alertCounts,
            people: try tx.people.actors(Set(page.rows.compactMap(\.assignedTo))),
            organizations: Dictionary(organizations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            showsOrganization: organizations.count > 1, isFirstPage: cursor == nil, viewer: viewer, now: .now())
    }
}
