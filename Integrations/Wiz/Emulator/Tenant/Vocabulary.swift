/// The words of the API that the tenant stores (Wiz: issue types, statuses, severities and reasons).

enum Severity: String, CaseIterable, Sendable, Comparable {
    case informational = "INFORMATIONAL"
    case low = "LOW"
    case medium = "MEDIUM"
    case high = "HIGH"
    case critical = "CRITICAL"

    var rank: Int {
        switch self {
        case .informational: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .critical: 4
        }
    }

    static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

enum IssueType: String, CaseIterable, Sendable {
    case toxicCombination = "TOXIC_COMBINATION"
    case threatDetection = "THREAT_DETECTION"
    case cloudConfiguration = "CLOUD_CONFIGURATION"
    case attackSurface = "ATTACK_SURFACE"
    case riskToxicCombination = "RISK_TOXIC_COMBINATION"
}

enum IssueStatus: String, CaseIterable, Sendable {
    case open = "OPEN"
    case inProgress = "IN_PROGRESS"
    case resolved = "RESOLVED"
    case rejected = "REJECTED"

    /// Whether the issue still asks for work.
    var isLive: Bool { self == .open || self == .inProgress }
}

enum ResolutionReason: String, CaseIterable, Sendable {
    case objectDeleted = "OBJECT_DELETED"
    case issueFixed = "ISSUE_FIXED"
    case controlChanged = "CONTROL_CHANGED"
    case controlDisabled = "CONTROL_DISABLED"
    case controlDeleted = "CONTROL_DELETED"
    case severityChanged = "SEVERITY_CHANGED"
    case detectionExpired = "DETECTION_EXPIRED"
    case falsePositive = "FALSE_POSITIVE"
    case exception = "EXCEPTION"
    case wontFix = "WONT_FIX"
    case maliciousThreat = "MALICIOUS_THREAT"
    case notMaliciousThreat = "NOT_MALICIOUS_THREAT"
    case securityTestThreat = "SECURITY_TEST_THREAT"
    case plannedActionThreat = "PLANNED_ACTION_THREAT"
    case inconclusiveThreat = "INCONCLUSIVE_THREAT"

    /// Reasons a person may give when rejecting an issue.
    static let forRejecting: Set<ResolutionReason> = [.falsePositive, .exception, .wontFix]
    /// Reasons a person may give when resolving a threat.
    static let forThreats: Set<ResolutionReason> = [
        .maliciousThreat, .notMaliciousThreat, .securityTestThreat, .plannedActionThreat, .inconclusiveThreat,
    ]
}

enum DetectionType: String, CaseIterable, Sendable {
    case generatedThreat = "GENERATED_THREAT"
    case matchOnly = "MATCH_ONLY"
}
