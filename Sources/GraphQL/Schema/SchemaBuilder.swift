/// Turns the definitions of a schema document into types that refer to each other.
struct SchemaBuilder {
    struct Parts {
        let types: [NamedType]
        let directives: [DirectiveDefinition]
        let description: String?
        let queryType: NamedType
        let mutationType: NamedType?
        let subscriptionType: NamedType?
    }

    private let document: Document
    private var definitions: [TypeSystemDefinition] = []
    private var directiveDefinitions: [TypeSystemDefinition] = []
    private var schemaDefinition: TypeSystemDefinition?
    private var ids: [String: TypeID] = [:]
    private var builtInNames: Set<String> = []
    private var possibleTypes: [TypeID: [TypeID]] = [:]

    init(_ document: Document) {
        self.document = document
    }

    mutating func build() throws(GraphQLError) -> Parts {
        try collect()
        try collectPossibleTypes()
        var types: [NamedType] = []
        for (index, definition) in definitions.enumerated() {
            types.append(try namedType(definition, id: TypeID(index: index)))
        }
        var directives: [DirectiveDefinition] = []
        for definition in directiveDefinitions { directives.append(try directive(definition)) }
        guard let query = try rootType(.query, types) else {
            throw .schema("Query root type must be provided.", at: schemaDefinition?.location ?? Self.start)
        }
        return Parts(
            types: types, directives: directives, description: schemaDefinition?.description, queryType: query,
            mutationType: try rootType(.mutation, types), subscriptionType: try rootType(.subscription, types))
    }

    private static let start = SourceLocation(line: 1, column: 1)

    // MARK: Collecting

    private mutating func collect() throws(GraphQLError) {
        if let operation = document.operations.first {
            throw .schema("A schema document cannot contain an operation.", at: operation.location)
        }
        if let fragment = document.fragments.first {
            throw .schema("A schema document cannot contain a fragment.", at: fragment.location)
        }
        let builtIn = try Parser.parse(IntrospectionTypes.sdl, limits: .schema)
        builtInNames = Set(builtIn.typeSystem.map(\.name.text))
        for definition in document.typeSystem { try collect(definition) }
        let own = Set(directiveDefinitions.map(\.name.text))
        for definition in builtIn.typeSystem {
            switch definition.kind {
            case .directive:
                // A schema may define the standard directives itself.
                if !own.contains(definition.name.text) { directiveDefinitions.append(definition) }
            default: add(definition)
            }
        }
    }

    private mutating func collect(_ definition: TypeSystemDefinition) throws(GraphQLError) {
        switch definition.kind {
        case .schema:
            guard schemaDefinition == nil else {
                throw .schema("Must provide only one schema definition.", at: definition.location)
            }
            schemaDefinition = definition
        case .typeExtension:
            throw .schema(
                "Type extensions are not supported: write \"\(definition.name.text)\" in one definition.",
                at: definition.location)
        case .directive:
            try checkName(definition.name)
            guard !directiveDefinitions.contains(where: { $0.name.text == definition.name.text }) else {
                throw .schema(
                    "There can be only one directive named \"@\(definition.name.text)\".",
                    at: definition.name.location)
            }
            directiveDefinitions.append(definition)
        default:
            try checkName(definition.name)
            // The built-in scalars may be spelled out; anything else of that name would change their meaning.
            if definition.kind == .scalar, builtInNames.contains(definition.name.text) { return }
            guard ids[definition.name.text] == nil, !builtInNames.contains(definition.name.text) else {
                throw .schema(
                    "There can be only one type named \"\(definition.name.text)\".", at: definition.name.location)
            }
            add(definition)
        }
    }

    private mutating func add(_ definition: TypeSystemDefinition) {
        ids[definition.name.text] = TypeID(index: definitions.count)
        definitions.append(definition)
    }

    private func checkName(_ name: Name) throws(GraphQLError) {
        guard !name.text.hasPrefix("__") else {
            throw .schema(
                "Name \"\(name.text)\" must not begin with \"__\", which is reserved by GraphQL introspection.",
                at: name.location)
        }
    }

    private mutating func collectPossibleTypes() throws(GraphQLError) {
        for definition in definitions where definition.kind == .object {
            guard let id = ids[definition.name.text] else { continue }
            possibleTypes[id, default: []].append(id)
            for interface in definition.interfaces { possibleTypes[try self.id(interface), default: []].append(id) }
        }
        for definition in definitions where definition.kind == .union {
            guard let id = ids[definition.name.text] else { continue }
            for member in definition.members { possibleTypes[id, default: []].append(try self.id(member)) }
        }
    }

