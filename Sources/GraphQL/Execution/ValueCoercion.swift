/// Turns literals into values of the types that are expected (GraphQL specification §3.12, §6.4.1).
struct ValueCoercion {
    let schema: Schema
    /// Coerced already. A variable that was neither given nor has a default is absent.
    let variables: GraphQLObject

    /// The value of a literal as a type has it; nil when it is not one of that type.
    func value(of literal: ValueLiteral, as type: TypeReference) -> GraphQLValue? {
        if case .variable(let name) = literal.content {
            guard let value = variables[name], !(value.isNull && type.isNonNull) else { return nil }
            return value
        }
        switch type {
        case .nonNull(let nullable): return literal.isNull ? nil : value(of: literal, as: nullable)
        case .list(let item): return literal.isNull ? .null : list(literal, of: item)
        case .named(let id): return literal.isNull ? .null : named(literal, as: schema.type(id))
        }
    }

    private func list(_ literal: ValueLiteral, of item: TypeReference) -> GraphQLValue? {
        guard case .list(let literals) = literal.content else {
            return value(of: literal, as: item).map { .list([$0]) }
        }
        var values: [GraphQLValue] = []
        for literal in literals {
            if isAbsent(literal), !item.isNonNull {
                values.append(.null)
            } else {
                guard let value = value(of: literal, as: item) else { return nil }
                values.append(value)
            }
        }
        return .list(values)
    }

    private func named(_ literal: ValueLiteral, as type: NamedType) -> GraphQLValue? {
        switch type.kind {
        case .inputObject: return object(literal, as: type)
        case .enumeration:
            guard case .enumeration(let name) = literal.content, type.hasValue(name) else { return nil }
            return .enumeration(name)
        default: return type.scalar.fault(of: literal) == nil ? scalar(literal, as: type.scalar) : nil
        }
    }

    private func object(_ literal: ValueLiteral, as type: NamedType) -> GraphQLValue? {
        guard case .object(let given) = literal.content else { return nil }
        let literals = Dictionary(given.map { ($0.name.text, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard literals.keys.allSatisfy({ type.inputField($0) != nil }) else { return nil }
        var object = GraphQLObject()
        for field in type.inputFields {
            if let literal = literals[field.name], !isAbsent(literal) {
                guard let value = value(of: literal, as: field.type) else { return nil }
                object[field.name] = value
            } else if field.defaultValue != nil {
                guard let value = defaultValue(of: field) else { return nil }
                object[field.name] = value
            } else if field.type.isNonNull {
                return nil
            }
        }
        return .object(object)
    }

    /// A default is checked with the schema, so that nil means that there is none.
    func defaultValue(of input: InputValueDefinition) -> GraphQLValue? {
        input.defaultValue.flatMap { value(of: $0, as: input.type) }
    }

    /// Whether a literal is a variable without a value, which counts as not written at all.
    func isAbsent(_ literal: ValueLiteral) -> Bool {
        if case .variable(let name) = literal.content { variables[name] == nil } else { false }
    }

    private func scalar(_ literal: ValueLiteral, as scalar: ScalarKind) -> GraphQLValue {
        switch (scalar, literal.content) {
        case (.float, .int(let digits)): .float(Double(digits) ?? 0)
        case (.id, .int(let digits)): .string(digits)
        default: untyped(literal)
        }
    }

    /// The value a literal has of itself, which is what custom scalars take.
    private func untyped(_ literal: ValueLiteral) -> GraphQLValue {
        switch literal.content {
        case .variable(let name): return variables[name] ?? .null
        case .int(let digits): return Int64(digits).map { .int($0) } ?? .float(Double(digits) ?? 0)
        case .float(let digits): return .float(Double(digits) ?? 0)
        case .string(let text), .enumeration(let text): return .string(text)
        case .boolean(let flag): return .bool(flag)
        case .null: return .null
        case .list(let items): return .list(items.map(untyped))
        case .object(let fields): return .object(GraphQLObject(fields.map { ($0.name.text, untyped($0.value)) }))
        }
    }
}
