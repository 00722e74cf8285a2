import Pipeline
import Workbench

/// What the alerts list shows, as read from the store in one go.
struct AlertListModel: Sendable {
    var filter: AlertListFilter
    var alerts: [Alert]
    var next: String?
    var total: Int
    var counts: AlertCounts
    var standings: [ID<Alert>: AlertStanding]
    var people: [ID<Actor>: Actor]
    /// Those to whom alerts are given, for the filter's menu.
    var assignable: [UserAccount]
    /// Empty unless the viewer sees more than one.
    var organizations: [Organization]
    var devices: [SecurityDevice]
    /// Vendors' names by slug.
    var vendors: [String: String]
    var viewer: Principal
    /// When it was read.
    var now: Timestamp
    /// The views that this person keeps.
    var views: [SavedView] = []
    /// One for each vendor.
    var products: [ProductNames] = []

    static func read(
        _ filter: AlertListFilter, for viewer: Principal, vendors: [String: String], in tx: any Transaction
    )
        throws -> AlertListModel
    {
        let now = Timestamp.now()
        let page = try tx.alerts.list(filter.query(for: viewer, now: now))
        var model = try read(page.rows, filter, for: viewer, vendors: vendors, in: tx)
        model.now = now
        model.next = page.next
        model.counts = try tx.alerts.counts(of: .all(filter.others(for: viewer, now: now)), scope: viewer.scope)
        model.total = filter.status.statuses.reduce(0) { sum, status in
            let severities = filter.severities.isEmpty ? Set(Severity.allCases) : filter.severities
            return severities.reduce(sum) { $0 + model.counts.total(status: status, severity: $1) }
        }
        model.views = try tx.savedViews.list(of: viewer.actorID)
        return model
    }

    /// What rows of these alerts show.
    static func read(
        _ alerts: [Alert], _ filter: AlertListFilter, for viewer: Principal, vendors: [String: String],
        in tx: any Transaction
    ) throws -> AlertListModel {
        let organizations = try tx.organizations.list(
            ResourceQuery(scope: viewer.scope, sort: [SortKey("name")], limit: 200))
        let organization = filter.organization.flatMap { viewer.scope.allows($0) ? $0 : nil }
        return AlertListModel(
            filter: filter, alerts: alerts, next: nil, total: alerts.count,
            counts: AlertCounts(numbers: [:]), standings: try tx.standings(of: alerts),
            people: try tx.people.actors(Set(alerts.compactMap(\.assignedTo))),
            assignable: try tx.people.assignable(in: organization ?? viewer.organizationID),
            organizations: organizations.rows.count > 1 ? organizations.rows : [],
            devices: try tx.devices.list(ResourceQuery(scope: viewer.scope, limit: 200)).rows, vendors: vendors,
            viewer: viewer, now: .now())
    }
}
