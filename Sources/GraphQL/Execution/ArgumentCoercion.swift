/// The arguments of a field or directive, coerced and with defaults (GraphQL specification §6.4.1).
extension ValueCoercion {
    func arguments(
        _ definitions: [InputValueDefinition], given: [Argument], at location: SourceLocation
    ) throws(GraphQLError) -> GraphQLObject {
        var values = GraphQLObject()
        for definition in definitions {
            let literal = given.first { $0.name.text == definition.name }?.value
            if let literal, !isAbsent(literal) {
                values[definition.name] = try argument(definition, literal)
            } else if let value = defaultValue(of: definition) {
                values[definition.name] = value
            } else if definition.type.isNonNull {
                throw missing(definition, literal, at: location)
            }
        }
        return values
    }

    private func argument(
        _ definition: InputValueDefinition, _ literal: ValueLiteral
    ) throws(GraphQLError) -> GraphQLValue {
        if let value = value(of: literal, as: definition.type) { return value }
        if case .variable(let name) = literal.content, variables[name]?.isNull == true {
            throw GraphQLError(
                "Argument \"\(definition.name)\" of non-null type \"\(schema.text(of: definition.type))\" "
                    + "must not be null.", code: ErrorCode.badUserInput, at: [literal.location])
        }
        throw GraphQLError(
            "Argument \"\(definition.name)\" has invalid value \(literal.text.shortened).",
            code: ErrorCode.badUserInput, at: [literal.location])
    }

    private func missing(
        _ definition: InputValueDefinition, _ literal: ValueLiteral?, at location: SourceLocation
    ) -> GraphQLError {
        let words = "Argument \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\""
        if let literal {
            return GraphQLError(
                "\(words) was provided the variable \"\(literal.text)\" which was not provided a runtime value.",
                code: ErrorCode.badUserInput, at: [literal.location])
        }
        return GraphQLError("\(words) was not provided.", code: ErrorCode.badUserInput, at: [location])
    }

    /// Whether `@skip` and `@include` leave a selection in (GraphQL specification §3.13).
    func includes(_ directives: [Directive]) throws(GraphQLError) -> Bool {
        for directive in directives {
            let isSkip = directive.name.text == "skip"
            guard isSkip || directive.name.text == "include",
                let definition = schema.directive(named: directive.name.text)
            else { continue }
            let values = try arguments(
                definition.arguments, given: directive.arguments, at: directive.location)
            if values["if"]?.boolValue == isSkip { return false }
        }
        return true
    }
}
