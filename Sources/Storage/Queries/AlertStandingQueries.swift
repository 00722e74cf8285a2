import Pipeline
import Workbench

/// What a page of alerts shows beside each alert, in two queries whatever the page's length.
struct AlertStandingQueries {
    let sql: any SQLConnection

    func standings(of alerts: [Alert]) throws -> [ID<Alert>: AlertStanding] {
        let ids = try SQLValue(json: alerts.map(\.id.rawValue))
        let vendorAlerts = Dictionary(grouping: try vendorAlerts(ids), by: \.alert)
        let deliveries = Dictionary(grouping: try deliveries(ids), by: \.alertID)
        return Dictionary(
            alerts.map { alert in
                let standing = AlertStanding(
                    vendorAlerts: (vendorAlerts[alert.id] ?? []).map(\.vendorAlert),
                    deliveries: deliveries[alert.id] ?? [])
                return (alert.id, standing)
            }, uniquingKeysWith: { first, _ in first })
    }

    private struct Attached {
        var alert: ID<Alert>
        var vendorAlert: VendorAlert
    }

    /// Without the vendor's own JSON, which is long and shows nowhere in a list.
    private static let columns = VendorAlertQueries.table.columns
        .map { $0 == "raw" ? "'null'" : "t.\($0)" }.joined(separator: ", ")

    private func vendorAlerts(_ ids: SQLValue) throws -> [Attached] {
        try sql.all(
            """
            SELECT j.alert_id, \(Self.columns)
            FROM alert_vendor_alerts j JOIN vendor_alerts t ON t.id = j.vendor_alert_id
            WHERE j.alert_id IN \(sql.dialect.list("$1"))
            ORDER BY t.created_at, t.id
            """, [ids]
        ) { row in
            Attached(alert: try row.id(), vendorAlert: try VendorAlertQueries.read(&row))
        }
    }

    private func deliveries(_ ids: SQLValue) throws -> [Delivery] {
        try sql.all(
            """
            SELECT \(DeliveryQueries.table.list("t")) FROM deliveries t
            WHERE t.alert_id IN \(sql.dialect.list("$1"))
            ORDER BY t.created_at, t.place
            """, [ids], DeliveryQueries.read)
    }
}
