/// A tag of the `attack.` namespace (Sigma specification, appendix "tags").
enum AttackTag: Hashable {
    case tactic(String)
    case technique(String)
    /// A group, a piece of software, a campaign or the like: valid, and without meaning for an alert.
    case other

    /// Nil when the text after `attack.` is none that MITRE has.
    init?(_ name: Substring) {
        let name = name.lowercased().replacing("_", with: "-")
        if let id = AttackTag.tactics[name] {
            self = .tactic(id)
        } else if AttackTag.isTechnique(name) {
            self = .technique(name.uppercased())
        } else if name.hasPrefix("ta"), AttackTag.areDigits(name.dropFirst(2), count: 4) {
            self = .tactic(name.uppercased())
        } else if let first = name.first, "gsc".contains(first), AttackTag.areDigits(name.dropFirst(), count: 4) {
            self = .other
        } else {
            return nil
        }
    }

    /// Names of ATT&CK v18, and those into which v19 split Defense Evasion: Stealth kept its id.
    private static let tactics = [
        "reconnaissance": "TA0043", "resource-development": "TA0042", "initial-access": "TA0001",
        "execution": "TA0002", "persistence": "TA0003", "privilege-escalation": "TA0004",
        "defense-evasion": "TA0005", "stealth": "TA0005", "defense-impairment": "TA0112",
        "credential-access": "TA0006", "discovery": "TA0007", "lateral-movement": "TA0008",
        "collection": "TA0009", "command-and-control": "TA0011", "exfiltration": "TA0010", "impact": "TA0040",
    ]

    /// "t1059" or "t1059.004".
    private static func isTechnique(_ name: String) -> Bool {
        guard name.hasPrefix("t") else { return false }
        let parts = name.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, areDigits(first, count: 4) else { return false }
        return parts.count == 1 || (parts.count == 2 && areDigits(parts[1], count: 3))
    }

    private static func areDigits(_ text: Substring, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
