import Workbench

/// MITRE ATT&CK ids in the forms in which Wiz gives them: "TA0043", "TA0043-T1595", "T1190 Exploit Public-Facing
/// Application", and names of tactics alone. Lists of Wiz hold repeats; these do not.
struct AttackReferences: Hashable, Sendable {
    private(set) var tactics: [String] = []
    private(set) var techniques: [String] = []

    /// The tactics of the enterprise matrix by name (MITRE ATT&CK v16).
    private static let tacticsByName: [String: String] = [
        "reconnaissance": "TA0043", "resource development": "TA0042", "initial access": "TA0001",
        "execution": "TA0002", "persistence": "TA0003", "privilege escalation": "TA0004", "defense evasion": "TA0005",
        "credential access": "TA0006", "discovery": "TA0007", "lateral movement": "TA0008", "collection": "TA0009",
        "command and control": "TA0011", "exfiltration": "TA0010", "impact": "TA0040",
    ]

    /// From a webhook's `mitreTactics` and `mitreTechniques`.
    init(webhook body: JSON) {
        for text in body.texts("mitreTactics") + body.texts("mitreTechniques") { read(text) }
        tidy()
    }

    /// From the `securitySubCategories` of rules; other frameworks than ATT&CK stand there, too.
    init(rules: [JSON]) {
        for category in rules.flatMap({ $0.objects("securitySubCategories") }) {
            guard let parent = category["category"],
                parent["framework"]?.text("name")?.uppercased().contains("MITRE ATT&CK") == true
            else { continue }
            if let name = parent.text("name") { read(name) }
            if let title = category.text("title") { read(title) }
        }
        tidy()
    }

    private mutating func read(_ text: String) {
        let words = text.uppercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }
        let count = tactics.count + techniques.count
        for word in words {
            if AttackReferences.isTactic(word) { tactics.append(String(word)) }
            if AttackReferences.isTechnique(word) { techniques.append(String(word)) }
        }
        guard tactics.count + techniques.count == count, let id = AttackReferences.tacticsByName[text.lowercased()]
        else { return }
        tactics.append(id)
    }

    private mutating func tidy() {
        tactics = tactics.withoutRepeats
        techniques = techniques.withoutRepeats
    }

    private static func isTactic(_ word: Substring) -> Bool {
        word.hasPrefix("TA") && areDigits(word.dropFirst(2), 4)
    }

    private static func isTechnique(_ word: Substring) -> Bool {
        guard word.hasPrefix("T") else { return false }
        let parts = word.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = parts.first, areDigits(number, 4) else { return false }
        return parts.count == 1 || areDigits(parts[1], 3)
    }

    private static func areDigits(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
