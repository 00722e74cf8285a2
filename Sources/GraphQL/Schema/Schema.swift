/// A type system, built once from its text and checked as a whole. It never changes afterwards.
public final class Schema: Sendable {
    let types: [NamedType]
    let directives: [DirectiveDefinition]
    let description: String?
    let queryType: NamedType
    let mutationType: NamedType?
    let subscriptionType: NamedType?

    private let typesByName: [String: NamedType]
    private let directivesByName: [String: DirectiveDefinition]
    private let metaFields: MetaFields

    /// Builds the schema that a document in the schema definition language describes.
    ///
    /// - Throws: a `GraphQLError` with the code GRAPHQL_PARSE_FAILED for text that does not parse, and
    ///   GRAPHQL_SCHEMA_INVALID for the first fault of the type system (GraphQL specification §3), with its place.
    public init(sdl: String) throws(GraphQLError) {
        let document = try Parser.parse(sdl, limits: .schema)
        var builder = SchemaBuilder(document)
        let parts = try builder.build()
        types = parts.types
        directives = parts.directives
        description = parts.description
        queryType = parts.queryType
        mutationType = parts.mutationType
        subscriptionType = parts.subscriptionType
        typesByName = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        directivesByName = Dictionary(directives.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        metaFields = try MetaFields(typesByName)
        try SchemaChecks(schema: self, document: document).run()
    }

    func type(_ id: TypeID) -> NamedType { types[id.index] }
    func type(named name: String) -> NamedType? { typesByName[name] }
    func directive(named name: String) -> DirectiveDefinition? { directivesByName[name] }

    /// The named type under all lists and exclamation marks.
    func namedType(of reference: TypeReference) -> NamedType { type(reference.innermost) }

    /// A field that can be selected on a type, `__typename` and the root's `__schema` and `__type` included.
    func field(_ name: String, on type: NamedType) -> FieldDefinition? {
        guard name.utf8.starts(with: "__".utf8) else { return type.field(name) }
        switch name {
        case "__typename" where type.kind.isComposite: return metaFields.typename
        case "__schema" where type.id == queryType.id: return metaFields.schema
        case "__type" where type.id == queryType.id: return metaFields.type
        default: return type.field(name)
        }
    }

    func rootType(of kind: OperationKind) -> NamedType? {
        switch kind {
        case .query: queryType
        case .mutation: mutationType
        case .subscription: subscriptionType
        }
    }

    /// A type as it is written in a document.
    func text(of reference: TypeReference) -> String {
        switch reference {
        case .named(let id): type(id).name
        case .list(let item): "[\(text(of: item))]"
        case .nonNull(let type): "\(text(of: type))!"
        }
    }

    /// The type that a document writes; nil when it names one that does not exist.
    func reference(to node: TypeNode) -> TypeReference? {
        switch node {
        case .named(let name): type(named: name.text).map { .named($0.id) }
        case .list(let item, _): reference(to: item).map { .list($0) }
        case .nonNull(let type): reference(to: type).map { .nonNull($0) }
        }
    }

    /// Whether every value of `type` is one of `other` (covariance of fields, GraphQL specification §3.6).
    func isSubtype(_ type: TypeReference, of other: TypeReference) -> Bool {
        switch (type, other) {
        case (.nonNull(let type), .nonNull(let other)): isSubtype(type, of: other)
        case (.nonNull(let type), _): isSubtype(type, of: other)
        case (_, .nonNull): false
        case (.list(let item), .list(let other)): isSubtype(item, of: other)
        case (.named(let id), .named(let other)): id == other || isNamedSubtype(id, of: other)
        default: false
        }
    }

    private func isNamedSubtype(_ id: TypeID, of other: TypeID) -> Bool {
        switch type(other).kind {
        case .interface: type(id).interfaces.contains(other)
        case .union: type(other).canBe(id)
        default: false
        }
    }
}

/// The fields that can be selected without being defined (GraphQL specification §4.1, §4.2).
private struct MetaFields {
    let typename: FieldDefinition
    let schema: FieldDefinition
    let type: FieldDefinition

    init(_ types: [String: NamedType]) throws(GraphQLError) {
        guard let string = types["String"], let schemaType = types["__Schema"], let typeType = types["__Type"] else {
            throw GraphQLError("The introspection types are missing.", code: ErrorCode.schemaInvalid)
        }
        let name = InputValueDefinition(
            name: "name", description: nil, type: .nonNull(.named(string.id)), defaultValue: nil,
            deprecationReason: nil)
        typename = Self.field("__typename", type: .nonNull(.named(string.id)))
        schema = Self.field("__schema", type: .nonNull(.named(schemaType.id)))
        type = Self.field("__type", arguments: [name], type: .named(typeType.id))
    }

    private static func field(
        _ name: String, arguments: [InputValueDefinition] = [], type: TypeReference
    ) -> FieldDefinition {
        FieldDefinition(name: name, description: nil, arguments: arguments, type: type, deprecationReason: nil)
    }
}

extension GraphQLLimits {
    /// Schemas come from the program, not from its clients; these only keep a mistake from running away.
    static let schema = GraphQLLimits(maxDocumentBytes: 64 << 20, maxTokens: 10_000_000, maxDepth: 64)
}

extension GraphQLError {
    static func schema(_ message: String, at locations: SourceLocation...) -> GraphQLError {
        GraphQLError(message, code: ErrorCode.schemaInvalid, at: locations)
    }
}
