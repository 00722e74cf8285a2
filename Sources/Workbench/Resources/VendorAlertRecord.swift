/// A vendor alert, with what its device says of it.
public struct VendorAlertRecord: Hashable, Sendable {
    public var vendorAlert: VendorAlert
    /// The vendor's slug; nil when the device cannot be read any more.
    public var vendor: String?

    public init(vendorAlert: VendorAlert, vendor: String?) {
        self.vendorAlert = vendorAlert
        self.vendor = vendor
    }
}

extension VendorAlertRecord {
    /// Normalised issues and detections.
    public static let resource = Resource<VendorAlertRecord>(
        "vendor_alerts", summary: "A vendor's issue or detection, normalised. It has no working status.",
        id: \.vendorAlert.id.rawValue,
        attributes: [
            .init("original_alert_id", .string, .queryable) { .string($0.vendorAlert.vendorID) },
            .init("original_source_id", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.issueID) },
            .init("vendor_sig_name", .string, .queryable) {
                .string($0.vendorAlert.content.rule?.name ?? $0.vendorAlert.content.name)
            },
            .init("vendor_severity", .enumeration(Severity.allCases.map(\.rawValue)), [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.severity?.rawValue)
            },
            .init("vendor_message", .string, .queryable) { .string($0.vendorAlert.content.name) },
            .init("description", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.content.description) },
            .init("signature_id", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.content.rule?.id) },
            .init("first_seen", .timestamp, .queryable) {
                JSON($0.vendorAlert.vendorCreatedAt ?? $0.vendorAlert.createdAt)
            },
            .init("evidence_activity_start_at", .timestamp, [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.events.compactMap(\.time).min())
            },
            .init("evidence_activity_end_at", .timestamp, [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.events.compactMap(\.time).max())
            },
            .init("evidence_summary", .array, .nullable) { VendorAlertEvidence.summary($0.vendorAlert.content) },
            .init("signals", .array) { VendorAlertEvidence.events($0.vendorAlert.content) },
            .init("properties", .object, []) { VendorAlertEvidence.properties($0.vendorAlert) },
            .init("created_at", .timestamp, .queryable) { JSON($0.vendorAlert.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.vendorAlert.updatedAt) },
            .fixed("status", .enumeration(["NORMAL", "PROVISIONAL"]), "NORMAL"),
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.vendorAlert.organizationID.rawValue },
            .one("security_device", to: "security_devices") { $0.vendorAlert.deviceID.rawValue },
            .one("vendor", to: "vendors") { $0.vendor },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .many("evidences", to: "vendor_alert_evidences", inverse: "vendor_alert"),
            .many("expel_alerts", to: "expel_alerts", inverse: "vendor_alerts"),
        ])
}
