import Workbench

/// What a list shows of an alert beside the alert's own row.
public struct AlertStanding: Hashable, Sendable {
    /// Of the first issue, or of the first detection when there is no issue.
    public var resourceName: String?
    public var resourceType: String?
    /// The cloud account's name, or its id when it has none.
    public var account: String?
    /// The vendor's newest known state: a live issue's before a settled one's. Nil for detections alone.
    public var issueState: IssueState?
    /// Of each issue's newest delivery the one that needs a person most; nil when nothing was ever to be written.
    public var deliveryState: Delivery.State?
    /// From the decision to its being written, for a delivery that is done.
    public var deliverySeconds: Double?

    public init(
        resourceName: String? = nil, resourceType: String? = nil, account: String? = nil,
        issueState: IssueState? = nil, deliveryState: Delivery.State? = nil, deliverySeconds: Double? = nil
    ) {
        self.resourceName = resourceName
        self.resourceType = resourceType
        self.account = account
        self.issueState = issueState
        self.deliveryState = deliveryState
        self.deliverySeconds = deliverySeconds
    }

    /// - Parameters:
    ///   - vendorAlerts: all that the alert rests on.
    ///   - deliveries: all of the alert's, oldest first.
    public init(vendorAlerts: [VendorAlert], deliveries: [Delivery]) {
        let issues = vendorAlerts.filter(\.kind.isIssue)
        let content = (issues.first ?? vendorAlerts.first)?.content
        let resource = content?.subject
        let states = issues.compactMap(\.state)
        var newest: [String: Delivery] = [:]
        for delivery in deliveries { newest[delivery.issueID] = delivery }
        let pressing = newest.values.min {
            ($0.state.urgency, $1.createdAt) < ($1.state.urgency, $0.createdAt)
        }
        self.init(
            resourceName: resource?.displayName,
            resourceType: resource?.nativeType ?? resource?.type,
            account: resource?.accountWords,
            issueState: states.first(where: \.isLive) ?? states.first,
            deliveryState: pressing?.state,
            deliverySeconds: pressing.flatMap { delivery in
                delivery.state == .done ? delivery.finishedAt?.seconds(since: delivery.createdAt) : nil
            })
    }
}

extension Delivery.State {
    /// 0 for what needs a person most.
    public var urgency: Int {
        switch self {
        case .conflict: 0
        case .refused: 1
        case .held: 2
        case .sending: 3
        case .pending: 4
        case .done: 5
        case .cancelled: 6
        }
    }
}

extension Transaction {
    /// Built from what every store answers; a store that can answer for a whole page in one query does so itself.
    public func standings(of alerts: [Alert]) throws -> [ID<Alert>: AlertStanding] {
        var standings: [ID<Alert>: AlertStanding] = [:]
        for alert in alerts {
            standings[alert.id] = AlertStanding(
                vendorAlerts: try self.alerts.vendorAlerts(of: alert.id),
                deliveries: try deliveries.list(alert: alert.id))
        }
        return standings
    }
}
