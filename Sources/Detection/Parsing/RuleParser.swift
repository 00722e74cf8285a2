import Workbench

/// What the documents of one file are.
struct ParsedRules {
    var rules: [CompiledRule] = []
    var correlations: [CorrelationDraft] = []
    var filters: [RuleFilter] = []
    var problems: [RuleProblem] = []
}

/// Turns rule files into compiled rules (Sigma specification 2.1, detection rules).
struct RuleParser {
    /// Every document of a file is a rule of its own; one that is malformed does not take the others with it.
    static func parse(
        _ text: String, file: String, context: inout PackContext
    ) -> ParsedRules {
        let source = RuleDocuments(text)
        var parsed = ParsedRules()
        for (index, document) in source.documents.enumerated() {
            do throws(RuleFault) {
                let parser = try RuleParser(document: document, text: source.text(ofDocument: index), file: file)
                if parser.members["filter"] != nil {
                    parsed.filters.append(try parser.filter(&context))
                } else if let correlation = parser.members["correlation"] {
                    parsed.correlations.append(try parser.correlation(correlation))
                } else {
                    parsed.rules.append(try parser.rule(&context))
                }
            } catch {
                parsed.problems.append(RuleProblem(file: file, line: error.line, reason: error.reason))
            }
        }
        if let fault = source.fault {
            parsed.problems.append(RuleProblem(file: file, line: fault.line, reason: fault.reason))
        } else if source.documents.isEmpty {
            parsed.problems.append(RuleProblem(file: file, line: 1, reason: "the file holds no rule"))
        }
        return parsed
    }

    private let file: String
    private let line: Int
    private let text: String
    private let members: [String: YAMLNode.Member]

