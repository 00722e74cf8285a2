import Pipeline
import Workbench

/// Alerts of the last thirty days about the same resource, by the same actor or in the same account.
struct RelatedAlerts: Sendable {
    /// What they have in common.
    enum Tie: Hashable, Sendable {
        case resource(String), actor(String), account(String)
    }

    static let days = 30.0
    /// As many as are shown of each kind.
    static let limit = 5

    var tie: Tie
    /// The newest first, one more than is shown where there are more.
    var alerts: [Alert]

    /// In the order in which they matter; an alert stands under its first tie only.
    static func read(
        _ alert: Alert, _ vendorAlerts: [VendorAlert], scope: AccessScope, now: Timestamp, in tx: any Transaction
    )
        throws -> [RelatedAlerts]
    {
        var seen: Set<ID<Alert>> = [alert.id]
        var related: [RelatedAlerts] = []
        for tie in ties(vendorAlerts) {
            let query = ResourceQuery(
                scope: scope,
                filter: .all([
                    .compare("created_at", .greater, .time(now.adding(seconds: -days * 86_400))),
                    .compare(FieldPath(["organization"], "id"), .equal, .text(alert.organizationID.rawValue)),
                    tie.condition,
                ]),
                sort: [SortKey("created_at", isDescending: true)], limit: limit + seen.count + 1)
            let found = try tx.alerts.list(query).rows.filter { !seen.contains($0.id) }.prefix(limit + 1)
            guard !found.isEmpty else { continue }
            seen.formUnion(found.map(\.id))
            related.append(RelatedAlerts(tie: tie, alerts: Array(found)))
        }
        return related
    }

    private static func ties(_ vendorAlerts: [VendorAlert]) -> [Tie] {
        let content = (vendorAlerts.first(where: \.kind.isIssue) ?? vendorAlerts.first)?.content
        return [
            content?.subject?.displayName.map { Tie.resource($0) },
            content?.actors.first?.displayName.map { Tie.actor($0) },
            content?.subject?.accountWords.map { Tie.account($0) },
        ].compactMap { $0 }
    }
}

extension RelatedAlerts.Tie {
    fileprivate var condition: ResourceFilter {
        switch self {
        case .resource(let name): .compare(FieldPath(["vendor_alerts"], "resource_name"), .equal, .text(name))
        case .actor(let name): .compare(FieldPath(["vendor_alerts"], "actor_name"), .equal, .text(name))
        case .account(let name): .compare(FieldPath(["vendor_alerts"], "account_name"), .equal, .text(name))
        }
    }

    fileprivate var words: String {
        switch self {
        case .resource(let name): "Same resource: \(name.shortened(to: 120))"
        case .actor(let name): "Same actor: \(name.shortened(to: 120))"
        case .account(let name): "Same account: \(name.shortened(to: 120))"
        }
    }

    /// The list of all of them; nil where the list has no such filter.
    fileprivate var address: String? {
        switch self {
        case .resource(let name): AlertListFilter.about(resource: name).text
        case .actor: nil
        case .account(let name): AlertListFilter.about(account: name).text
        }
    }
}

/// As the alert's page shows them.
struct RelatedView: Sendable {
    struct Line: Sendable {
        var address: String
        var name: String
        var severity: SeverityMark
        var status: StateMark
        var created: TimeMark
    }

    var words: String
    var lines: [Line]
    /// Where all of them are; nil when those shown are all.
    var more: String?
    var hasMore: Bool

    init(_ related: RelatedAlerts, now: Timestamp) {
        words = related.tie.words
        lines = related.alerts.prefix(RelatedAlerts.limit).map { alert in
            Line(
                address: AlertRoutes.address(alert.id).text, name: alert.name.shortened(to: 160),
                severity: SeverityMark(alert.severity), status: StateMark(alert.status),
                created: TimeMark(alert.createdAt, now: now))
        }
        hasMore = related.alerts.count > RelatedAlerts.limit
        more = hasMore ? related.tie.address : nil
    }
}
