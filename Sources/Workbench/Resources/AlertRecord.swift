/// An alert, with what its device and its vendor alerts add.
public struct AlertRecord: Hashable, Sendable {
    public var alert: Alert
    /// The vendor's slug; nil when the device cannot be read any more.
    public var vendor: String?
    public var activity: AlertActivity

    public init(alert: Alert, vendor: String?, activity: AlertActivity) {
        self.alert = alert
        self.vendor = vendor
        self.activity = activity
    }
}

/// What an alert's vendor alerts say of it together.
public struct AlertActivity: Hashable, Sendable {
    public var vendorAlertCount: Int
    /// The first and the last time of the events that its vendor alerts rest on.
    public var firstAt: Timestamp?
    public var lastAt: Timestamp?
    /// Investigative actions on the alert itself.
    public var investigativeActionCount = 0

    public init(vendorAlertCount: Int = 0, firstAt: Timestamp? = nil, lastAt: Timestamp? = nil) {
        self.vendorAlertCount = vendorAlertCount
        self.firstAt = firstAt
        self.lastAt = lastAt
    }
}

extension AlertRecord {
    /// What analysts work.
    public static let resource = Resource<AlertRecord>(
        "expel_alerts", summary: "What an analyst works: one or more vendor alerts that a detection rule found.",
        id: \.alert.id.rawValue,
        attributes: worked + detected + counted,
        relationships: [
            .one("organization", to: "organizations") { $0.alert.organizationID.rawValue },
            .one("vendor", to: "vendors") { $0.vendor },
            .one("assigned_to_actor", to: "actors") { $0.alert.assignedTo?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.alert.createdBy.rawValue },
            .one("status_last_updated_by", to: "actors", isReadOnly: true) { $0.alert.statusUpdatedBy?.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) {
                ($0.alert.statusUpdatedBy ?? $0.alert.createdBy).rawValue
            },
            .one("close_comment_last_updated_by", to: "actors", isReadOnly: true) {
                $0.alert.closeComment == nil ? nil : $0.alert.statusUpdatedBy?.rawValue
            },
            .one("security_device", to: "security_devices", isReadOnly: true) { $0.alert.deviceID.rawValue },
            .one("investigation", to: "investigations") { $0.alert.investigationID?.rawValue },
            .many("expel_alert_histories", to: "expel_alert_histories", inverse: "expel_alert"),
            .many(
                "expel_alert_view_histories", to: "expel_alert_histories", inverse: "expel_alert",
                only: ["action": "VIEWED"]),
            .many(
                "expel_alert_assignable_expel_user_view_histories", to: "expel_alert_histories",
                inverse: "expel_alert", only: ["action": "VIEWED"]),
            .many(
                "expel_alert_rapid_triage_priority_histories", to: "expel_alert_histories", inverse: "expel_alert",
                only: ["action": "RAPID_TRIAGE_PRIORITY_CHANGED"]),
            .many("related_investigations", to: "investigations", inverse: "expel_alerts"),
            .many("vendor_alerts", to: "vendor_alerts", inverse: "expel_alerts"),
            .many("deliveries", to: "deliveries", inverse: "alert"),
            .many("evidence", to: "vendor_alert_evidences", inverse: "evidenced_expel_alerts"),
            .many("comments", to: "comments", inverse: "expel_alert"),
            .many("investigative_actions", to: "investigative_actions", inverse: "expel_alert"),
            .many(
                "investigative_action_histories", to: "investigative_action_histories", inverse: "expel_alert"),
            .many("timeline_entries", to: "timeline_entries", inverse: "expel_alert"),
        ])

