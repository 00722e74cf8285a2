/// The answers to introspection (GraphQL specification §4.2), as nodes like any other.
struct SchemaNode: GraphQLNode {
    let schema: Schema

    var typename: String { "__Schema" }

    func resolve(_ field: FieldCall) -> Resolved {
        switch field.name {
        case "description": .text(schema.description)
        case "types": .nodes(schema.types.map(node))
        case "queryType": .node(node(schema.queryType))
        case "mutationType": schema.mutationType.map { .node(node($0)) } ?? .null
        case "subscriptionType": schema.subscriptionType.map { .node(node($0)) } ?? .null
        case "directives": .nodes(schema.directives.map { DirectiveNode(schema: schema, directive: $0) })
        default: .null
        }
    }

    private func node(_ type: NamedType) -> TypeNodeOfSchema {
        TypeNodeOfSchema(schema: schema, type: .named(type.id))
    }
}

/// `__Type`: a named type, or a list or non-null type around another.
struct TypeNodeOfSchema: GraphQLNode {
    let schema: Schema
    let type: TypeReference

    var typename: String { "__Type" }

    func resolve(_ field: FieldCall) -> Resolved {
        switch type {
        case .named(let id): resolve(field, schema.type(id))
        case .list(let item): resolveWrapper(field, kind: "LIST", of: item)
        case .nonNull(let nullable): resolveWrapper(field, kind: "NON_NULL", of: nullable)
        }
    }

    private func resolveWrapper(_ field: FieldCall, kind: String, of inner: TypeReference) -> Resolved {
        switch field.name {
        case "kind": .value(.enumeration(kind))
        case "ofType": .node(TypeNodeOfSchema(schema: schema, type: inner))
        default: .null
        }
    }

    private func resolve(_ field: FieldCall, _ type: NamedType) -> Resolved {
        switch field.name {
        case "kind": .value(.enumeration(type.kind.rawValue))
        case "name": .value(.string(type.name))
        case "description": .text(type.description)
        case "specifiedByURL": .text(type.specifiedByURL)
        case "fields" where type.kind == .object || type.kind == .interface:
            .nodes(
                type.fields.filter { field.shows($0.deprecationReason) }
                    .map { FieldNode(schema: schema, field: $0) })
        case "interfaces" where type.kind == .object || type.kind == .interface: .nodes(types(type.interfaces))
        case "possibleTypes" where type.kind.isAbstract: .nodes(types(type.possibleTypes))
        case "enumValues" where type.kind == .enumeration:
            .nodes(type.values.filter { field.shows($0.deprecationReason) }.map(EnumValueNodeOfSchema.init))
        case "inputFields" where type.kind == .inputObject: .inputs(type.inputFields, of: schema, for: field)
        default: .null
        }
    }

    private func types(_ ids: [TypeID]) -> [TypeNodeOfSchema] {
        ids.map { TypeNodeOfSchema(schema: schema, type: .named($0)) }
    }
}

private struct FieldNode: GraphQLNode {
    let schema: Schema
    let field: FieldDefinition

    var typename: String { "__Field" }

    func resolve(_ call: FieldCall) -> Resolved {
        switch call.name {
        case "name": .value(.string(field.name))
        case "description": .text(field.description)
        case "args": .inputs(field.arguments, of: schema, for: call)
        case "type": .node(TypeNodeOfSchema(schema: schema, type: field.type))
        case "isDeprecated": .value(.bool(field.deprecationReason != nil))
        case "deprecationReason": .text(field.deprecationReason)
        default: .null
        }
    }
}

private struct InputValueNodeOfSchema: GraphQLNode {
    let schema: Schema
    let input: InputValueDefinition

    var typename: String { "__InputValue" }

    func resolve(_ call: FieldCall) -> Resolved {
        switch call.name {
        case "name": .value(.string(input.name))
        case "description": .text(input.description)
        case "type": .node(TypeNodeOfSchema(schema: schema, type: input.type))
        case "defaultValue": .text(input.defaultValue?.text)
        case "isDeprecated": .value(.bool(input.deprecationReason != nil))
        case "deprecationReason": .text(input.deprecationReason)
        default: .null
        }
    }
}

private struct EnumValueNodeOfSchema: GraphQLNode {
    let value: EnumValueDefinition

    var typename: String { "__EnumValue" }

    func resolve(_ call: FieldCall) -> Resolved {
        switch call.name {
        case "name": .value(.string(value.name))
        case "description": .text(value.description)
        case "isDeprecated": .value(.bool(value.deprecationReason != nil))
        case "deprecationReason": .text(value.deprecationReason)
        default: .null
        }
    }
}

private struct DirectiveNode: GraphQLNode {
    let schema: Schema
    let directive: DirectiveDefinition

    var typename: String { "__Directive" }

    func resolve(_ call: FieldCall) -> Resolved {
        switch call.name {
        case "name": .value(.string(directive.name))
        case "description": .text(directive.description)
        case "isRepeatable": .value(.bool(directive.isRepeatable))
        case "locations": .value(.list(directive.locations.map { .enumeration($0.rawValue) }))
        case "args": .inputs(directive.arguments, of: schema, for: call)
        default: .null
        }
    }
}

extension FieldCall {
    /// Whether something with this deprecation is listed: deprecated things are only on request.
    fileprivate func shows(_ deprecationReason: String?) -> Bool {
        deprecationReason == nil || arguments["includeDeprecated"]?.boolValue == true
    }
}

extension Resolved {
    fileprivate static func text(_ text: String?) -> Resolved {
        text.map { .value(.string($0)) } ?? .null
    }

    fileprivate static func inputs(
        _ inputs: [InputValueDefinition], of schema: Schema, for call: FieldCall
    ) -> Resolved {
        .nodes(
            inputs.filter { call.shows($0.deprecationReason) }
                .map { InputValueNodeOfSchema(schema: schema, input: $0) })
    }
}
