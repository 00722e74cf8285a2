import Pipeline
import Workbench

/// What needs somebody now, read from the store in one go.
struct HomeModel: Sendable {
    /// As many rows as each list shows.
    static let limit = 6

    /// Open alerts that nobody has.
    var unassigned: AlertCounts
    /// The viewer's own alerts that are not closed.
    var mine: AlertCounts
    /// The oldest open alerts that nobody has.
    var oldest: [Alert]
    var unhealthy: [SecurityDevice]
    var devices: Int
    /// Writes that wait for a person's decision, one more than is shown where there are more.
    var stuck: [Delivery]
    var incidents: [Investigation]
    var incidentTotal: Int
    /// Open investigations assigned to the viewer.
    var investigations: [Investigation]
    var viewer: Principal
    var now: Timestamp

    static func read(for viewer: Principal, chosen: ID<Organization>?, in tx: any Transaction) throws -> HomeModel {
        let organization = chosen.flatMap { viewer.scope.allows($0) ? $0 : nil }
        let scope = organization.map { AccessScope.organization($0) } ?? viewer.scope
        let assigned = FieldPath(["assigned_to_actor"], "id")
        let isUnassigned = ResourceFilter.all([
            .compare("status", .equal, .text(Alert.Status.open.rawValue)), .isNull(assigned),
        ])
        let isMine = ResourceFilter.all([
            .not(.compare("status", .equal, .text(Alert.Status.closed.rawValue))),
            .compare(assigned, .equal, .text(viewer.actorID.rawValue)),
        ])
        let isOpen = ResourceFilter.isNull("decision")
        let incidents = try tx.investigations.list(
            ResourceQuery(
                scope: scope, filter: .all([isOpen, .compare("is_incident", .equal, .boolean(true))]),
                sort: [SortKey("created_at", isDescending: true)], limit: limit, wantsTotal: true))
        let devices = try tx.devices.list(ResourceQuery(scope: scope, limit: 1000)).rows.filter {
            $0.ingestion != .removed
        }
        return HomeModel(
            unassigned: try tx.alerts.counts(of: isUnassigned, scope: scope),
            mine: try tx.alerts.counts(of: isMine, scope: scope),
            oldest: try tx.alerts.list(
                ResourceQuery(scope: scope, filter: isUnassigned, sort: [SortKey("created_at")], limit: limit)
            ).rows,
            unhealthy: devices.filter { $0.health.status == .unhealthy }, devices: devices.count,
            stuck: try tx.deliveries.list(
                scope: scope, device: nil, states: [.refused, .conflict, .held], limit: limit + 1),
            incidents: incidents.rows, incidentTotal: incidents.total ?? incidents.rows.count,
            investigations: try tx.investigations.list(
                ResourceQuery(
                    scope: scope,
                    filter: .all([isOpen, .compare(assigned, .equal, .text(viewer.actorID.rawValue))]),
                    sort: [SortKey("created_at", isDescending: true)], limit: limit)
            ).rows, viewer: viewer, now: .now())
    }
}