    /// What people change.
    private static var worked: [Resource<AlertRecord>.Attribute] {
        [
            .init("status", .enumeration(Alert.Status.allCases.map(\.rawValue)), [.writable, .queryable]) {
                .string($0.alert.status.rawValue)
            },
            .init("status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.alert.statusUpdatedAt) },
            .init(
                "close_reason", .enumeration(CloseReason.allCases.map(\.rawValue)), [.nullable, .writable, .queryable]
            ) {
                JSON($0.alert.closeReason?.rawValue)
            },
            .init("close_comment", .string, [.nullable, .writable, .queryable]) { JSON($0.alert.closeComment) },
            .init("created_at", .timestamp, .queryable) { JSON($0.alert.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.alert.updatedAt) },
        ]
    }

    /// What the rule and the vendor said.
    private static var detected: [Resource<AlertRecord>.Attribute] {
        [
            .init("expel_name", .string, .queryable) { .string($0.alert.name) },
            .init("expel_severity", .enumeration(Severity.allCases.map(\.rawValue)), .queryable) {
                .string($0.alert.severity.rawValue)
            },
            .init("expel_message", .string, .nullable) { .string(message($0.alert.match)) },
            .init("expel_signature_id", .string, .queryable) { .string($0.alert.match.ruleID) },
            .init("expel_version", .string, .nullable) { .string($0.alert.match.ruleVersion) },
            .init("expel_alert_time", .timestamp, .queryable) { JSON($0.alert.createdAt) },
            .init("activity_first_at", .timestamp, .nullable) { JSON($0.activity.firstAt) },
            .init("activity_last_at", .timestamp, .nullable) { JSON($0.activity.lastAt) },
            .init("vendor_alert_count", .number, .nullable) { .integer(Int64($0.activity.vendorAlertCount)) },
            .init("properties", .object, []) { properties($0.alert) },
            .fixed("alert_type", .enumeration(alertTypes), "CLOUD"),
            .fixed("rapid_triage_priority", .enumeration(["UNKNOWN", "HIGH", "LOW"]), "UNKNOWN"),
            .fixed("expel_alias_name", .string),
            .fixed("git_rule_url", .string),
            .fixed("ref_event_id", .string),
            .fixed("is_auto_add", .boolean, false),
            .fixed("is_viewed_by_assignable_expel_user", .boolean, false),
            .fixed("tuning_requested", .boolean, false),
        ]
    }

    /// Counts over work that this product does not hold yet: none of it exists.
    private static var counted: [Resource<AlertRecord>.Attribute] {
        let whose = ["cust_disp", "disposition", "vendor_disp"]
        let what = [
            "alerts_in_critical_incidents_count", "alerts_in_incidents_count", "alerts_in_investigations_count",
            "closed_alerts_count", "disposed_alerts_count",
        ]
        var attributes: [Resource<AlertRecord>.Attribute] = [
            .init("investigative_action_count", .number) { .integer(Int64($0.activity.investigativeActionCount)) }
        ]
        for owner in whose {
            for count in what { attributes.append(.fixed("\(owner)_\(count)", .number)) }
        }
        return attributes
    }

    private static var alertTypes: [String] {
        [
            "ENDPOINT", "NETWORK", "SIEM", "RULE_ENGINE", "EXTERNAL", "OTHER", "CLOUD", "PHISHING_SUBMISSION",
            "PHISHING_SUBMISSION_SIMILAR",
        ]
    }

    /// Which rule matched on what, in a line.
    private static func message(_ match: DetectionMatch) -> String {
        let fields = match.fields.map { "\($0.path) is \($0.value)" }
        return fields.isEmpty ? match.ruleTitle : "\(match.ruleTitle): \(fields.joined(separator: "; "))"
    }

    /// What this product knows beyond the attributes that clients expect.
    private static func properties(_ alert: Alert) -> JSON {
        [
            "version": .integer(alert.version),
            "kind": .string(alert.kind.rawValue),
            "is_issue_backed": .bool(alert.isIssueBacked),
            "source": .string(alert.source.rawValue),
            "security_device_id": .string(alert.deviceID.rawValue),
            "vendor_created_at": JSON(alert.vendorCreatedAt),
            "tactics": .array(alert.match.tactics.map(JSON.string)),
            "techniques": .array(alert.match.techniques.map(JSON.string)),
            "vendor_flag": alert.vendorFlag.map { flag in
                [
                    "kind": .string(flag.kind.rawValue), "at": JSON(flag.at), "state": IssueStateJSON.value(flag.state),
                ]
            } ?? .null,
        ]
    }
}
