/// How much a resource matters, and what that does to the severity of an alert about it.
///
/// The severity begins with the rule's level. The points of all factors that hold are added up: `raise` or more make
/// it one step worse, `lower` or less one step better, and never more than one step. Docs/writing-rules.md shows the
/// table.
public enum ResourceWeight {
    public struct Factor: Sendable {
        /// What an analyst reads.
        public let words: String
        public let points: Int
        let holds: @Sendable (VendorAlertContent) -> Bool
    }

    public static let raise = 3
    public static let lower = -2

    public static let factors: [Factor] = [
        Factor(words: "a project of high business impact", points: 2) { $0.impacts.contains("HBI") },
        Factor(words: "projects of low business impact only", points: -1) { $0.impacts == ["LBI"] },
        Factor(words: "a production environment", points: 1) { $0.environmentWords.contains("PRODUCTION") },
        Factor(words: "no production environment", points: -1) {
            !$0.environmentWords.isEmpty && $0.environmentWords.isSubset(of: ["DEVELOPMENT", "TESTING", "STAGING"])
        },
        Factor(words: "reachable from the internet", points: 1) { $0.riskWords.contains("EXTERNAL_EXPOSURE") },
        Factor(words: "high privileges", points: 1) { !$0.riskWords.isDisjoint(with: privileges) },
        Factor(words: "tagged as a crown jewel", points: 3) { $0.tagWords.contains(where: isCrownJewel) },
    ]

    private static let privileges: Set<String> = ["HIGH_PRIVILEGE", "ADMIN_PRIVILEGE", "EXCESSIVE_PRIVILEGE"]

    private static func isCrownJewel(_ tag: (key: String, value: String)) -> Bool {
        switch tag.key {
        case "crown-jewel": !["false", "no", "0"].contains(tag.value)
        case "criticality", "business-criticality": ["critical", "mission-critical", "highest"].contains(tag.value)
        default: tag.value == "crown-jewel"
        }
    }

    /// The severity of an alert, and why it is that: the rule's level first, then each factor that counted.
    public static func severity(of level: Severity, on content: VendorAlertContent) -> (Severity, reasons: [String]) {
        let held = factors.filter { $0.holds(content) }
        let sum = held.reduce(0) { $0 + $1.points }
        let rule = "the rule's level is \(level.rawValue.lowercased())"
        guard let place = scale.firstIndex(of: level) else { return (level, [rule]) }
        let step = sum >= raise ? -1 : sum <= lower ? 1 : 0
        let severity = scale[min(max(place + step, 0), scale.count - 1)]
        let counted = held.map { "\($0.words) (\($0.points > 0 ? "+" : "−")\(abs($0.points)))" }
        let outcome = severity == level ? [] : ["so it is \(severity.rawValue.lowercased())"]
        return (severity, [rule] + counted + outcome)
    }

    /// Those that a resource's weight may move; testing and tuning stay what they are.
    private static let scale: [Severity] = [.critical, .high, .medium, .low]
}

extension VendorAlertContent {
    fileprivate var impacts: Set<String> { Set(projects.compactMap { $0.businessImpact?.uppercased() }) }
    fileprivate var environmentWords: Set<String> { Set(environments.map { $0.uppercased() }) }
    fileprivate var riskWords: Set<String> { Set(risks.map { $0.uppercased() }) }

    /// With one spelling: lower case, and hyphens for underscores and spaces.
    fileprivate var tagWords: [(key: String, value: String)] {
        let all = [resource].compactMap { $0 } + resources
        return all.flatMap(\.tags).map { (plain($0.key), plain($0.value)) }
    }

    private func plain(_ text: String) -> String {
        text.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
    }
}
