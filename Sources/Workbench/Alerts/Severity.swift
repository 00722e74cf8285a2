/// How bad, in the workbench's own scale, worst first. It may differ from the vendor's.
public enum Severity: String, Sendable, CaseIterable, Codable, Comparable {
    case critical = "CRITICAL"
    case high = "HIGH"
    case medium = "MEDIUM"
    case low = "LOW"
    case testing = "TESTING"
    case tuning = "TUNING"

    /// 0 for the worst: the order of lists.
    public var rank: Int {
        switch self {
        case .critical: 0
        case .high: 1
        case .medium: 2
        case .low: 3
        case .testing: 4
        case .tuning: 5
        }
    }

    /// `a < b` when a is worse.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}
