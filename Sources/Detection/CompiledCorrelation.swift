import Workbench

/// A correlation with the fields it reads, for each of the rules whose matches it counts.
struct CompiledCorrelation: Sendable {
    let rule: Rule
    let correlation: Correlation
    /// By the id of the matching rule.
    let groupBy: [String: [FieldPath]]
    let field: [String: FieldPath]

    /// The most groups, and the most values, that one event counts in.
    private static let limit = 16

    /// How an event counts that a rule has matched. An event without one of the fields belongs to no group.
    func marks(_ ruleID: String, in reader: EventReader) -> [CorrelationMark] {
        var groups: [[String]] = [[]]
        for path in groupBy[ruleID] ?? [] {
            let values = CompiledCorrelation.texts(reader.values(at: path))
            groups = groups.flatMap { group in values.map { group + [$0] } }
            groups = Array(groups.prefix(CompiledCorrelation.limit))
        }
        var values = [""]
        if correlation.kind == .valueCount {
            values = field[ruleID].map { CompiledCorrelation.texts(reader.values(at: $0)) } ?? []
        }
        return groups.flatMap { group in
            values.map { value in
                CorrelationMark(
                    correlationID: rule.id, ruleID: ruleID, groupKey: CompiledCorrelation.key(group), value: value)
            }
        }
    }

    /// Values are compared as everywhere in a rule: without regard to case.
    private static func texts(_ values: [EventValue]) -> [String] {
        var texts: [String] = []
        for value in values {
            guard let bytes = value.foldedBytes, !bytes.isEmpty else { continue }
            let text = String(decoding: bytes.prefix(RuleMatch.valueLimit), as: UTF8.self)
            if !texts.contains(text) { texts.append(text) }
            if texts.count == limit { break }
        }
        return texts
    }

    private static func key(_ group: [String]) -> String {
        JSON.array(group.map(JSON.string)).text
    }
}

extension RulePack {
    /// A correlation by its rule's id.
    public func correlation(_ id: String) -> Correlation? {
        correlations.first { $0.rule.id == id }?.correlation
    }

    /// The verdict of a correlation on the events that satisfy it; nil when there is no such rule.
    public func detection(of id: String, over hits: [CorrelationHit]) -> Detection? {
        guard let known = correlations.first(where: { $0.rule.id == id }), let last = hits.last else { return nil }
        let rule = known.rule
        let correlation = known.correlation
        let group = (try? JSON(parsing: last.groupKey.utf8))?.array ?? []
        var fields = zip(correlation.groupBy, group).map { name, value in
            DetectionMatch.Field(path: name, value: value.string ?? "")
        }
        fields.append(.init(path: "correlation.events", value: String(Set(hits.map(\.vendorAlertID)).count)))
        if let field = correlation.field {
            let values = Set(hits.map(\.value)).sorted()
            fields.append(.init(path: field, value: values.prefix(20).joined(separator: ", ")))
        }
        let matched = Set(hits.map(\.ruleID))
        let match = DetectionMatch(
            ruleID: rule.id, ruleTitle: rule.title, ruleVersion: rule.version, fields: fields,
            alsoMatched: rules.filter { matched.contains($0.id) }.map(\.title), triage: rule.triage,
            tactics: rule.tactics, techniques: rule.techniques)
        return Detection(
            match: match, severity: rule.level.severity, grouping: nil,
            correlated: .init(key: last.groupKey, within: correlation.timespan))
    }
}
