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
    /// What a correlation's events share; nil for rules that look at single events.
    public var correlated: Correlated?

    /// The group of a correlation's events.
    public struct Correlated: Hashable, Sendable {
        public var key: String
        /// Seconds after the newest event within which a further one joins.
        public var within: Double
    }

    /// The same verdict with another rule named beside its own.
    public func naming(_ other: Detection) -> Detection {
        var named = self
        for title in [other.match.ruleTitle] + other.match.alsoMatched
        where title != match.ruleTitle && !named.match.alsoMatched.contains(title) {
            named.match.alsoMatched.append(title)
        }
        return named
    }
}

/// What the rules say of one event.
public struct RuleVerdict: Hashable, Sendable {
    /// Nil when no rule matches that opens alerts by itself.
    public var detection: Detection?
    /// How it counts in correlations.
    public var marks: [CorrelationMark]
}
