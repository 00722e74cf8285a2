/// Why an alert was closed. The codes are the API's; the words are what an analyst picks from.
public enum CloseReason: String, Sendable, CaseIterable, Codable {
    case falsePositive = "FALSE_POSITIVE"
    case truePositive = "TRUE_POSITIVE"
    case other = "OTHER"
    case attackFailed = "ATTACK_FAILED"
    case policyViolation = "POLICY_VIOLATION"
    case activityBlocked = "ACTIVITY_BLOCKED"
    case testing = "TESTING"
    case unwantedSoftware = "PUP_PUA"
    case benign = "BENIGN"
    case misconfiguration = "IT_MISCONFIGURATION"
    case inconclusive = "INCONCLUSIVE"
    case suppressed = "SUPPRESSED"
    case phishingSimulation = "PHISHING_SIMULATION"
    case suppressedNewDevice = "SUPPRESSED_NEW_DEVICE"
    case suppressedThreshold = "SUPPRESSED_THRESHOLD_EXCEEDED"

    /// Reasons that only the system sets.
    public var isSystemOnly: Bool {
        self == .suppressed || self == .suppressedNewDevice || self == .suppressedThreshold
    }

    /// Those a person may choose, in the order of the form.
    public static let selectable: [CloseReason] = [
        .falsePositive, .benign, .testing, .truePositive, .attackFailed, .activityBlocked, .policyViolation,
        .misconfiguration, .unwantedSoftware, .inconclusive, .phishingSimulation, .other,
    ]

    public var words: String {
        switch self {
        case .falsePositive: "False positive"
        case .truePositive: "True positive"
        case .other: "Other"
        case .attackFailed: "Attack failed"
        case .policyViolation: "Policy violation"
        case .activityBlocked: "Activity blocked"
        case .testing: "Testing"
        case .unwantedSoftware: "Unwanted software"
        case .benign: "Benign"
        case .misconfiguration: "IT misconfiguration"
        case .inconclusive: "Inconclusive"
        case .suppressed: "Suppressed"
        case .phishingSimulation: "Phishing simulation"
        case .suppressedNewDevice: "Suppressed, new device"
        case .suppressedThreshold: "Suppressed, threshold exceeded"
        }
    }
}
