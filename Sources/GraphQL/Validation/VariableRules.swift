/// Variables that are defined, used, of input types and fit where they stand (GraphQL specification §5.8).
extension Validation {
    func checkVariableDefinitions(_ operation: OperationDefinition) {
        checkUnique(operation.variables.map(\.name)) { "There can be only one variable named \"$\($0)\"." }
        for variable in operation.variables {
            let innermost = variable.type.innermost
            if let type = schema.type(named: innermost.text) {
                if !type.kind.isInput {
                    report(
                        "Variable \"$\(variable.name.text)\" cannot be non-input type \"\(variable.type.text)\".",
                        at: variable.type.location)
                }
            } else {
                reportUnknownType(innermost)
            }
            check(variable.directives, at: .variableDefinition)
            if let value = variable.defaultValue {
                let type = schema.reference(to: variable.type)
                let isInput = type.map { schema.namedType(of: $0).kind.isInput } == true
                checkValue(value, type: isInput ? type : nil, hasDefault: false)
            }
        }
    }

    func checkVariableUse() {
        for scope in operationScopes {
            guard !isFull, let operation = scope.operation else { return }
            let defined = Dictionary(
                operation.variables.map { ($0.name.text, $0) }, uniquingKeysWith: { _, last in last })
            let words = operation.name.map { " by operation \"\($0.text)\"" } ?? ""
            var used: Set<String> = []
            for use in allUses(in: scope) {
                if let variable = defined[use.name] {
                    used.insert(use.name)
                    check(use, of: variable)
                } else {
                    report(
                        "Variable \"$\(use.name)\" is not defined\(words).", at: use.location, operation.location)
                }
            }
            let place = operation.name.map { " in operation \"\($0.text)\"" } ?? ""
            for variable in operation.variables where !used.contains(variable.name.text) {
                report("Variable \"$\(variable.name.text)\" is never used\(place).", at: variable.location)
            }
        }
    }

    /// The variables that an operation uses, itself and in all fragments it reaches.
    private func allUses(in scope: DefinitionScope) -> [VariableUse] {
        var uses = scope.variables
        for fragment in reachableFragments(from: scope) { uses += fragmentScopes[fragment]?.variables ?? [] }
        _ = spend(uses.count)
        return uses
    }

    /// The names of the fragments that a definition spreads, directly or through others.
    func reachableFragments(from scope: DefinitionScope) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        var pending = scope.spreads
        while let spread = pending.popLast() {
            guard seen.insert(spread.name.text).inserted, let next = fragmentScopes[spread.name.text] else { continue }
            guard spend(1 + next.spreads.count) else { break }
            names.append(spread.name.text)
            pending += next.spreads
        }
        return names
    }

    private func check(_ use: VariableUse, of variable: VariableDefinition) {
        guard let expected = use.type, let type = schema.reference(to: variable.type) else { return }
        guard !isAllowed(type, default: variable.defaultValue, in: expected, hasDefault: use.hasDefault) else { return }
        report(
            "Variable \"$\(use.name)\" of type \"\(schema.text(of: type))\" used in position expecting type "
                + "\"\(schema.text(of: expected))\".", at: variable.location, use.location)
    }

    /// GraphQL specification §5.8.5, IsVariableUsageAllowed.
    private func isAllowed(
        _ type: TypeReference, default value: ValueLiteral?, in expected: TypeReference, hasDefault: Bool
    ) -> Bool {
        if case .nonNull(let nullable) = expected, !type.isNonNull {
            let isNeverNull = value.map { !$0.isNull } ?? false
            return (isNeverNull || hasDefault) && schema.isSubtype(type, of: nullable)
        }
        return schema.isSubtype(type, of: expected)
    }
}
