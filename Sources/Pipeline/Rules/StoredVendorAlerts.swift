import Workbench

/// The stored vendor alerts of a time, walked page by page: for questions about rules.
struct StoredVendorAlerts {
    var since: Timestamp?
    var device: ID<SecurityDevice>?

    /// Newest first, until the body has enough.
    func each(in tx: any Transaction, _ body: (VendorAlert) throws -> Bool) throws {
        var parts: [ResourceFilter] = []
        if let since { parts.append(.compare("created_at", .greater, .time(since))) }
        if let device { parts.append(.compare(FieldPath(["security_device"], "id"), .equal, .text(device.rawValue))) }
        var query = ResourceQuery(
            scope: .everything, filter: .all(parts), sort: [SortKey("created_at", isDescending: true)], limit: 500)
        while true {
            let page = try tx.vendorAlerts.list(query)
            for vendorAlert in page.rows {
                guard try body(vendorAlert) else { return }
            }
            guard let next = page.next else { return }
            query.cursor = next
        }
    }
}
