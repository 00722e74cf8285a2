import Detection
import Pipeline
import Workbench

/// One detection rule: what it says, what it did, its tests, and what is kept out of it.
struct DetectionRulePage: Sendable {
    /// What the store knows of the rule.
    struct Facts: Sendable {
        var hits: [RuleHits]
        var alerts: [Alert]
        var suppressions: [Suppression]
        var organizations: [Organization]
    }

    struct Test: Sendable {
        var name: String
        var expected: String
        var verdict: StateMark
    }

    struct AlertLine: Sendable {
        var name: String
        var address: String
        var status: StateMark
        var reason: String?
        var created: TimeMark
    }

    struct Link: Sendable {
        var words: String
        var address: String
        var detail: String
    }

    struct Tag: Sendable {
        var words: String
        var address: String
    }

    var shell: Shell
    var title: String
    var severity: SeverityMark
    var status: String
    var kind: String
    var description: String
    var spark: Sparkline
    var rule: Copyable
    var version: String
    var place: String
    var tags: [Tag]
    var hasTags: Bool
    var counts: [String]
    var isCorrelation: Bool
    var references: [Tag]
    var hasReferences: Bool
    var falsePositives: [String]
    var hasFalsePositives: Bool
    var triage: [String]
    var hasTriage: Bool
    var alerts: [AlertLine]
    var hasAlerts: Bool
    var tests: [Test]
    var hasTests: Bool
    var filters: [Link]
    var hasFilters: Bool
    var suppressions: [Link]
    var hasSuppressions: Bool
    var source: String

    init(_ rule: Rule, in pack: RulePack, facts: Facts, now: Timestamp, shell: Shell) {
        self.shell = shell
        title = rule.title
        severity = SeverityMark(rule.level.severity)
        status = rule.status.rawValue
        kind = rule.correlation == nil ? "Looks at single events" : "Correlation"
        description = rule.description
        spark = Sparkline(
            Dictionary(facts.hits.map { ($0.day, $0.count) }, uniquingKeysWith: +), today: Sparkline.day(now))
        self.rule = Copyable(rule.id, what: "rule id", limit: 40)
        version = rule.version
        place = "\(rule.file):\(rule.line)"
        tags = DetectionRulePage.tags(of: rule)
        hasTags = !tags.isEmpty
        counts = rule.correlation.map { DetectionRulePage.words(of: $0, in: pack) } ?? []
        isCorrelation = !counts.isEmpty
        references = rule.references.compactMap { text in
            PageAddress.outside(text).map { Tag(words: text.shortened(to: 120), address: $0) }
        }
        hasReferences = !references.isEmpty
        falsePositives = rule.falsePositives
        hasFalsePositives = !falsePositives.isEmpty
        triage = rule.triage
        hasTriage = !triage.isEmpty
        alerts = facts.alerts.map { AlertLine($0, now: now) }
        hasAlerts = !alerts.isEmpty
        tests = pack.runTests(of: rule).map(Test.init)
        hasTests = !tests.isEmpty
        filters = pack.filters(of: rule).map {
            Link(words: $0.title, address: "", detail: "\($0.file):\($0.line)")
        }
        hasFilters = !filters.isEmpty
        suppressions = facts.suppressions.map {
            Link(
                words: $0.name, address: SuppressionRoutes.address($0.id).text,
                detail: counted($0.matchCount, "match", "matches"))
        }
        hasSuppressions = !suppressions.isEmpty
        source = rule.text
    }

    func html() throws -> String { try Templates.render(self, with: "DetectionRule") }

    private static func tags(of rule: Rule) -> [Tag] {
        rule.tactics.map {
            Tag(words: AttackMatrix.words($0), address: PageAddress("/detections").with("tactic", $0).text)
        }
            + rule.techniques.map {
                Tag(words: $0, address: PageAddress("/detections").with("technique", $0).text)
            }
    }

    private static func words(of correlation: Correlation, in pack: RulePack) -> [String] {
        let span = TimeMark.span(correlation.timespan)
        let names = correlation.rules.map { pack.rule($0)?.title ?? $0 }
        let what =
            switch correlation.kind {
            case .eventCount: "At least \(correlation.threshold) events within \(span)"
            case .valueCount:
                "At least \(correlation.threshold) different values of \(correlation.field ?? "") within \(span)"
            case .temporal: "Each of the rules within \(span)"
            case .temporalOrdered: "Each of the rules in this order within \(span)"
            }
        let groups = correlation.groupBy.isEmpty ? [] : ["With the same " + correlation.groupBy.joined(separator: ", ")]
        return [what] + groups + names.map { "Rule: \($0)" }
    }
}

extension DetectionRulePage.Test {
    init(_ result: RuleTestResult) {
        name = result.testName
        expected = result.expected ? "fires" : "stays silent"
        verdict =
            result.passed
            ? StateMark("Passes", shape: "✓", .good)
            : StateMark(result.fired ? "Fires" : "Stays silent", shape: "✗", .bad)
    }
}

extension DetectionRulePage.AlertLine {
    init(_ alert: Alert, now: Timestamp) {
        name = alert.name.shortened(to: 200)
        address = "/alerts/\(PageAddress.encoded(alert.id.rawValue))"
        status = StateMark(alert.status)
        reason = alert.status == .closed ? alert.closeReason?.words : nil
        created = TimeMark(alert.createdAt, now: now)
    }
}
