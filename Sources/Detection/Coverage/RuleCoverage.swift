import Workbench

/// How a rule pack stands against a list of issue types, and against ATT&CK.
///
/// Both halves are made hard. A post-exploit type is tried with nothing known but its name, because a rule that leans
/// on tactics or severity alone would make every name look covered. A posture type is tried with all that is known of
/// it, and also as a detection, because that is where a false alarm would come from.
public struct RuleCoverage: Sendable {
    public struct Row: Hashable, Sendable {
        public var type: IssueType
        /// Titles of the rules that match, strongest first.
        public var rules: [String]
    }

    public struct Tactic: Hashable, Sendable {
        /// MITRE ATT&CK id ("TA0006").
        public var id: String
        public var ruleCount: Int
        /// Techniques of the rules that name this tactic, sorted.
        public var techniques: [String]
    }

    public let rows: [Row]
    /// Sorted by id.
    public let tactics: [Tactic]

    public init(_ types: [IssueType], pack: RulePack) {
        rows = types.map { type in
            var titles: [String] = []
            for event in type.events {
                for match in pack.matches(event) where !titles.contains(match.rule.title) {
                    titles.append(match.rule.title)
                }
            }
            return Row(type: type, rules: titles)
        }
        tactics = RuleCoverage.tactics(of: pack.rules)
    }

    public var covered: [Row] { rows.filter { $0.type.isPostExploit && !$0.rules.isEmpty } }
    public var uncovered: [Row] { rows.filter { $0.type.isPostExploit && $0.rules.isEmpty } }
    /// Posture types on which a rule fires: each is a false alarm.
    public var falseAlarms: [Row] { rows.filter { !$0.type.isPostExploit && !$0.rules.isEmpty } }
    public var postExploitCount: Int { rows.count { $0.type.isPostExploit } }
    public var postureCount: Int { rows.count { !$0.type.isPostExploit } }

    private static func tactics(of rules: [Rule]) -> [Tactic] {
        var techniques: [String: Set<String>] = [:]
        var counts: [String: Int] = [:]
        for rule in rules {
            for tactic in rule.tactics {
                counts[tactic, default: 0] += 1
                techniques[tactic, default: []].formUnion(rule.techniques)
            }
        }
        return counts.keys.sorted().map {
            Tactic(id: $0, ruleCount: counts[$0] ?? 0, techniques: (techniques[$0] ?? []).sorted())
        }
    }
}

extension IssueType {
    /// The shapes in which the type may arrive: an issue, and a detection.
    var events: [DetectionEvent] {
        // A detector's own findings carry its name in front when they arrive as detections.
        let title = kind == "guardduty" ? "GuardDuty: \(name)" : name
        return [
            DetectionEvent(kind: isPostExploit ? .threat : .issue, content: content(named: name)),
            DetectionEvent(kind: .detection, content: content(named: title)),
        ]
    }

    private func content(named title: String) -> VendorAlertContent {
        let rule = VendorAlertContent.Rule(name: name)
        if isPostExploit { return VendorAlertContent(name: title, rule: rule) }
        return VendorAlertContent(
            name: title, severity: severity, rule: rule, tactics: tactics, techniques: techniques)
    }
}
