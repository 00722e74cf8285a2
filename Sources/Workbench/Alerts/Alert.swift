/// What an analyst works on: one or more vendor alerts that a detection rule found to show post-exploit behaviour.
public struct Alert: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable, Codable {
        case open = "OPEN"
        case inProgress = "IN_PROGRESS"
        case closed = "CLOSED"

        public var words: String {
            switch self {
            case .open: "Open"
            case .inProgress: "In progress"
            case .closed: "Closed"
            }
        }
    }

    public var id: ID<Alert>
    public var organizationID: ID<Organization>
    public var deviceID: ID<SecurityDevice>
    /// With its prefix: the product line and the rule's name ("Product: rule").
    public var name: String
    public var severity: Severity
    public var status: Status
    /// True when one of its vendor alerts is an issue: only then is anything written back.
    public var isIssueBacked: Bool
    public var kind: VendorAlert.Kind
    public var match: DetectionMatch
    public var closeReason: CloseReason?
    public var closeComment: String?
    public var assignedTo: ID<Actor>?
    /// The investigation or incident that it belongs to.
    public var investigationID: ID<Investigation>?
    public var statusUpdatedAt: Timestamp?
    public var statusUpdatedBy: ID<Actor>?
    /// Set when the vendor's console says something that a person here should know.
    public var vendorFlag: VendorFlag?
    /// How the signal that opened it came.
    public var source: Signal.Source
    /// When the vendor made the issue or detection, by the vendor's clock.
    public var vendorCreatedAt: Timestamp?
    /// Rises with every change; a writer that read an older one is refused.
    public var version: Int64
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp

    public init(
        id: ID<Alert>, organizationID: ID<Organization>, deviceID: ID<SecurityDevice>, name: String,
        severity: Severity, status: Status = .open, isIssueBacked: Bool, kind: VendorAlert.Kind,
        match: DetectionMatch, closeReason: CloseReason? = nil, closeComment: String? = nil,
        assignedTo: ID<Actor>? = nil, investigationID: ID<Investigation>? = nil, statusUpdatedAt: Timestamp? = nil,
        statusUpdatedBy: ID<Actor>? = nil,
        vendorFlag: VendorFlag? = nil, source: Signal.Source, vendorCreatedAt: Timestamp?, version: Int64 = 1,
        createdAt: Timestamp, createdBy: ID<Actor> = Actor.system, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.deviceID = deviceID
        self.name = name
        self.severity = severity
        self.status = status
        self.isIssueBacked = isIssueBacked
        self.kind = kind
        self.match = match
        self.closeReason = closeReason
        self.closeComment = closeComment
        self.assignedTo = assignedTo
        self.investigationID = investigationID
        self.statusUpdatedAt = statusUpdatedAt
        self.statusUpdatedBy = statusUpdatedBy
        self.vendorFlag = vendorFlag
        self.source = source
        self.vendorCreatedAt = vendorCreatedAt
        self.version = version
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
    }
}

/// Why an alert was opened: the rule, and which fields of the event it found.
public struct DetectionMatch: Hashable, Sendable, Codable {
    public struct Field: Hashable, Sendable, Codable {
        /// Dotted path in the detection event.
        public var path: String
        public var value: String

        public init(path: String, value: String) {
            self.path = path
            self.value = value
        }
    }

    public var ruleID: String
    public var ruleTitle: String
    /// The rule file's own version or modification date, so that an old alert can be explained after a change.
    public var ruleVersion: String
    public var fields: [Field]
    /// Titles of further rules that matched as well.
    public var alsoMatched: [String]
    /// What the rule tells an analyst to look at first.
    public var triage: [String]
    public var tactics: [String]
    public var techniques: [String]
    /// Why the alert has its severity: the rule's level and the resource's weight. Nil for alerts of older builds.
    public var severityReasons: [String]?

    public init(
        ruleID: String, ruleTitle: String, ruleVersion: String, fields: [Field], alsoMatched: [String] = [],
        triage: [String] = [], tactics: [String] = [], techniques: [String] = [], severityReasons: [String]? = nil
    ) {
        self.ruleID = ruleID
        self.ruleTitle = ruleTitle
        self.ruleVersion = ruleVersion
        self.fields = fields
        self.alsoMatched = alsoMatched
        self.triage = triage
        self.tactics = tactics
        self.techniques = techniques
        self.severityReasons = severityReasons
    }
}

extension DetectionMatch {
    /// Tactics and techniques; a sub-technique ("T1078.004") stands beside its technique ("T1078").
    public var attackTags: Set<String> {
        var tags = Set(tactics).union(techniques)
        for technique in techniques {
            if let parent = technique.split(separator: ".").first { tags.insert(String(parent)) }
        }
        return tags
    }
}

/// Something that happened to the issue in the vendor's console, not by our hand.
public struct VendorFlag: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// The vendor itself resolved it.
        case settledByVendor = "settled_by_vendor"
        /// A person resolved or dismissed it there.
        case closedByPerson = "closed_by_person"
        /// It was reopened there.
        case reopened
    }

    public var kind: Kind
    public var state: IssueState
    public var at: Timestamp

    public init(kind: Kind, state: IssueState, at: Timestamp) {
        self.kind = kind
        self.state = state
        self.at = at
    }
}