    // MARK: Building

    private func namedType(_ definition: TypeSystemDefinition, id: TypeID) throws(GraphQLError) -> NamedType {
        let name = definition.name.text
        let isBuiltIn = builtInNames.contains(name)
        var fields: [FieldDefinition] = []
        for field in definition.fields { fields.append(try self.field(field, isBuiltIn: isBuiltIn)) }
        var interfaces: [TypeID] = []
        for interface in definition.interfaces { interfaces.append(try self.id(interface)) }
        return NamedType(
            id: id, name: name, description: definition.description, kind: Self.kind(definition.kind),
            isBuiltIn: isBuiltIn, scalar: ScalarKind(rawValue: name) ?? .custom,
            specifiedByURL: definition.directives.first { $0.name.text == "specifiedBy" }?.argument("url")?.textValue,
            fields: fields, interfaces: interfaces, possibleTypes: possibleTypes[id] ?? [],
            values: definition.values.map { value in
                EnumValueDefinition(
                    name: value.name.text, description: value.description,
                    deprecationReason: Self.deprecation(value.directives))
            },
            inputFields: try inputs(definition.inputs))
    }

    private static func kind(_ kind: TypeSystemDefinition.Kind) -> TypeKind {
        switch kind {
        case .object: .object
        case .interface: .interface
        case .union: .union
        case .enumeration: .enumeration
        case .inputObject: .inputObject
        case .scalar, .schema, .directive, .typeExtension: .scalar
        }
    }

    private func field(_ node: FieldDefinitionNode, isBuiltIn: Bool) throws(GraphQLError) -> FieldDefinition {
        if !isBuiltIn { try checkName(node.name) }
        return FieldDefinition(
            name: node.name.text, description: node.description, arguments: try inputs(node.arguments),
            type: try reference(node.type), deprecationReason: Self.deprecation(node.directives))
    }

    private func inputs(_ nodes: [InputValueNode]) throws(GraphQLError) -> [InputValueDefinition] {
        var inputs: [InputValueDefinition] = []
        for node in nodes {
            try checkName(node.name)
            inputs.append(
                InputValueDefinition(
                    name: node.name.text, description: node.description, type: try reference(node.type),
                    defaultValue: node.defaultValue, deprecationReason: Self.deprecation(node.directives)))
        }
        return inputs
    }

    private func directive(_ definition: TypeSystemDefinition) throws(GraphQLError) -> DirectiveDefinition {
        var locations: [DirectiveLocation] = []
        for name in definition.locations {
            guard let location = DirectiveLocation(rawValue: name.text) else {
                throw .schema("Unexpected Name \"\(name.text)\".", at: name.location)
            }
            locations.append(location)
        }
        return DirectiveDefinition(
            name: definition.name.text, description: definition.description, isRepeatable: definition.isRepeatable,
            locations: locations, arguments: try inputs(definition.inputs))
    }

    private static func deprecation(_ directives: [Directive]) -> String? {
        guard let directive = directives.first(where: { $0.name.text == "deprecated" }) else { return nil }
        return directive.argument("reason")?.textValue ?? "No longer supported"
    }

    private func rootType(_ kind: OperationKind, _ types: [NamedType]) throws(GraphQLError) -> NamedType? {
        let name: Name
        if let schemaDefinition {
            guard let root = schemaDefinition.rootTypes.first(where: { $0.kind == kind }) else { return nil }
            name = root.type
        } else {
            let text = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
            guard let id = ids[text] else { return nil }
            name = definitions[id.index].name
        }
        let type = types[try id(name).index]
        guard type.kind == .object else {
            let word = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
            throw .schema("\(word) root type must be Object type, it cannot be \(type.name).", at: name.location)
        }
        return type
    }

    private func reference(_ node: TypeNode) throws(GraphQLError) -> TypeReference {
        switch node {
        case .named(let name): .named(try id(name))
        case .list(let item, _): .list(try reference(item))
        case .nonNull(let type): .nonNull(try reference(type))
        }
    }

    private func id(_ name: Name) throws(GraphQLError) -> TypeID {
        if let id = ids[name.text] { return id }
        let suggestions = Suggestions.of(name.text, among: Array(ids.keys))
        throw .schema("Unknown type \"\(name.text)\"." + Suggestions.question(suggestions), at: name.location)
    }
}

extension ValueLiteral {
    /// The text of a string literal.
    var textValue: String? {
        if case .string(let text) = content { text } else { nil }
    }
}
