import Workbench

/// What detection rules did: which alerts they opened, and what was suppressed of it.
public protocol RuleHitStore {
    /// The alerts that each rule led on each day since a time.
    func perDay(scope: AccessScope, since time: Timestamp) throws -> [RuleHits]
    /// The alerts that a rule led, newest first.
    func alerts(rule: String, scope: AccessScope, since time: Timestamp?, limit: Int) throws -> [Alert]
    /// The suppressions that closed alerts of a rule, newest first.
    func suppressions(rule: String, scope: AccessScope) throws -> [Suppression]
}

/// A rule's alerts of one day.
public struct RuleHits: Hashable, Sendable {
    public var ruleID: String
    /// Days since 1970-01-01, UTC.
    public var day: Int
    public var count: Int

    public init(ruleID: String, day: Int, count: Int) {
        self.ruleID = ruleID
        self.day = day
        self.count = count
    }
}
