/// A definition of a schema document (GraphQL specification §3). Which parts are filled depends on the kind.
struct TypeSystemDefinition: Sendable {
    enum Kind: String, Sendable {
        case schema, scalar
        case object = "type"
        case interface, union
        case enumeration = "enum"
        case inputObject = "input"
        case directive
        /// `extend …`, which a schema document here may not contain.
        case typeExtension = "extend"
    }

    let kind: Kind
    /// Empty for `schema`.
    var name: Name
    var description: String?
    var directives: [Directive] = []
    /// Of object types and interfaces.
    var interfaces: [Name] = []
    var fields: [FieldDefinitionNode] = []
    /// Of unions.
    var members: [Name] = []
    /// Of enums.
    var values: [EnumValueNode] = []
    /// The fields of an input object, or the arguments of a directive.
    var inputs: [InputValueNode] = []
    /// Of `schema`.
    var rootTypes: [(kind: OperationKind, type: Name)] = []
    /// Of directives.
    var isRepeatable = false
    var locations: [Name] = []
    let location: SourceLocation
}

struct FieldDefinitionNode: Sendable {
    let name: Name
    let description: String?
    let arguments: [InputValueNode]
    let type: TypeNode
    let directives: [Directive]
}

struct InputValueNode: Sendable {
    let name: Name
    let description: String?
    let type: TypeNode
    let defaultValue: ValueLiteral?
    let directives: [Directive]
}

struct EnumValueNode: Sendable {
    let name: Name
    let description: String?
    let directives: [Directive]
}
