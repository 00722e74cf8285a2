import Detection
import Workbench

/// Reads the rules' folder anew and puts the rules in force: the next signal meets them.
public struct RuleReload: Sendable {
    /// What changed, by the rules' titles.
    public struct Outcome: Hashable, Sendable {
        public var ruleCount: Int
        public var added: [String]
        public var removed: [String]
        public var changed: [String]
    }

    private let active: ActiveRules
    private let directory: String

    public init(_ active: ActiveRules, directory: String) {
        self.active = active
        self.directory = directory
    }

    /// - Throws: `invalid` when the folder cannot be read, holds not one usable rule, or something in it cannot be used;
    ///   the present rules then stay, all of them.
    public func perform() throws(WorkbenchError) -> Outcome {
        let pack = try RulePack.load(directory: directory)
        guard pack.problems.isEmpty else { throw .invalid(RuleReload.refusal(pack.problems)) }
        guard !pack.rules.isEmpty else {
            throw .invalid("There is not one usable detection rule in the rules folder; nothing was changed.")
        }
        let before = Dictionary(active.pack.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(pack.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        active.replace(with: pack)
        return Outcome(
            ruleCount: pack.rules.count,
            added: pack.rules.filter { before[$0.id] == nil }.map(\.title),
            removed: before.values.filter { after[$0.id] == nil }.map(\.title).sorted(),
            changed: pack.rules.filter { rule in before[rule.id].map { $0 != rule } ?? false }.map(\.title))
    }

    /// The most problems that are named.
    private static let named = 5

    private static func refusal(_ problems: [RuleProblem]) -> String {
        let named = problems.prefix(RuleReload.named).map(\.description).joined(separator: "; ")
        let others = problems.count - RuleReload.named
        return "The present rules stay in force. " + named + (others > 0 ? "; and \(others) more" : "")
    }
}
