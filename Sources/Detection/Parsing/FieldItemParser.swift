/// Reads one line of a search: a field with its modifiers, and the values that it is compared with.
struct FieldItemParser {
    static func parse(_ member: YAMLNode.Member, context: inout PackContext) throws(RuleFault) -> Expression {
        guard let values = member.value.elements ?? (member.value.scalar == nil ? nil : [member.value]) else {
            throw RuleFault(member.line, "'\(member.key)' must have a value or a list of values, not a map")
        }
        return try parse(key: member.key, values: values, line: member.line, context: &context)
    }

    /// - Parameter key: "field", "field|modifier|modifier", or "|modifier" and "" for searches in all of the event.
    static func parse(
        key: String, values: [YAMLNode], line: Int, context: inout PackContext
    ) throws(RuleFault) -> Expression {
        let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let field = parts.first ?? ""
        guard !values.isEmpty else { throw RuleFault(line, "'\(key)' has an empty list: it could never match") }
        var modifiers: [Modifier] = []
        for name in parts.dropFirst() {
            guard let modifier = Modifier(name: name) else { throw RuleFault(line, "unknown modifier '\(name)'") }
            guard !modifiers.contains(modifier) else { throw RuleFault(line, "the modifier '\(name)' stands twice") }
            modifiers.append(modifier)
        }
        let parser = FieldItemParser(key: key, line: line, path: try path(field, line, &context), modifiers: modifiers)
        return try parser.expression(values, &context)
    }

    private static func path(
        _ field: String, _ line: Int, _ context: inout PackContext
    ) throws(RuleFault) -> FieldPath? {
        guard !field.isEmpty else { return nil }
        guard let path = context.path(field) else { throw RuleFault(line, "'\(field)' is no usable field path") }
        return path
    }

    private let key: String
    private let line: Int
    /// Nil for a search in all of the event.
    private let path: FieldPath?
    private let modifiers: [Modifier]

    private func expression(_ values: [YAMLNode], _ context: inout PackContext) throws(RuleFault) -> Expression {
        var parts: [Expression] = []
        var tests: [ValueTest] = []
        for node in values {
            guard let scalar = node.scalar else { throw RuleFault(node.line, "'\(key)' has a value that is no scalar") }
            let chain = ModifierChain(modifiers: modifiers, isKeyword: path == nil)
            do throws(ModifierError) {
                switch try chain.apply(to: scalar, text: node.text ?? "", context: &context) {
                case .isAbsent: parts.append(try existence(false, node))
                case .exists(let expected): parts.append(try existence(expected, node))
                case .tests(let alternatives):
                    if modifiers.contains(.all) { parts.append(found(alternatives)) } else { tests += alternatives }
                }
            } catch {
                throw RuleFault(node.line, "'\(key)': \(error.reason)")
            }
        }
        if !tests.isEmpty { parts.append(found(tests)) }
        let linked: Expression = parts.count == 1 ? parts[0] : modifiers.contains(.all) ? .all(parts) : .any(parts)
        return modifiers.contains(.neq) ? .not(linked) : linked
    }

    private func found(_ tests: [ValueTest]) -> Expression {
        let tests = FieldItemParser.merged(tests)
        return path.map { .field($0, tests) } ?? .anywhere(tests)
    }

    /// The regular expressions of a list become one group.
    private static func merged(_ tests: [ValueTest]) -> [ValueTest] {
        var expressions: [RegularExpression] = []
        var others: [ValueTest] = []
        for test in tests {
            if case .matches(let group) = test { expressions += group.expressions } else { others.append(test) }
        }
        return expressions.isEmpty ? tests : others + [.matches(ExpressionGroup(expressions))]
    }

    private func existence(_ expected: Bool, _ node: YAMLNode) throws(ModifierError) -> Expression {
        guard let path else { throw ModifierError("null and exists need a field") }
        return .exists(path, expected)
    }
}
