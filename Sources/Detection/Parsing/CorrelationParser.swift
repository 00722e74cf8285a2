/// A correlation as it is written, before the rules it names are known.
struct CorrelationDraft {
    var rule: Rule
    var kind: Correlation.Kind
    /// Ids or names.
    var references: [String]
    var groupBy: [String]
    var timespan: Double
    var threshold: Int
    var field: String?
    var generate: Bool
    /// The event's field behind a name in `group-by` or in the condition, for each rule that is named.
    var aliases: [String: [String: String]]
    /// Where `rules` stands.
    var line: Int
}

/// Reads the `correlation` section of a rule (Sigma specification 2.1, "correlation rules").
struct CorrelationParser {
    private let section: YAMLNode.Member
    private let members: [String: YAMLNode.Member]

    static func draft(_ section: YAMLNode.Member, of rule: Rule) throws(RuleFault) -> CorrelationDraft {
        guard let members = try section.value.members() else {
            throw RuleFault(section.line, "correlation must be a map of type, rules, timespan and so on")
        }
        let known: Set<String> = ["type", "rules", "group-by", "timespan", "condition", "aliases", "generate"]
        if let other = members.first(where: { !known.contains($0.key) }) {
            throw RuleFault(other.line, "a correlation has no member '\(other.key)'")
        }
        let parser = CorrelationParser(
            section: section,
            members: Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }))
        return try parser.draft(of: rule)
    }

    private func draft(of rule: Rule) throws(RuleFault) -> CorrelationDraft {
        let kind = try kind()
        guard let named = members["rules"] else { throw RuleFault(section.line, "the correlation names no rules") }
        let references = try texts(named)
        guard !references.isEmpty else { throw RuleFault(named.line, "the correlation names no rules") }
        let (threshold, field) = try condition(of: kind)
        return CorrelationDraft(
            rule: rule, kind: kind, references: references, groupBy: try members["group-by"].map(texts) ?? [],
            timespan: try timespan(), threshold: threshold, field: field, generate: try generate(),
            aliases: try aliases(), line: named.line)
    }

    private func kind() throws(RuleFault) -> Correlation.Kind {
        guard let member = members["type"], let text = member.value.text else {
            throw RuleFault(section.line, "the correlation has no type")
        }
        if let kind = Correlation.Kind(rawValue: text) { return kind }
        let known = Correlation.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw RuleFault(member.line, "correlations of type '\(text)' are not supported; there are \(known)")
    }

    /// "15m" as 900; units as the specification has them, a month of 30 and a year of 365 days.
    private func timespan() throws(RuleFault) -> Double {
        guard let member = members["timespan"], let text = member.value.text else {
            throw RuleFault(section.line, "the correlation has no timespan")
        }
        let units: [Character: Double] = [
            "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "M": 2_592_000, "y": 31_536_000,
        ]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (1...1_000_000).contains(number)
        else { throw RuleFault(member.line, "the timespan '\(text)' is none like 30s, 15m, 1h or 7d") }
        let seconds = Double(number) * unit
        guard seconds <= Correlation.timespanLimit else {
            throw RuleFault(member.line, "a timespan of more than 90 days is not supported")
        }
        return seconds
    }

    private func condition(of kind: Correlation.Kind) throws(RuleFault) -> (threshold: Int, field: String?) {
        let isTemporal = kind == .temporal || kind == .temporalOrdered
        guard let member = members["condition"] else {
            if isTemporal { return (1, nil) }
            throw RuleFault(section.line, "a correlation of type \(kind.rawValue) needs a condition")
        }
        guard let parts = try member.value.members() else {
            throw RuleFault(member.line, "extended conditions of correlations are not supported; write a map")
        }
        if isTemporal { throw RuleFault(member.line, "conditions of \(kind.rawValue) correlations are not supported") }
        var threshold: Int?
        var field: String?
        for part in parts {
            switch part.key {
            case "gte", "gt":
                guard threshold == nil, case .number(let number) = part.value.scalar, let count = number.integer,
                    count >= 0, count < Int64(Correlation.thresholdLimit)
                else {
                    let limit = Correlation.thresholdLimit
                    throw RuleFault(part.line, "'\(part.key)' needs one whole number below \(limit)")
                }
                threshold = part.key == "gt" ? Int(count) + 1 : Int(count)
            case "lt", "lte", "eq", "neq":
                throw RuleFault(
                    part.line, "'\(part.key)' in a correlation is not supported: more events may still come")
            case "field":
                guard let text = part.value.text else { throw RuleFault(part.line, "'field' must be one field") }
                field = text
            default: throw RuleFault(part.line, "a correlation's condition has no '\(part.key)'")
            }
        }
        guard let threshold, threshold > 0 else { throw RuleFault(member.line, "the condition needs 'gte' or 'gt'") }
        if kind == .valueCount, field == nil { throw RuleFault(member.line, "value_count needs a field to count") }
        if kind == .eventCount, field != nil { throw RuleFault(member.line, "event_count counts no field") }
        return (threshold, field)
    }

    private func generate() throws(RuleFault) -> Bool {
        guard let member = members["generate"] else { return false }
        guard case .bool(let value) = member.value.scalar else {
            throw RuleFault(member.line, "generate must be true or false")
        }
        return value
    }

    /// `aliases: {name: {rule: field}}`.
    private func aliases() throws(RuleFault) -> [String: [String: String]] {
        guard let member = members["aliases"] else { return [:] }
        guard let names = try member.value.members() else { throw RuleFault(member.line, "aliases must be a map") }
        var aliases: [String: [String: String]] = [:]
        for name in names {
            guard let fields = try name.value.members() else {
                throw RuleFault(name.line, "the alias '\(name.key)' must be a map of rules and fields")
            }
            for field in fields {
                guard let text = field.value.text else {
                    throw RuleFault(field.line, "the alias '\(name.key)' needs a field for '\(field.key)'")
                }
                aliases[name.key, default: [:]][field.key] = text
            }
        }
        return aliases
    }

    private func texts(_ member: YAMLNode.Member) throws(RuleFault) -> [String] {
        var texts: [String] = []
        for element in member.value.elements ?? [member.value] {
            guard let text = element.text else {
                throw RuleFault(element.line, "\(member.key) must be a list of texts")
            }
            if !texts.contains(text) { texts.append(text) }
        }
        return texts
    }
}

