/// Reads a rule's `detection` section: named searches, and the condition over them.
struct DetectionParser {
    /// - Parameters:
    ///   - name: what the section is called, for whoever reads the fault.
    ///   - others: members that are no searches and are read elsewhere.
    static func parse(
        _ section: YAMLNode, name: String = "detection", others: Set<String> = [], context: inout PackContext
    ) throws(RuleFault) -> Expression {
        guard let members = try section.members() else {
            throw RuleFault(section.line, "\(name) must be a map of searches and a condition")
        }
        var searches: [(name: String, expression: Expression)] = []
        var condition: YAMLNode.Member?
        for member in members {
            switch member.key {
            case _ where others.contains(member.key): continue
            case "condition": condition = member
            case "timeframe": throw RuleFault(member.line, "timeframe is not supported: it belongs to correlations")
            default:
                let parser = SearchParser(name: member.key)
                searches.append((member.key, try parser.parse(member.value, line: member.line, context: &context)))
            }
        }
        guard let condition else { throw RuleFault(section.line, "condition is missing") }
        guard !searches.isEmpty else { throw RuleFault(section.line, "\(name) has no searches") }
        return try parse(condition, searches)
    }

    /// A list of conditions is satisfied by any of them.
    private static func parse(
        _ condition: YAMLNode.Member, _ searches: [(name: String, expression: Expression)]
    ) throws(RuleFault) -> Expression {
        var alternatives: [Expression] = []
        for node in condition.value.elements ?? [condition.value] {
            guard let text = node.text else { throw RuleFault(condition.line, "condition must be text") }
            do throws(ConditionError) {
                alternatives.append(try ConditionParser.parse(text, searches: searches))
            } catch {
                throw RuleFault(node.line, "condition: \(error.reason)")
            }
        }
        guard let first = alternatives.first else { throw RuleFault(condition.line, "condition is empty") }
        return alternatives.count == 1 ? first : .any(alternatives)
    }
}

/// Reads one named search.
struct SearchParser {
    var name: String

    private static let depthLimit = 16

    func parse(_ node: YAMLNode, line: Int, context: inout PackContext) throws(RuleFault) -> Expression {
        try parse(node, line: line, depth: 0, context: &context)
    }

    /// A map: all its fields. A list: any of its elements. A text or number: anywhere in the event.
    private func parse(
        _ node: YAMLNode, line: Int, depth: Int, context: inout PackContext
    ) throws(RuleFault) -> Expression {
        guard depth < SearchParser.depthLimit else {
            throw RuleFault(line, "the search '\(name)' is nested too deeply")
        }
        if let members = try node.members() {
            guard !members.isEmpty else { throw RuleFault(line, "the search '\(name)' is empty") }
            var parts: [Expression] = []
            for member in members { parts.append(try FieldItemParser.parse(member, context: &context)) }
            return parts.count == 1 ? parts[0] : .all(parts)
        }
        if let elements = node.elements {
            guard !elements.isEmpty else { throw RuleFault(line, "the search '\(name)' is empty") }
            if elements.allSatisfy({ $0.scalar != nil }) { return try keywords(elements, line, &context) }
            var parts: [Expression] = []
            for element in elements {
                parts.append(try parse(element, line: element.line, depth: depth + 1, context: &context))
            }
            return .any(parts)
        }
        guard node.scalar != .null else { throw RuleFault(line, "the search '\(name)' is empty") }
        return try keywords([node], line, &context)
    }

    private func keywords(
        _ values: [YAMLNode], _ line: Int, _ context: inout PackContext
    ) throws(RuleFault) -> Expression {
        try FieldItemParser.parse(key: "", values: values, line: line, context: &context)
    }
}
