public import Workbench

/// What a rule file says about itself: everything but how it matches.
public struct Rule: Hashable, Sendable, Identifiable {
    /// A lower-case UUID, the same for the rule's whole life.
    public var id: String
    /// What other documents may call it by, besides its id.
    public var name: String?
    public var title: String
    public var description: String
    public var status: Status
    public var level: Level
    public var author: String?
    /// When it was written and last changed, as the file says it.
    public var date: String?
    public var modified: String?
    public var logSource: LogSource
    /// All tags as written ("attack.t1059.004", "cve.2021-44228").
    public var tags: [String]
    /// MITRE ATT&CK tactic ids ("TA0006") from the tags.
    public var tactics: [String]
    /// MITRE ATT&CK technique ids ("T1059.004") from the tags.
    public var techniques: [String]
    public var references: [String]
    public var falsePositives: [String]
    /// What an analyst looks at first, in order.
    public var triage: [String]
    /// The members of `custom:` except triage steps and tests.
    public var custom: [String: JSON]
    public var tests: [RuleTest]
    /// Where it stands: the file and the line at which its document begins.
    public var file: String
    public var line: Int
    /// The document as it is written there.
    public var text: String
    /// What it counts; nil for a rule that looks at single events.
    public var correlation: Correlation?

    /// What an alert remembers of the rule's age: the date of its last change.
    public var version: String { modified ?? date ?? "undated" }

    /// How sure the authors are of the rule (Sigma specification, "status").
    public enum Status: String, Sendable, CaseIterable {
        case stable, test, experimental, deprecated, unsupported
    }

    /// How bad a match is (Sigma specification, "level"). A rule without one counts as medium.
    public enum Level: String, Sendable, CaseIterable, Comparable {
        case informational, low, medium, high, critical

        public var severity: Severity {
            switch self {
            case .critical: .critical
            case .high: .high
            case .medium: .medium
            case .low: .low
            case .informational: .tuning
            }
        }

        /// `a < b` when a is less bad.
        public static func < (left: Level, right: Level) -> Bool { left.severity.rank > right.severity.rank }
    }

    /// Which kind of events the author had in mind. It describes; it does not select (Docs/writing-rules.md).
    public struct LogSource: Hashable, Sendable {
        public var category: String?
        public var product: String?
        public var service: String?

        public init(category: String? = nil, product: String? = nil, service: String? = nil) {
            self.category = category
            self.product = product
            self.service = service
        }
    }
}
