import Workbench

/// Wiz's words for statuses, severities and reasons, and ours for them. Words that are new are kept as they are.
enum WizVocabulary {
    /// Set by Wiz itself, in a scan or by time, never by a person (Wiz: resolution reasons).
    private static let reasonsOfWiz: Set<String> = [
        "OBJECT_DELETED", "ISSUE_FIXED", "CONTROL_CHANGED", "CONTROL_DISABLED", "CONTROL_DELETED", "SEVERITY_CHANGED",
        "DETECTION_EXPIRED",
    ]

    static let threatType = "THREAT_DETECTION"

    /// Templates of webhooks write "In Progress" where the API writes "IN_PROGRESS".
    static func word(_ text: String) -> String {
        text.trimmed.uppercased().split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: "_")
    }

    /// Informational ranks as low: the workbench has no lower degree that means "nothing is wrong".
    static func severity(_ word: String?) -> Severity? {
        switch word {
        case "CRITICAL": .critical
        case "HIGH": .high
        case "MEDIUM": .medium
        case "LOW", "INFORMATIONAL": .low
        default: nil
        }
    }

    /// "Ignored" is what Wiz's console calls a rejected issue.
    static func status(_ word: String) -> IssueState.Status {
        switch word {
        case "OPEN": .open
        case "IN_PROGRESS": .inProgress
        case "RESOLVED": .resolved
        case "REJECTED", "IGNORED": .dismissed
        default: .other
        }
    }

    static func kind(ofType type: String?) -> VendorAlert.Kind {
        type == threatType ? .threat : .issue
    }

    /// Whether Wiz itself ended an issue. Only Wiz resolves issues that are no threats, whatever the reason says.
    static func isSettledByWiz(_ status: IssueState.Status, reason: String?, type: String?) -> Bool {
        guard status == .resolved || status == .dismissed else { return false }
        if let reason { return reasonsOfWiz.contains(reason) }
        return status == .resolved && type != nil && type != threatType
    }
}
