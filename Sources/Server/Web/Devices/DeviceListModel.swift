import Pipeline
import Workbench

/// The connected tenants in scope.
struct DeviceListModel: Sendable {
    /// The most that one page lists; a provider with more narrows by organization.
    static let limit = 500

    var devices: [SecurityDevice]
    var total: Int
    var organizations: [ID<Organization>: Organization]
    /// Shown beside each device when the viewer sees more than one organization.
    var showsOrganization: Bool
    /// Vendors' names by slug.
    var vendors: [String: String]
    var viewer: Principal
    var now: Timestamp

    static func read(
        for viewer: Principal, organization: ID<Organization>?, vendors: [String: String], in tx: any Transaction
    ) throws -> DeviceListModel {
        var filter = ResourceFilter.all([])
        if let organization, viewer.scope.allows(organization) {
            filter = .compare(FieldPath(["organization"], "id"), .equal, .text(organization.rawValue))
        }
        let page = try tx.devices.list(
            ResourceQuery(
                scope: viewer.scope, filter: filter, sort: [SortKey("name")], limit: limit, wantsTotal: true))
        let organizations = try tx.organizations.list(ResourceQuery(scope: viewer.scope, limit: limit)).rows
        return DeviceListModel(
            devices: page.rows, total: page.total ?? page.rows.count,
            organizations: Dictionary(organizations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            showsOrganization: organizations.count > 1, vendors: vendors, viewer: viewer, now: .now())
    }
}
