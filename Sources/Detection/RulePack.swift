import Foundation
public import Workbench

/// All detection rules of a workbench: parsed and compiled once, then only read.
public struct RulePack: Sendable {
    /// The usable rules, in the order of their files; correlations come last.
    public let rules: [Rule]
    /// Exclusions that stand in files of their own; each has been applied to the rules that it names.
    public let filters: [RuleFilter]
    /// What could not be used, in the order of the files. Nothing that is wrong stays unsaid.
    public let problems: [RuleProblem]
    /// Strongest level first.
    private let compiled: [CompiledRule]
    let correlations: [CompiledCorrelation]
    /// Rules that only count in correlations.
    private let counted: Set<String>
    private let index: CandidateIndex
    private let fieldCount: Int
    private let filter: RegularExpressionFilter

    /// - Parameter placeholders: the lists behind `expand`.
    public init(sources: [(file: String, text: String)], placeholders: PlaceholderLists = PlaceholderLists()) {
        self.init(sources: sources, placeholders: placeholders, unreadable: [])
    }

    private init(sources: [(file: String, text: String)], placeholders: PlaceholderLists, unreadable: [RuleProblem]) {
        var context = PackContext(placeholders: placeholders)
        var accepted: [CompiledRule] = []
        var drafts: [CorrelationDraft] = []
        var filters: [RuleFilter] = []
        var problems = unreadable
        var places: [String: String] = [:]
        for source in sources {
            let parsed = RuleParser.parse(source.text, file: source.file, context: &context)
            problems += parsed.problems
            for filter in parsed.filters {
                RulePack.claim(filter.id, filter.file, filter.line, &places, &problems) { filters.append(filter) }
            }
            for compiled in parsed.rules {
                let rule = compiled.rule
                RulePack.claim(rule.id, rule.file, rule.line, &places, &problems) { accepted.append(compiled) }
            }
            for draft in parsed.correlations {
                let rule = draft.rule
                RulePack.claim(rule.id, rule.file, rule.line, &places, &problems) { drafts.append(draft) }
            }
        }
        let correlations = RulePack.resolve(drafts, among: accepted.map(\.rule), &context, &problems)
        self.correlations = correlations
        counted = RulePack.counted(correlations)
        rules = accepted.map(\.rule) + correlations.map(\.rule)
        for filter in filters {
            for name in filter.unknownTargets(among: rules) {
                let reason = "the filter names a rule that does not exist: \(name)"
                problems.append(RuleProblem(file: filter.file, line: filter.line, reason: reason))
            }
        }
        self.filters = filters
        self.problems = problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
        compiled = accepted.map { $0.filtered(by: filters) }.enumerated()
            .sorted { ($1.element.rule.level, $0.offset) < ($0.element.rule.level, $1.offset) }
            .map(\.element)
        index = CandidateIndex(compiled.map(\.condition))
        fieldCount = context.paths.count
        filter = RegularExpressionFilter(context.expressions)
    }

    private static func resolve(
        _ drafts: [CorrelationDraft], among rules: [Rule], _ context: inout PackContext,
        _ problems: inout [RuleProblem]
    ) -> [CompiledCorrelation] {
        // A correlation is known by its kind while others look for the rules that they name.
        let known =
            rules
            + drafts.map { draft in
                var rule = draft.rule
                rule.correlation = Correlation(
                    kind: draft.kind, rules: [], groupBy: draft.groupBy, timespan: draft.timespan,
                    threshold: draft.threshold, field: draft.field, generate: draft.generate)
                return rule
            }
        var correlations: [CompiledCorrelation] = []
        for draft in drafts {
            do throws(RuleFault) {
                correlations.append(try draft.resolved(among: known, context: &context))
            } catch {
                problems.append(RuleProblem(file: draft.rule.file, line: error.line, reason: error.reason))
            }
        }
        return correlations
    }

    /// A rule opens alerts of its own unless every correlation that names it says no.
    private static func counted(_ correlations: [CompiledCorrelation]) -> Set<String> {
        let generating = Set(correlations.filter(\.correlation.generate).flatMap(\.correlation.rules))
        return Set(correlations.flatMap(\.correlation.rules)).subtracting(generating)
    }

    private static func claim(
        _ id: String, _ file: String, _ line: Int, _ places: inout [String: String], _ problems: inout [RuleProblem],
        accept: () -> Void
    ) {
        if let place = places[id] {
            problems.append(RuleProblem(file: file, line: line, reason: "the id \(id) is already taken by \(place)"))
        } else {
            places[id] = "\(file):\(line)"
            accept()
        }
    }

    /// All rules that match, strongest level first, each with the fields that made it match.
    public func matches(_ event: DetectionEvent) -> [RuleMatch] {
        matches(in: EventReader(event, fieldCount: fieldCount, filter: filter))
    }

    private func matches(in reader: EventReader) -> [RuleMatch] {
        index.candidates(in: reader).compactMap { compiled[$0].match(reader) }
    }

