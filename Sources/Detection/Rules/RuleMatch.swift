public import Workbench

/// A rule that matched an event, and what it saw.
public struct RuleMatch: Hashable, Sendable {
    public var rule: Rule
    /// The values that made it match, at most `fieldLimit`, each cut at `valueLimit` characters.
    public var fields: [DetectionMatch.Field]

    public static let fieldLimit = 20
    public static let valueLimit = 500
}

/// The verdict on an event that at least one rule matched.
public struct Detection: Hashable, Sendable {
    public var match: DetectionMatch
    public var severity: Severity
    /// How the rule's signals come together; nil when the rule says nothing.
    public var grouping: AlertGrouping?
}
