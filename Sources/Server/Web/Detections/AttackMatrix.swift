import Detection
import Workbench

/// The columns of ATT&CK's enterprise matrix, in its order (v19, which splits Defense Evasion).
enum AttackMatrix {
    static let tactics: [(id: String, name: String)] = AttackName.tactics.flatMap { tactic in
        tactic.id == "TA0005" ? [tactic, ("TA0112", "Defense Impairment")] : [tactic]
    }

    /// The name, or the id of a tactic that we do not know.
    static func name(of id: String) -> String { tactics.first { $0.id == id }?.name ?? id }

    /// "Credential Access (TA0006)".
    static func words(_ id: String) -> String {
        let name = name(of: id)
        return name == id ? id : "\(name) (\(id))"
    }

    struct Column: Hashable, Sendable {
        var id: String
        var name: String
        /// Techniques with the number of rules that name them, most rules first.
        var techniques: [(id: String, rules: Int)]

        static func == (left: Column, right: Column) -> Bool { left.id == right.id }
        func hash(into hasher: inout Hasher) { hasher.combine(id) }
    }

    /// What rules name. A technique stands in the column of every tactic of a rule that names it, because tags do not
    /// say which belongs to which.
    static func columns(_ rules: [Rule]) -> [Column] {
        tactics.map { tactic in
            var counts: [String: Int] = [:]
            for rule in rules where rule.tactics.contains(tactic.id) {
                for technique in Set(rule.techniques) { counts[technique, default: 0] += 1 }
            }
            let techniques = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return Column(id: tactic.id, name: tactic.name, techniques: techniques.map { ($0.key, $0.value) })
        }
    }
}