    /// Ids of the rules that match, found by trying every rule: what the index must never change.
    func matchesWithoutIndex(_ event: DetectionEvent) -> [String] {
        let reader = EventReader(event, fieldCount: fieldCount, filter: filter)
        return compiled.filter { $0.condition.holds(in: reader) }.map(\.rule.id)
    }

    /// Whether any rule looks at several events.
    public var hasCorrelations: Bool { !correlations.isEmpty }

    /// The strongest rule leads and the others are named beside it; nil when nothing matches but rules that only count
    /// in correlations.
    public func detect(_ event: DetectionEvent) -> Detection? { judge(event).detection }

    /// What the rules say of one event, and how it counts in correlations.
    public func judge(_ event: DetectionEvent) -> RuleVerdict {
        let reader = EventReader(event, fieldCount: fieldCount, filter: filter)
        let matches = matches(in: reader)
        let marks = correlations.flatMap { correlation in
            correlation.correlation.rules
                .filter { id in matches.contains { $0.rule.id == id } }
                .flatMap { correlation.marks($0, in: reader) }
        }
        return RuleVerdict(detection: detection(matches.filter { !counted.contains($0.rule.id) }), marks: marks)
    }

    private func detection(_ matches: [RuleMatch]) -> Detection? {
        guard let first = matches.first else { return nil }
        let rule = first.rule
        let match = DetectionMatch(
            ruleID: rule.id, ruleTitle: rule.title, ruleVersion: rule.version, fields: first.fields,
            alsoMatched: matches.dropFirst().map(\.rule.title), triage: rule.triage,
            tactics: rule.tactics, techniques: rule.techniques)
        return Detection(match: match, severity: rule.level.severity, grouping: rule.grouping)
    }

    /// Runs each rule's own test events through that rule, by the same way that events take.
    public func runTests() -> [RuleTestResult] { rules.flatMap(runTests) }

    /// Runs one rule's own test events.
    public func runTests(of rule: Rule) -> [RuleTestResult] {
        rule.tests.map { test in
            RuleTestResult(
                file: rule.file, line: test.line, ruleTitle: rule.title, testName: test.name,
                expected: test.fires, fired: matches(test.event).contains { $0.rule.id == rule.id })
        }
    }

    /// A rule by its id.
    public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    /// The filters that keep something out of a rule.
    public func filters(of rule: Rule) -> [RuleFilter] { filters.filter { $0.applies(to: rule) } }
}

extension RulePack {
    /// The largest rule file read, in bytes. A rule is a page of text.
    public static let fileLimit = 1_000_000

    /// Reads every `*.yml` and `*.yaml` below a folder, sorted by path, and the lists `placeholders/NAME.txt`. Malformed rules end up
    /// in `problems`; the others work.
    ///
    /// - Throws: `WorkbenchError.invalid` when there is no such folder, or it cannot be listed.
    public static func load(directory: String) throws(WorkbenchError) -> RulePack {
        var sources: [(file: String, text: String)] = []
        var lists: [String: [String]] = [:]
        var unreadable: [RuleProblem] = []
        let files = try ruleFiles(in: directory)
        if files.isEmpty {
            unreadable.append(RuleProblem(file: directory, line: 1, reason: "the folder holds no rule file (*.yml)"))
        }
        for file in files {
            do throws(RuleFault) {
                let text = try text(of: URL(fileURLWithPath: directory).appendingPathComponent(file))
                if let name = placeholderName(file) {
                    lists[name] = PlaceholderLists.values(in: text)
                } else {
                    sources.append((file, text))
                }
            } catch {
                unreadable.append(RuleProblem(file: file, line: error.line, reason: error.reason))
            }
        }
        return RulePack(sources: sources, placeholders: PlaceholderLists(lists), unreadable: unreadable)
    }

    /// Paths relative to the folder, sorted by their bytes so that every machine has the same order.
    private static func ruleFiles(in directory: String) throws(WorkbenchError) -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw .invalid("There is no folder \(directory) to read detection rules from.", field: "rules")
        }
        do {
            // A folder that is a link would be listed as empty.
            let folder = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
            return try FileManager.default.subpathsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") || placeholderName($0) != nil }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw .invalid("The rules in \(directory) cannot be listed: \(error.localizedDescription)", field: "rules")
        }
    }

    /// "administrators" for "placeholders/administrators.txt"; nil for any other file.
    private static func placeholderName(_ file: String) -> String? {
        guard file.hasPrefix("placeholders/"), file.hasSuffix(".txt") else { return nil }
        return String(file.dropFirst("placeholders/".count).dropLast(".txt".count))
    }

    private static func text(of file: URL) throws(RuleFault) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw RuleFault(1, "the file cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= fileLimit else { throw RuleFault(1, "the file is larger than \(fileLimit) bytes") }
        guard let text = String(validating: data, as: UTF8.self) else { throw RuleFault(1, "the file is not UTF-8") }
        return text
    }
}