extension CorrelationDraft {
    /// Looks up the rules that are named.
    ///
    /// - Throws: when one does not exist, is a correlation itself, or a field has no usable path.
    func resolved(among rules: [Rule], context: inout PackContext) throws(RuleFault) -> CompiledCorrelation {
        var ids: [String] = []
        var groupPaths: [String: [FieldPath]] = [:]
        var valuePaths: [String: FieldPath] = [:]
        for reference in references {
            guard let target = rules.first(where: { $0.id == reference.lowercased() || $0.name == reference }) else {
                throw RuleFault(line, "the correlation names a rule that does not exist: \(reference)")
            }
            guard target.correlation == nil, target.id != rule.id else {
                throw RuleFault(line, "correlations of correlations are not supported: \(reference)")
            }
            guard !ids.contains(target.id) else { throw RuleFault(line, "the rule \(reference) is named twice") }
            ids.append(target.id)
            var paths: [FieldPath] = []
            for name in groupBy { paths.append(try path(name, reference, target, &context)) }
            groupPaths[target.id] = paths
            if let field { valuePaths[target.id] = try path(field, reference, target, &context) }
        }
        let correlation = Correlation(
            kind: kind, rules: ids, groupBy: groupBy, timespan: timespan, threshold: threshold, field: field,
            generate: generate)
        var rule = rule
        rule.correlation = correlation
        return CompiledCorrelation(rule: rule, correlation: correlation, groupBy: groupPaths, field: valuePaths)
    }

    private func path(
        _ name: String, _ reference: String, _ target: Rule, _ context: inout PackContext
    ) throws(RuleFault) -> FieldPath {
        let aliased = aliases[name]
        let field = aliased?[reference] ?? aliased?[target.id] ?? target.name.flatMap { aliased?[$0] } ?? name
        guard let path = context.path(field) else { throw RuleFault(line, "'\(field)' is no usable field path") }
        return path
    }
}
