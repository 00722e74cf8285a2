public import Workbench

/// An event that stands beside a rule in its file, with what the rule must say about it.
public struct RuleTest: Hashable, Sendable {
    public var name: String
    public var event: DetectionEvent
    public var fires: Bool
    public var line: Int
}

/// How one of a rule's own tests went.
public struct RuleTestResult: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var ruleTitle: String
    public var testName: String
    public var expected: Bool
    public var fired: Bool

    public var passed: Bool { expected == fired }

    public var description: String {
        let verdict = passed ? "ok" : expected ? "should fire but is silent" : "should be silent but fires"
        return "\(file):\(line): \(ruleTitle): \(testName): \(verdict)"
    }
}
