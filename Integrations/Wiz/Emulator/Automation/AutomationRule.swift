import GraphQL

/// Where Wiz sends what, when something happens to an issue or a detection (Wiz: automation rules with a webhook).
struct AutomationRule: Sendable {
    enum Source: String, CaseIterable, Sendable {
        case issue = "ISSUE"
        case threats = "THREATS"
        case detection = "DETECTION"
    }

    enum Authorization: Sendable {
        case none
        case basic(user: String, password: String)
        case bearer(String)
    }

    /// What becomes of values that are empty texts, empty lists or null.
    enum Empties: String, CaseIterable, Sendable {
        case kept = "KEPT"
        case null = "NULL"
        case dropped = "DROPPED"
    }

    let id: WizID
    let name: String
    let source: Source
    let url: String
    var authorization = Authorization.none
    var headers: [(String, String)] = []
    /// For issues: the customer's own template in place of the usual one.
    var template: String?
    /// For detections: one event instead of a list, as some receivers see it.
    var sendsSingleEvent = false
    var empties = Empties.kept
    /// For issues and threats; detections are only ever created.
    var triggers = Set(IssueTrigger.allCases)
    /// Empty for all.
    var severities: Set<Severity> = []
}

extension AutomationRule {
    func wants(_ event: TenantEvent) -> Bool {
        switch event {
        case .issue(let issue, let trigger, _, _):
            let isMeant = source == .issue || (source == .threats && issue.type == .threatDetection)
            return isMeant && triggers.contains(trigger) && covers(issue.severity)
        case .detection(let detection): return source == .detection && covers(detection.severity)
        }
    }

    private func covers(_ severity: Severity) -> Bool {
        severities.isEmpty || severities.contains(severity)
    }
}
