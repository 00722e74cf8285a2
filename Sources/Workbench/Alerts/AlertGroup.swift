/// How signals of one rule come together in one alert, so that one cause does not open hundreds of them.
public struct AlertGrouping: Hashable, Sendable {
    /// What they have in common.
    public enum Subject: String, Sendable, CaseIterable {
        case resource, actor
        /// Every signal opens an alert of its own.
        case nothing = "none"
    }

    public var by: Subject
    /// Seconds after the newest signal within which a further one joins.
    public var within: Double

    public init(by: Subject, within: Double) {
        self.by = by
        self.within = within
    }

    /// For rules that say nothing: detections join by resource within an hour. An issue is a unit of the vendor's
    /// own making, and gets an alert of its own unless its rule says otherwise.
    public static func standard(for kind: VendorAlert.Kind) -> AlertGrouping {
        kind.isIssue ? AlertGrouping(by: .nothing, within: 0) : AlertGrouping(by: .resource, within: 3600)
    }

    /// The most vendor alerts in one alert; the next opens another.
    public static let memberLimit = 200

    /// What signals that belong together share; nil for those that stand alone.
    public func key(of content: VendorAlertContent, kind: VendorAlert.Kind) -> String? {
        let subject: String?
        switch by {
        case .nothing: subject = nil
        case .resource:
            let resource = content.resource ?? content.resources.first
            subject = resource?.providerID ?? resource?.id
        case .actor:
            subject = content.actors.first.flatMap { $0.externalID ?? $0.id ?? $0.name }
        }
        return subject.flatMap { $0.isEmpty ? nil : "\(kind.rawValue) \(by.rawValue) \($0)" }
    }
}

/// The alert that collects the signals of one rule about one resource or actor.
public struct AlertGroup: Hashable, Sendable {
    public var deviceID: ID<SecurityDevice>
    public var ruleID: String
    /// What the signals share; unique with device and rule.
    public var key: String
    public var alertID: ID<Alert>
    /// How many vendor alerts it holds.
    public var members: Int
    /// When the newest joined.
    public var lastAt: Timestamp

    public init(
        deviceID: ID<SecurityDevice>, ruleID: String, key: String, alertID: ID<Alert>, members: Int, lastAt: Timestamp
    ) {
        self.deviceID = deviceID
        self.ruleID = ruleID
        self.key = key
        self.alertID = alertID
        self.members = members
        self.lastAt = lastAt
    }
}
