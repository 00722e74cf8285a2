import ArgumentParser
import Detection
import Foundation
import Pipeline
import Workbench

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks, tests and tries the detection rules.",
        subcommands: [Check.self, Test.self, Coverage.self, Match.self, Replay.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Parses every rule and names what is wrong with file and line.")
        @OptionGroup var place: RulesOption
        @Argument(help: ArgumentHelp("A folder of rules instead of that of --rules.", valueName: "dir"))
        var folder: String?

        func run() throws {
            let pack = try RulePack.load(directory: try RulesFolder.find(folder ?? place.rules))
            for problem in pack.problems { Terminal.complain("\(problem.file):\(problem.line): \(problem.reason)") }
            Terminal.print("\(pack.rules.count) rules usable, \(pack.problems.count) problems.")
            guard pack.problems.isEmpty else { throw ExitCode.failure }
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Runs each rule's own test events.")
        @OptionGroup var place: RulesOption

        func run() throws {
            let pack = try RulePack.load(directory: try RulesFolder.find(place.rules))
            let results = pack.runTests()
            let failed = results.filter { $0.fired != $0.expected }
            for result in failed {
                Terminal.complain(
                    "\(result.file):\(result.line): \(result.ruleTitle), \(result.testName): expected to "
                        + (result.expected ? "fire, stayed silent" : "stay silent, fired"))
            }
            Terminal.print("\(results.count - failed.count) passed, \(failed.count) failed")
            guard failed.isEmpty, !results.isEmpty else { throw ExitCode.failure }
        }
    }

    struct Coverage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says which known issue types the rules find, and which ATT&CK techniques they name.")
        @OptionGroup var place: RulesOption
        @OptionGroup var data: DataOptions
        @Option(help: "A device: which rule names it has sent that no rule matches, most frequent first.")
        var device: String?
        @Flag(help: "Name every post-exploit type that no rule finds, and every posture type that one does.")
        var gaps = false

        func run() async throws {
            if let device { return try await RulesCommand.printCoverage(of: device, data, rules: place.rules) }
            let folder = try RulesFolder.find(place.rules)
            let list = try PayloadFile.bytes("\(folder)/\(IssueType.fileName)")
            let types = try IssueType.parse(csv: String(decoding: list, as: UTF8.self))
            let coverage = RuleCoverage(types, pack: try RulePack.load(directory: folder))
            Terminal.print(
                "\(coverage.covered.count) of \(coverage.postExploitCount) post-exploit types found, "
                    + "\(coverage.falseAlarms.count) of \(coverage.postureCount) posture types matched.")
            Terminal.printTable(
                ["TACTIC", "RULES", "TECHNIQUES"],
                coverage.tactics.map { [$0.id, String($0.ruleCount), $0.techniques.joined(separator: " ")] })
            guard gaps else { return }
            for row in coverage.uncovered { Terminal.print("not found: \(row.type.name)") }
            for row in coverage.falseAlarms {
                Terminal.print("false alarm: \(row.type.name): \(row.rules.joined(separator: "; "))")
            }
        }
    }

    struct Match: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints which rules fire on a payload, and why.",
            discussion: """
                FILE is a webhook body, an issue or detection node of the vendor's API, a JSON array or NDJSON of them; - \
                reads the standard input.
                """)
        @OptionGroup var place: RulesOption
        @Argument(help: ArgumentHelp("The file to read.", valueName: "file")) var file: String
        @Flag(help: "One JSON object a line, for programs.") var json = false

        func run() throws {
            let pack = try RulePack.load(directory: try RulesFolder.find(place.rules))
            for inspection in try PayloadFile.inspect(file) {
                guard case .success(.item(let item)) = inspection.result else {
                    Terminal.print(json ? RulesCommand.line(inspection.index, nil, []).text : inspection.words)
                    continue
                }
                let event = DetectionEvent(
                    kind: item.kind, content: item.content, state: item.state, raw: item.raw)
                let matches = pack.matches(event)
                Terminal.print(
                    json
                        ? RulesCommand.line(inspection.index, item.content.name, matches).text
                        : RulesCommand.words(inspection.index, item.content.name, matches))
            }
        }
    }

    private static func line(_ index: Int, _ name: String?, _ matches: [RuleMatch]) -> JSON {
        let rules = matches.map { match -> JSON in
            [
                "id": .string(match.rule.id), "title": .string(match.rule.title),
                "level": .string(match.rule.level.rawValue),
            ]
        }
        return ["index": .integer(Int64(index)), "name": JSON(name), "rules": .array(rules)]
    }

    private static func words(_ index: Int, _ name: String, _ matches: [RuleMatch]) -> String {
        guard !matches.isEmpty else { return "#\(index) \(name)\n   no rule fires" }
        let rules = matches.map { match in
            let fields = match.fields.map { "      \($0.path) = \($0.value)" }
            return (["   \(match.rule.level.rawValue): \(match.rule.title) (\(match.rule.id))"] + fields).joined(
                separator: "\n")
        }
        return (["#\(index) \(name)"] + rules).joined(separator: "\n")
    }
}
