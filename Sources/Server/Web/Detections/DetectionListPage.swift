import Detection
import Pipeline
import Workbench

/// All detection rules, busiest first, each with its alerts of the last days.
struct DetectionListPage: Sendable {
    struct Row: Sendable {
        var title: String
        var address: String
        var severity: SeverityMark
        var status: String
        var tactics: String
        var kind: String
        var spark: Sparkline
        var hasHits: Bool
    }

    /// Which rules are shown.
    struct Filter: Sendable {
        /// ATT&CK ids.
        var tactic: String?
        var technique: String?

        init(_ query: QueryItems) {
            tactic = query["tactic"].map { $0.uppercased() }
            technique = query["technique"].map { $0.uppercased() }
        }

        func includes(_ rule: Rule) -> Bool {
            (tactic.map(rule.tactics.contains) ?? true) && (technique.map(rule.techniques.contains) ?? true)
        }
    }

    var shell: Shell
    var tabs: [MenuLink]
    var count: String
    /// "Credential Access (TA0006)", when the list is narrowed down.
    var narrowed: String?
    var rows: [Row]
    var hasRows: Bool
    var problems: [String]
    var hasProblems: Bool

    init(_ pack: RulePack, hits: [RuleHits], filter: Filter, now: Timestamp, shell: Shell) {
        self.shell = shell
        tabs = DetectionRoutes.tabs("/detections")
        let today = Sparkline.day(now)
        var counts: [String: [Int: Int]] = [:]
        for hit in hits { counts[hit.ruleID, default: [:]][hit.day, default: 0] += hit.count }
        let rules = pack.rules.filter(filter.includes)
        let totals = counts.mapValues { $0.values.reduce(0, +) }
        rows = rules.sorted { left, right in
            (totals[right.id] ?? 0, left.level.severity.rank, left.title)
                < (totals[left.id] ?? 0, right.level.severity.rank, right.title)
        }
        .map { Row($0, counts[$0.id] ?? [:], today: today) }
        hasRows = !rows.isEmpty
        count = counted(rules.count, "rule", "rules")
        let words = [filter.tactic.map(AttackMatrix.words), filter.technique].compactMap { $0 }
        narrowed = words.isEmpty ? nil : words.joined(separator: ", ").shortened(to: 100)
        problems = pack.problems.prefix(50).map(\.description)
        hasProblems = !problems.isEmpty
    }

    func html() throws -> String { try Templates.render(self, with: "DetectionList") }
}

extension DetectionListPage.Row {
    init(_ rule: Rule, _ counts: [Int: Int], today: Int) {
        title = rule.title
        address = DetectionRoutes.address(rule.id).text
        severity = SeverityMark(rule.level.severity)
        status = rule.status.rawValue
        tactics = rule.tactics.map { AttackMatrix.name(of: $0) }.joined(separator: ", ")
        kind = rule.correlation == nil ? "Single events" : "Correlation"
        spark = Sparkline(counts, today: today)
        hasHits = !spark.isEmpty
    }
}
