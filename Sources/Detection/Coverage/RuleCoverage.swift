import Workbench

/// How a rule pack stands against a list of issue types, and against ATT&CK.
///
/// A type is tried as the vendor would send it, with nothing known but its name: once as an issue and once as a
/// detection. Tactics, techniques and severity are left out, because a rule that leans on them alone would make every
/// name look covered.
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
    /// The type as events that say nothing but its name, in every shape in which it may arrive.
    var events: [DetectionEvent] {
        let rule = VendorAlertContent.Rule(name: name)
        let issue = VendorAlertContent(name: name, rule: rule)
        let kind: VendorAlert.Kind = isPostExploit ? .threat : .issue
        // A detector's own findings carry its name in front when they arrive as detections.
        let detection = VendorAlertContent(name: self.kind == "guardduty" ? "GuardDuty: \(name)" : name, rule: rule)
        return [
            DetectionEvent(kind: kind, content: issue), DetectionEvent(kind: .detection, content: detection),
        ]
    }
}