    private init(document: YAMLNode, text: String, file: String) throws(RuleFault) {
        guard let members = try document.members() else {
            throw RuleFault(document.line, "a rule must be a map of title, id, detection and so on")
        }
        self.file = file
        self.text = text
        line = document.line
        self.members = Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func rule(_ context: inout PackContext) throws(RuleFault) -> CompiledRule {
        try refuseOtherDocuments()
        let rule = try header(try logSource())
        guard let detection = members["detection"] else { throw RuleFault(line, "detection is missing") }
        let condition = try DetectionParser.parse(detection.value, context: &context)
        return CompiledRule(rule: rule, condition: condition)
    }

    private func correlation(_ section: YAMLNode.Member) throws(RuleFault) -> CorrelationDraft {
        if let detection = members["detection"] {
            throw RuleFault(detection.line, "a correlation has no detection: write two documents")
        }
        let rule = try header(members["logsource"] == nil ? Rule.LogSource() : try logSource())
        if let test = rule.tests.first {
            throw RuleFault(test.line, "a correlation looks at several events; tests of one event are not supported")
        }
        return try CorrelationParser.draft(section, of: rule)
    }

    /// Everything but how it matches.
    private func header(_ logSource: Rule.LogSource) throws(RuleFault) -> Rule {
        var rule = Rule(
            id: try identifier(), name: try text("name"), title: try required("title"),
            description: try text("description") ?? "",
            status: try choice("status") ?? .experimental, level: try choice("level") ?? .medium,
            author: try text("author"), date: try text("date"), modified: try text("modified"),
            logSource: logSource, tags: try list("tags"), tactics: [], techniques: [],
            references: try list("references"), falsePositives: try list("falsepositives"), triage: [], custom: [:],
            tests: [], file: file, line: line, text: text)
        try sortTags(into: &rule)
        try readCustom(into: &rule)
        return rule
    }

    private func filter(_ context: inout PackContext) throws(RuleFault) -> RuleFilter {
        guard let section = members["filter"] else { throw RuleFault(line, "filter is missing") }
        guard let rules = try section.value.members()?.first(where: { $0.key == "rules" }) else {
            throw RuleFault(section.line, "filter needs 'rules': a list of ids or names, or 'any'")
        }
        let references = try texts(rules)
        let isAny = references.map { $0.lowercased() } == ["any"] || references.isEmpty
        let condition = try DetectionParser.parse(section.value, name: "filter", others: ["rules"], context: &context)
        return RuleFilter(
            id: try identifier(), title: try required("title"), description: try text("description") ?? "",
            logSource: try logSource(), targets: isAny ? .any : .rules(references), file: file, line: line,
            condition: condition)
    }

    private func refuseOtherDocuments() throws(RuleFault) {
        let others = [
            "action": "rule collections with 'action' are not supported"
        ]
        for (key, reason) in others.sorted(by: { $0.key < $1.key }) {
            if let member = members[key] { throw RuleFault(member.line, reason) }
        }
    }

    private func identifier() throws(RuleFault) -> String {
        guard let written = try text("id") else { return RuleParser.identifier(of: text) }
        let id = written.lowercased()
        let groups = id.split(separator: "-", omittingEmptySubsequences: false)
        let isUUID = groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
        guard isUUID else { throw RuleFault(members["id"]?.line ?? line, "the id '\(id)' is no UUID") }
        return id
    }

    /// For a rule without an id, which Sigma allows: made of its text, so that it stays the same as long as that does.
    private static func identifier(of text: String) -> String {
        func hash(_ seed: UInt64) -> String {
            let value = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        let digits = Array(hash(0xcbf2_9ce4_8422_2325) + hash(0x8422_2325_cbf2_9ce4))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }

    private func logSource() throws(RuleFault) -> Rule.LogSource {
        guard let member = members["logsource"] else { throw RuleFault(line, "logsource is missing") }
        guard let parts = try member.value.members() else {
            throw RuleFault(member.line, "logsource must be a map of category, product and service")
        }
        var source = Rule.LogSource()
        for part in parts {
            switch part.key {
            case "category": source.category = part.value.text
            case "product": source.product = part.value.text
            case "service": source.service = part.value.text
            default: continue
            }
        }
        return source
    }

    private func sortTags(into rule: inout Rule) throws(RuleFault) {
        for tag in rule.tags {
            guard let name = tag.firstIndex(of: ".").map({ tag[tag.index(after: $0)...] }), tag.hasPrefix("attack.")
            else { continue }
            switch AttackTag(name) {
            case .tactic(let id): if !rule.tactics.contains(id) { rule.tactics.append(id) }
            case .technique(let id): if !rule.techniques.contains(id) { rule.techniques.append(id) }
            case .other: continue
            // ATT&CK goes on; a name of tomorrow, or of its other matrices, makes a rule no worse.
            case nil: continue
            }
        }
    }

    /// Our own members, which other Sigma tools pass over.
    private func readCustom(into rule: inout Rule) throws(RuleFault) {
        guard let custom = members["custom"] else { return }
        guard let parts = try custom.value.members() else { throw RuleFault(custom.line, "custom must be a map") }
        for part in parts {
            switch part.key {
            case "triage": rule.triage = try texts(part)
            case "tests": rule.tests = try RuleTestParser.parse(part)
            case "group": rule.custom[part.key] = try GroupSetting.checked(part)
            default: rule.custom[part.key] = try part.value.json()
            }
        }
    }

    private func required(_ key: String) throws(RuleFault) -> String {
        guard let text = try text(key) else { throw RuleFault(members[key]?.line ?? line, "\(key) is missing") }
        return text
    }

    private func text(_ key: String) throws(RuleFault) -> String? {
        guard let member = members[key], member.value.scalar != .null else { return nil }
        guard let text = member.value.text else { throw RuleFault(member.line, "\(key) must be text") }
        let trimmed = text.trimmingWhitespace
        return trimmed.isEmpty ? nil : trimmed
    }

    private func list(_ key: String) throws(RuleFault) -> [String] {
        guard let member = members[key], member.value.scalar != .null else { return [] }
        return try texts(member)
    }

    private func texts(_ member: YAMLNode.Member) throws(RuleFault) -> [String] {
        var texts: [String] = []
        for element in member.value.elements ?? [member.value] {
            guard let text = element.text else {
                throw RuleFault(element.line, "\(member.key) must be a list of texts")
            }
            texts.append(text.trimmingWhitespace)
        }
        return texts
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws(RuleFault) -> Choice? {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text.lowercased()) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RuleFault(members[key]?.line ?? line, "the \(key) '\(text)' is none of \(names)")
        }
        return choice
    }
}

extension String {
    /// Without white space at either end; folded and literal YAML texts end in a line feed.
    var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
