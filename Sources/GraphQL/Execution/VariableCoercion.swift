/// Checks the variables of a request against their definitions (GraphQL specification §6.1.2).
struct VariableCoercion {
    let schema: Schema
    private(set) var errors: [GraphQLError] = []
    private var variable: VariableDefinition?

    private static let maxErrors = 50
    /// Values from a request are no deeper; those a program makes up might be.
    private static let maxDepth = JSONReader.maxDepth

    init(schema: Schema) {
        self.schema = schema
    }

    mutating func coerce(_ definitions: [VariableDefinition], given: GraphQLObject) -> GraphQLObject {
        var values = GraphQLObject()
        for definition in definitions {
            guard let type = schema.reference(to: definition.type) else { continue }
            variable = definition
            if let value = coerce(definition, type: type, given: given[definition.name.text]) {
                values[definition.name.text] = value
            }
        }
        return values
    }

    private mutating func coerce(
        _ definition: VariableDefinition, type: TypeReference, given: GraphQLValue?
    ) -> GraphQLValue? {
        let words = "Variable \"$\(definition.name.text)\""
        switch given {
        case nil:
            if let literal = definition.defaultValue {
                return ValueCoercion(schema: schema, variables: [:]).value(of: literal, as: type)
            }
            if type.isNonNull {
                report("\(words) of required type \"\(definition.type.text)\" was not provided.")
            }
            return nil
        case .null? where type.isNonNull:
            report("\(words) of non-null type \"\(definition.type.text)\" must not be null.")
            return nil
        case let value?:
            return coerce(value, as: type, path: [])
        }
    }

    // MARK: Values

    /// - Returns: nil when the value is not of the type, which is reported.
    private mutating func coerce(_ value: GraphQLValue, as type: TypeReference, path: [PathElement]) -> GraphQLValue? {
        guard path.count <= Self.maxDepth else {
            fault("Expected a value that nests less deeply.", of: .null, at: [])
            return nil
        }
        switch type {
        case .nonNull(let nullable):
            guard !value.isNull else {
                fault("Expected non-nullable type \"\(schema.text(of: type))\" not to be null.", of: value, at: path)
                return nil
            }
            return coerce(value, as: nullable, path: path)
        case .list(let item):
            return value.isNull ? .null : coerceList(value, of: item, path: path)
        case .named(let id):
            return value.isNull ? .null : coerce(value, as: schema.type(id), path: path)
        }
    }

    private mutating func coerceList(
        _ value: GraphQLValue, of item: TypeReference, path: [PathElement]
    ) -> GraphQLValue? {
        guard case .list(let items) = value else { return coerce(value, as: item, path: path).map { .list([$0]) } }
        var values: [GraphQLValue] = []
        for (index, element) in items.enumerated() {
            if errors.count > Self.maxErrors { return nil }
            if let value = coerce(element, as: item, path: path + [.index(index)]) { values.append(value) }
        }
        return values.count == items.count ? .list(values) : nil
    }

    private mutating func coerce(_ value: GraphQLValue, as type: NamedType, path: [PathElement]) -> GraphQLValue? {
        switch type.kind {
        case .inputObject: return coerceObject(value, as: type, path: path)
        case .enumeration: return coerceEnum(value, as: type, path: path)
        default:
            switch type.scalar.parse(value) {
            case .success(let value): return value
            case .failure(let reason):
                fault(reason.message, of: value, at: path)
                return nil
            }
        }
    }

    private mutating func coerceEnum(_ value: GraphQLValue, as type: NamedType, path: [PathElement]) -> GraphQLValue? {
        guard let name = value.stringValue else {
            let text = value.inspected.shortened
            let suggestions = Suggestions.of(text, among: type.values.map(\.name))
            fault(
                "Enum \"\(type.name)\" cannot represent non-string value: \(text)."
                    + Suggestions.question(suggestions, about: "the enum value"), of: value, at: path)
            return nil
        }
        if type.hasValue(name) { return .enumeration(name) }
        let suggestions = Suggestions.of(name.shortened, among: type.values.map(\.name))
        fault(
            "Value \"\(name.shortened)\" does not exist in \"\(type.name)\" enum."
                + Suggestions.question(suggestions, about: "the enum value"), of: value, at: path)
        return nil
    }

    private mutating func coerceObject(
        _ value: GraphQLValue, as type: NamedType, path: [PathElement]
    ) -> GraphQLValue? {
        guard case .object(let given) = value else {
            fault("Expected type \"\(type.name)\" to be an object.", of: value, at: path)
            return nil
        }
        var object = GraphQLObject()
        var isWhole = true
        for field in type.inputFields {
            if let own = given[field.name] {
                let value = coerce(own, as: field.type, path: path + [.key(field.name)])
                if let value { object[field.name] = value } else { isWhole = false }
            } else if field.defaultValue != nil {
                object[field.name] = ValueCoercion(schema: schema, variables: [:]).defaultValue(of: field)
            } else if field.type.isNonNull {
                isWhole = false
                let words = schema.text(of: field.type)
                fault("Field \"\(field.name)\" of required type \"\(words)\" was not provided.", of: value, at: path)
            }
        }
        for key in given.keys where type.inputField(key) == nil {
            if errors.count > Self.maxErrors { return nil }
            isWhole = false
            let suggestions = Suggestions.question(Suggestions.of(key, among: type.inputFields.map(\.name)))
            fault(
                "Field \"\(key.shortened)\" is not defined by type \"\(type.name)\"." + suggestions, of: value, at: path
            )
        }
        return isWhole ? .object(object) : nil
    }

    // MARK: Errors

    private mutating func fault(_ reason: String, of value: GraphQLValue, at path: [PathElement]) {
        guard let name = variable?.name.text else { return }
        let place = path.reduce(into: name) { text, element in
            switch element {
            case .key(let key): text += ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        let words = path.isEmpty ? "" : " at \"\(place)\""
        report("Variable \"$\(name)\" got invalid value \(value.inspected.shortened)\(words); \(reason)")
    }

    private mutating func report(_ message: String) {
        guard errors.count <= Self.maxErrors else { return }
        if errors.count == Self.maxErrors {
            errors.append(
                GraphQLError(
                    "Too many errors processing variables, error limit reached. Execution aborted.",
                    code: ErrorCode.badUserInput))
            return
        }
        errors.append(
            GraphQLError(message, code: ErrorCode.badUserInput, at: variable.map { [$0.location] } ?? []))
    }
}
