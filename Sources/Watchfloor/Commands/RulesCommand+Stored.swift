import ArgumentParser
import Detection
import Foundation
import Pipeline
import Storage
import Workbench

extension RulesCommand {
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what the rules of a folder would have made of what is stored, before they are in force.")
        @OptionGroup var place: DataOptions
        @OptionGroup var rules: RulesOption
        @Option(help: ArgumentHelp("Look at what came since then (2026-01-31T00:00:00Z).", valueName: "time"))
        var since: String

        func run() async throws {
            guard let since = Timestamp(since) else {
                throw WorkbenchError.invalid("--since is a date and time (RFC 3339).", field: "since")
            }
            let workbench = try await OfflineWorkbench(place)
            let folder = try RulesFolder.find(rules.rules ?? workbench.configuration.rulesDirectory)
            let replay = try await RuleReplay.run(
                try RulePack.load(directory: folder), since: since, in: workbench.store)
            func count(_ kind: RuleReplay.Difference.Kind) -> Int { replay.counts[kind] ?? 0 }
            Terminal.print(
                "Of \(replay.examined) issues and detections \(count(.opens)) would open alerts that are not there, "
                    + "\(count(.misses)) that have alerts would open none, and \(count(.differs)) would be led by "
                    + "another rule.")
            for difference in replay.differences {
                let change = "\(difference.before ?? "no rule") → \(difference.after ?? "no rule")"
                Terminal.print(
                    "  \(difference.kind.rawValue): \(difference.vendorAlert.content.name) "
                        + "(\(difference.vendorAlert.vendorID)): \(change)")
            }
        }
    }

    /// Prints which rule names a tenant has sent that no rule matches.
    static func printCoverage(of name: String, _ place: DataOptions, rules: String?) async throws {
        let workbench = try await OfflineWorkbench(place)
        let device = try await workbench.device(name)
        let folder = try RulesFolder.find(rules ?? workbench.configuration.rulesDirectory)
        let coverage = try await TenantCoverage.of(
            device.id, try RulePack.load(directory: folder), in: workbench.store)
        Terminal.print("\(coverage.matchedCount) of \(coverage.nameCount) rule names are matched.")
        guard !coverage.unmatched.isEmpty else { return }
        Terminal.printTable(
            ["COUNT", "KIND", "LAST SEEN", "NAME"],
            coverage.unmatched.map { [String($0.count), $0.kind.rawValue, $0.lastSeenAt.description, $0.name] })
    }
}
