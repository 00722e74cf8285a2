import Workbench

/// What alerts of a list are about and when they were made, and which columns show it.
extension AlertListFilter {
    /// What an alert rests on.
    enum Source: String, Hashable, Sendable, CaseIterable {
        case issues, detections
    }

    /// A span of creation times, reckoned from now or between two days.
    struct Period: Hashable, Sendable {
        enum Within: String, Hashable, Sendable, CaseIterable {
            case hour = "1h"
            case day = "24h"
            case week = "7d"
            case month = "30d"

            var seconds: Double {
                switch self {
                case .hour: 3600
                case .day: 86_400
                case .week: 7 * 86_400
                case .month: 30 * 86_400
                }
            }

            var words: String {
                switch self {
                case .hour: "Last hour"
                case .day: "Last 24 hours"
                case .week: "Last 7 days"
                case .month: "Last 30 days"
                }
            }
        }

        var within: Within?
        /// Inclusive.
        var from: Timestamp?
        /// Exclusive.
        var to: Timestamp?

        init() {}

        init(_ query: QueryItems) {
            within = query["within"].flatMap(Within.init)
            from = query["from"].flatMap(Timestamp.init)
            to = query["to"].flatMap(Timestamp.init)
        }

        var isAny: Bool { within == nil && from == nil && to == nil }

        func conditions(now: Timestamp) -> [ResourceFilter] {
            var earliest = from
            if let within {
                earliest = max(earliest ?? Timestamp(nanoseconds: .min), now.adding(seconds: -within.seconds))
            }
            var conditions: [ResourceFilter] = []
            // Times of ours have whole milliseconds, so "later than one before" is "not earlier".
            if let earliest {
                conditions.append(.compare("created_at", .greater, .time(earliest.adding(seconds: -0.001))))
            }
            if let to { conditions.append(.compare("created_at", .less, .time(to))) }
            return conditions
        }

        var words: String {
            let span = [from.map { "from \(Period.short($0))" }, to.map { "until \(Period.short($0))" }]
                .compactMap { $0 }.joined(separator: " ")
            let parts = [within?.words, span.isEmpty ? nil : span].compactMap { $0 }
            return parts.joined(separator: ", ")
        }

        private static func short(_ time: Timestamp) -> String {
            let exact = TimeMark.exact(time)
            return exact.hasSuffix(" 00:00:00 UTC") ? String(exact.prefix(10)) : exact
        }
    }

    enum Column: String, Hashable, Sendable, CaseIterable {
        case severity, status, vendor, delivery, age, resource, account, assignee, organization

        var words: String {
            switch self {
            case .severity: "Severity"
            case .status: "Status"
            case .vendor: "At the vendor"
            case .delivery: "Written back"
            case .age: "Age"
            case .resource: "Resource"
            case .account: "Account"
            case .assignee: "Assignee"
            case .organization: "Organization"
            }
        }
    }

    var shownColumns: Set<Column> { columns ?? Set(Column.allCases) }

    var columnsParameter: String? {
        guard let columns, columns != Set(Column.allCases) else { return nil }
        let names = Column.allCases.filter(columns.contains).map(\.rawValue)
        return names.isEmpty ? "none" : names.joined(separator: ",")
    }

    /// Whether anything beside status and organization narrows the list down.
    var isNarrowed: Bool {
        search != nil || !severities.isEmpty || assignee != .anybody || source != nil || device != nil || tactic != nil
            || technique != nil || resource != nil || account != nil || !period.isAny
    }

    /// Takes away all that `isNarrowed` asks about.
    mutating func widen() {
        severities = []
        assignee = .anybody
        (source, device, tactic, technique) = (nil, nil, nil, nil)
        (resource, account, search) = (nil, nil, nil)
        period = Period()
    }

    var subjects: [ResourceFilter] {
        var conditions: [ResourceFilter] = []
        if let source { conditions.append(.compare("is_issue_backed", .equal, .boolean(source == .issues))) }
        if let device {
            conditions.append(.compare(FieldPath(["security_device"], "id"), .equal, .text(device.rawValue)))
        }
        for tag in [tactic, technique].compactMap({ $0 }) {
            conditions.append(.compare(FieldPath(["attack_tags"], "tag"), .equal, .text(tag)))
        }
        if let resource {
            conditions.append(
                .any(
                    ["resource_name", "resource_id"].map {
                        .compare(FieldPath(["vendor_alerts"], $0), .equal, .text(resource))
                    }))
        }
        if let account {
            conditions.append(.compare(FieldPath(["vendor_alerts"], "account_name"), .equal, .text(account)))
        }
        return conditions
    }

    /// The list of alerts about one resource, closed ones too.
    static func about(resource: String) -> PageAddress {
        var filter = AlertListFilter()
        filter.resource = resource
        filter.status = .all
        return filter.address()
    }

    /// The list of alerts in one cloud account, closed ones too.
    static func about(account: String) -> PageAddress {
        var filter = AlertListFilter()
        filter.account = account
        filter.status = .all
        return filter.address()
    }
}
