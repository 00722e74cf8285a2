enum TypeKind: String, Sendable {
    case scalar = "SCALAR"
    case object = "OBJECT"
    case interface = "INTERFACE"
    case union = "UNION"
    case enumeration = "ENUM"
    case inputObject = "INPUT_OBJECT"

    /// Whether values of this kind have fields to select.
    var isComposite: Bool { self == .object || isAbstract }
    var isAbstract: Bool { self == .interface || self == .union }
    var isLeaf: Bool { self == .scalar || self == .enumeration }
    var isInput: Bool { isLeaf || self == .inputObject }
    var isOutput: Bool { self != .inputObject }
}

/// How values of a scalar are checked. Custom scalars take any value.
enum ScalarKind: String, Sendable {
    case int = "Int"
    case float = "Float"
    case string = "String"
    case boolean = "Boolean"
    case id = "ID"
    case custom
}

/// A type of a schema. Which parts are filled depends on the kind.
final class NamedType: Sendable {
    let id: TypeID
    let name: String
    let description: String?
    let kind: TypeKind
    /// Whether the specification defines it, rather than the schema's author.
    let isBuiltIn: Bool
    /// Of scalars.
    let scalar: ScalarKind
    let specifiedByURL: String?
    /// Of object types and interfaces, in the order of the schema.
    let fields: [FieldDefinition]
    let interfaces: [TypeID]
    /// The object types that an interface or union may be; an object type's only possible type is itself.
    let possibleTypes: [TypeID]
    /// Of enums.
    let values: [EnumValueDefinition]
    /// Of input objects.
    let inputFields: [InputValueDefinition]

    private let fieldsByName: [String: FieldDefinition]
    private let inputFieldsByName: [String: InputValueDefinition]
    private let valueNames: Set<String>
    private let possibleTypeSet: Set<TypeID>

    init(
        id: TypeID, name: String, description: String?, kind: TypeKind, isBuiltIn: Bool, scalar: ScalarKind,
        specifiedByURL: String?, fields: [FieldDefinition], interfaces: [TypeID], possibleTypes: [TypeID],
        values: [EnumValueDefinition], inputFields: [InputValueDefinition]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.isBuiltIn = isBuiltIn
        self.scalar = scalar
        self.specifiedByURL = specifiedByURL
        self.fields = fields
        self.interfaces = interfaces
        self.possibleTypes = possibleTypes
        self.values = values
        self.inputFields = inputFields
        fieldsByName = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        inputFieldsByName = Dictionary(inputFields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        valueNames = Set(values.map(\.name))
        possibleTypeSet = Set(possibleTypes)
    }

    func field(_ name: String) -> FieldDefinition? { fieldsByName[name] }
    func inputField(_ name: String) -> InputValueDefinition? { inputFieldsByName[name] }
    func hasValue(_ name: String) -> Bool { valueNames.contains(name) }
    func canBe(_ type: TypeID) -> Bool { possibleTypeSet.contains(type) }
    func sharesPossibleType(with other: NamedType) -> Bool { !possibleTypeSet.isDisjoint(with: other.possibleTypeSet) }
}

final class FieldDefinition: Sendable {
    let name: String
    let description: String?
    let arguments: [InputValueDefinition]
    let type: TypeReference
    let deprecationReason: String?

    init(
        name: String, description: String?, arguments: [InputValueDefinition], type: TypeReference,
        deprecationReason: String?
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.type = type
        self.deprecationReason = deprecationReason
    }

    func argument(_ name: String) -> InputValueDefinition? {
        arguments.first { $0.name == name }
    }
}

/// An argument, or a field of an input object.
final class InputValueDefinition: Sendable {
    let name: String
    let description: String?
    let type: TypeReference
    let defaultValue: ValueLiteral?
    let deprecationReason: String?

    init(
        name: String, description: String?, type: TypeReference, defaultValue: ValueLiteral?,
        deprecationReason: String?
    ) {
        self.name = name
        self.description = description
        self.type = type
        self.defaultValue = defaultValue
        self.deprecationReason = deprecationReason
    }

    var isRequired: Bool { type.isNonNull && defaultValue == nil }
}

struct EnumValueDefinition: Sendable {
    let name: String
    let description: String?
    let deprecationReason: String?
}

/// A directive that documents may use.
struct DirectiveDefinition: Sendable {
    let name: String
    let description: String?
    let isRepeatable: Bool
    let locations: [DirectiveLocation]
    let arguments: [InputValueDefinition]
}

/// Where a directive may stand (GraphQL specification §3.13).
enum DirectiveLocation: String, Sendable, CaseIterable {
    case query = "QUERY"
    case mutation = "MUTATION"
    case subscription = "SUBSCRIPTION"
    case field = "FIELD"
    case fragmentDefinition = "FRAGMENT_DEFINITION"
    case fragmentSpread = "FRAGMENT_SPREAD"
    case inlineFragment = "INLINE_FRAGMENT"
    case variableDefinition = "VARIABLE_DEFINITION"
    case schema = "SCHEMA"
    case scalar = "SCALAR"
    case object = "OBJECT"
    case fieldDefinition = "FIELD_DEFINITION"
    case argumentDefinition = "ARGUMENT_DEFINITION"
    case interface = "INTERFACE"
    case union = "UNION"
    case enumeration = "ENUM"
    case enumValue = "ENUM_VALUE"
    case inputObject = "INPUT_OBJECT"
    case inputFieldDefinition = "INPUT_FIELD_DEFINITION"
}
