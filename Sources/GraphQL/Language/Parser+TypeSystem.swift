extension Parser {
    mutating func optionalDescription() throws(GraphQLError) -> String? {
        guard token.kind == .string || token.kind == .blockString else { return nil }
        let text = token.text
        try advance()
        return text
    }

    /// A definition of a schema document; its description is read already.
    mutating func typeSystemDefinition(
        _ kind: TypeSystemDefinition.Kind, description: String?, start: SourceLocation
    ) throws(GraphQLError) -> TypeSystemDefinition {
        let keyword = token.location
        try advance()
        var definition = TypeSystemDefinition(
            kind: kind, name: Name(text: "", location: keyword), description: description, location: start)
        switch kind {
        case .schema: try schemaDefinition(&definition)
        case .directive: try directiveDefinition(&definition)
        case .typeExtension: try typeExtension(&definition)
        default: try typeDefinition(&definition)
        }
        return definition
    }

    private mutating func schemaDefinition(_ definition: inout TypeSystemDefinition) throws(GraphQLError) {
        definition.directives = try directives(constant: true)
        try expect(.leftBrace)
        repeat {
            let word = try name()
            guard let kind = OperationKind(rawValue: word.text) else {
                throw .syntax("Unexpected Name \"\(word.text.shortened)\".", at: word.location)
            }
            try expect(.colon)
            definition.rootTypes.append((kind, try name()))
        } while try !take(.rightBrace)
    }

    private mutating func directiveDefinition(_ definition: inout TypeSystemDefinition) throws(GraphQLError) {
        try expect(.at)
        definition.name = try name()
        definition.inputs = try inputValues(.leftParenthesis, .rightParenthesis)
        definition.isRepeatable = try takeKeyword("repeatable")
        try expectKeyword("on")
        definition.locations = try names(separatedBy: .pipe)
    }

    private mutating func typeDefinition(_ definition: inout TypeSystemDefinition) throws(GraphQLError) {
        definition.name = try name()
        if definition.kind == .object || definition.kind == .interface, try takeKeyword("implements") {
            definition.interfaces = try names(separatedBy: .ampersand)
        }
        definition.directives = try directives(constant: true)
        switch definition.kind {
        case .object, .interface:
            definition.fields = try fieldDefinitions()
        case .union:
            if try take(.equals) { definition.members = try names(separatedBy: .pipe) }
        case .enumeration:
            definition.values = try enumValues()
        case .inputObject:
            definition.inputs = try inputValues(.leftBrace, .rightBrace)
        case .schema, .scalar, .directive, .typeExtension:
            break
        }
    }

    /// Reads what is extended, so that an extension in an executable document is named in its refusal.
    private mutating func typeExtension(_ definition: inout TypeSystemDefinition) throws(GraphQLError) {
        guard token.kind == .name, let kind = TypeSystemDefinition.Kind(rawValue: token.text),
            kind != .directive, kind != .typeExtension
        else { throw unexpected() }
        let extended = try typeSystemDefinition(kind, description: nil, start: token.location)
        definition.name = extended.name
    }

    private mutating func names(separatedBy separator: TokenKind) throws(GraphQLError) -> [Name] {
        _ = try take(separator)
        var names: [Name] = []
        repeat {
            names.append(try name())
        } while try take(separator)
        return names
    }

    private mutating func fieldDefinitions() throws(GraphQLError) -> [FieldDefinitionNode] {
        guard try take(.leftBrace) else { return [] }
        var fields: [FieldDefinitionNode] = []
        repeat {
            let description = try optionalDescription()
            let name = try name()
            let arguments = try inputValues(.leftParenthesis, .rightParenthesis)
            try expect(.colon)
            fields.append(
                FieldDefinitionNode(
                    name: name, description: description, arguments: arguments, type: try type(),
                    directives: try directives(constant: true)))
        } while try !take(.rightBrace)
        return fields
    }

    private mutating func inputValues(_ open: TokenKind, _ close: TokenKind) throws(GraphQLError) -> [InputValueNode] {
        guard try take(open) else { return [] }
        var inputs: [InputValueNode] = []
        repeat {
            let description = try optionalDescription()
            let name = try name()
            try expect(.colon)
            inputs.append(
                InputValueNode(
                    name: name, description: description, type: try type(),
                    defaultValue: try take(.equals) ? try value(constant: true) : nil,
                    directives: try directives(constant: true)))
        } while try !take(close)
        return inputs
    }

    private mutating func enumValues() throws(GraphQLError) -> [EnumValueNode] {
        guard try take(.leftBrace) else { return [] }
        var values: [EnumValueNode] = []
        repeat {
            let description = try optionalDescription()
            let name = try name()
            guard !["true", "false", "null"].contains(name.text) else {
                throw .syntax(
                    "Name \"\(name.text)\" is reserved and cannot be used for an enum value.", at: name.location)
            }
            values.append(
                EnumValueNode(name: name, description: description, directives: try directives(constant: true)))
        } while try !take(.rightBrace)
        return values
    }
}
