/// A parsed document: operations and fragments to execute, definitions of a type system, or both.
struct Document: Sendable {
    var operations: [OperationDefinition] = []
    var fragments: [FragmentDefinition] = []
    var typeSystem: [TypeSystemDefinition] = []

    /// The fragments by name; of several with one name the first.
    var fragmentsByName: [String: FragmentDefinition] {
        Dictionary(fragments.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

struct Name: Sendable {
    let text: String
    let location: SourceLocation
}

final class OperationDefinition: Sendable {
    let kind: OperationKind
    let name: Name?
    let variables: [VariableDefinition]
    let directives: [Directive]
    let selectionSet: SelectionSet
    let location: SourceLocation

    init(
        kind: OperationKind, name: Name?, variables: [VariableDefinition], directives: [Directive],
        selectionSet: SelectionSet, location: SourceLocation
    ) {
        self.kind = kind
        self.name = name
        self.variables = variables
        self.directives = directives
        self.selectionSet = selectionSet
        self.location = location
    }
}

final class FragmentDefinition: Sendable {
    let name: Name
    let typeCondition: Name
    let directives: [Directive]
    let selectionSet: SelectionSet
    let location: SourceLocation

    init(
        name: Name, typeCondition: Name, directives: [Directive], selectionSet: SelectionSet, location: SourceLocation
    ) {
        self.name = name
        self.typeCondition = typeCondition
        self.directives = directives
        self.selectionSet = selectionSet
        self.location = location
    }
}

struct VariableDefinition: Sendable {
    /// Without the `$`.
    let name: Name
    let type: TypeNode
    let defaultValue: ValueLiteral?
    let directives: [Directive]
    let location: SourceLocation
}

/// A type as it is written.
indirect enum TypeNode: Sendable {
    case named(Name)
    case list(TypeNode, SourceLocation)
    case nonNull(TypeNode)

    /// The type under all lists and exclamation marks.
    var innermost: Name {
        switch self {
        case .named(let name): name
        case .list(let item, _): item.innermost
        case .nonNull(let type): type.innermost
        }
    }

    var location: SourceLocation {
        switch self {
        case .named(let name): name.location
        case .list(_, let location): location
        case .nonNull(let type): type.location
        }
    }

    var text: String {
        switch self {
        case .named(let name): name.text
        case .list(let item, _): "[\(item.text)]"
        case .nonNull(let type): "\(type.text)!"
        }
    }
}
