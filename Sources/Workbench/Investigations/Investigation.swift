/// What an analyst follows beyond one alert: alerts that belong together, what was found, and how it ended.
///
/// It is open for as long as it has no decision. An incident is an investigation that was confirmed.
public struct Investigation: Hashable, Sendable {
    public var id: ID<Investigation>
    public var organizationID: ID<Organization>
    /// "ACME-12": unique, for people to say aloud.
    public var shortLink: String
    public var title: String
    /// The alert it began with; nil while it has none.
    public var leadAlertID: ID<Alert>?
    public var isIncident: Bool
    /// When it last became an incident, or ceased to be one.
    public var incidentUpdatedAt: Timestamp?
    /// It was an incident once and was taken back.
    public var isDowngrade: Bool
    public var decision: Decision?
    public var closeComment: String?
    /// When it was last closed or reopened.
    public var statusUpdatedAt: Timestamp?
    public var statusUpdatedBy: ID<Actor>?
    public var assignedTo: ID<Actor>?
    /// What an analyst says of the attack, beside title and decision.
    public var assessment: Assessment
    /// Rises with every change; a writer that read an older one is refused.
    public var version: Int64
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<Investigation>, organizationID: ID<Organization>, shortLink: String, title: String,
        leadAlertID: ID<Alert>? = nil, isIncident: Bool = false, incidentUpdatedAt: Timestamp? = nil,
        isDowngrade: Bool = false, decision: Decision? = nil, closeComment: String? = nil,
        statusUpdatedAt: Timestamp? = nil, statusUpdatedBy: ID<Actor>? = nil, assignedTo: ID<Actor>? = nil,
        assessment: Assessment = Assessment(), version: Int64 = 1, createdAt: Timestamp, createdBy: ID<Actor>,
        updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.shortLink = shortLink
        self.title = title
        self.leadAlertID = leadAlertID
        self.isIncident = isIncident
        self.incidentUpdatedAt = incidentUpdatedAt
        self.isDowngrade = isDowngrade
        self.decision = decision
        self.closeComment = closeComment
        self.statusUpdatedAt = statusUpdatedAt
        self.statusUpdatedBy = statusUpdatedBy
        self.assignedTo = assignedTo
        self.assessment = assessment
        self.version = version
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    public var isOpen: Bool { decision == nil }

    /// "investigation" or "incident", for sentences.
    public var noun: String { isIncident ? "incident" : "investigation" }

    /// - Parameter number: counts up within the organization.
    public static func shortLink(of organization: Organization, number: Int64) -> String {
        "\(organization.shortName.uppercased())-\(number)"
    }
}

extension Investigation {
    /// How it ended. The codes are the API's (`investigations.decision`).
    public enum Decision: String, Sendable, CaseIterable, Codable {
        case falsePositive = "FALSE_POSITIVE"
        case truePositive = "TRUE_POSITIVE"
        /// Ended, without saying more.
        case closed = "CLOSED"
        case other = "OTHER"
        case attackFailed = "ATTACK_FAILED"
        case policyViolation = "POLICY_VIOLATION"
        case activityBlocked = "ACTIVITY_BLOCKED"
        case testing = "TESTING"
        case unwantedSoftware = "PUP_PUA"
        case benign = "BENIGN"
        case misconfiguration = "IT_MISCONFIGURATION"
        case inconclusive = "INCONCLUSIVE"
        case phishingSimulation = "PHISHING_SIMULATION"

        /// Those a person may choose, in the order of the form.
        public static let selectable: [Decision] = [
            .truePositive, .falsePositive, .benign, .testing, .attackFailed, .activityBlocked, .policyViolation,
            .misconfiguration, .unwantedSoftware, .inconclusive, .phishingSimulation, .closed, .other,
        ]

        /// The same as an alert's close reason; nil when the decision names none.
        public var closeReason: CloseReason? { CloseReason(rawValue: rawValue) }

        public var words: String { closeReason?.words ?? "Closed" }
    }

    /// What an analyst says of the attack.
    public struct Assessment: Hashable, Sendable {
        public var analystSeverity: AnalystSeverity?
        public var attackLifecycle: AttackLifecycle?
        public var attackTiming: AttackTiming?
        public var attackVector: AttackVector?
        public var detectionType: DetectionType?
        public var openReason: OpenReason?
        public var sourceReason: SourceReason?
        public var threatType: ThreatType?
        public var leadDescription: String?
        public var openSummary: String?
        public var nextSteps: String?
        public var criticalComment: String?
        public var malwareFamily: String?
        public var initialAttackVector: String?

        public init() {}
    }
}
