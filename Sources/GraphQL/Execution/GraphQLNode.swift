/// What a resolver returns for a field of object type: something that answers its own fields.
public protocol GraphQLNode: Sendable {
    /// The name of the concrete object type, for interfaces, unions and `__typename`.
    var typename: String { get }

    /// The value of one field. Throwing a `GraphQLError` makes the field null, with the error at its path (partial
    /// data). Any other error is reported as an internal one, without its text.
    func resolve(_ field: FieldCall) throws -> Resolved
}

/// A field as it is asked for.
public struct FieldCall: Sendable {
    public let name: String
    /// Coerced, with defaults applied. An argument that was neither given nor has a default is absent.
    public let arguments: GraphQLObject
    public let alias: String?
    /// The names of the sub-fields selected, merged over fragments, first level only: what a node need not compute.
    public let selectedFields: Set<String>

    public init(
        name: String, arguments: GraphQLObject = [:], alias: String? = nil, selectedFields: Set<String> = []
    ) {
        self.name = name
        self.arguments = arguments
        self.alias = alias
        self.selectedFields = selectedFields
    }
}

/// The value of a field.
public enum Resolved: Sendable {
    /// A leaf, or a whole tree whose keys are fields; a missing key is null. The type of an object in it is its
    /// `__typename` key, or the type that the schema says when that is an object type.
    case value(GraphQLValue)
    case node(any GraphQLNode)
    case nodes([any GraphQLNode])
    /// A list of anything, nulls and lists included.
    case list([Resolved])
    case null
}
