/// What is between a pair of braces of an operation. A class, because rules remember what they found out about one.
final class SelectionSet: Sendable {
    let selections: [Selection]
    let location: SourceLocation

    init(_ selections: [Selection], location: SourceLocation) {
        self.selections = selections
        self.location = location
    }
}

enum Selection: Sendable {
    case field(FieldSelection)
    case spread(FragmentSpread)
    case inline(InlineFragment)
}

final class FieldSelection: Sendable {
    let alias: Name?
    let name: Name
    let arguments: [Argument]
    let directives: [Directive]
    let selectionSet: SelectionSet?

    init(
        alias: Name?, name: Name, arguments: [Argument], directives: [Directive], selectionSet: SelectionSet?
    ) {
        self.alias = alias
        self.name = name
        self.arguments = arguments
        self.directives = directives
        self.selectionSet = selectionSet
    }

    /// The key of the field in the response.
    var responseKey: String { alias?.text ?? name.text }
    var location: SourceLocation { alias?.location ?? name.location }
}

final class FragmentSpread: Sendable {
    let name: Name
    let directives: [Directive]
    let location: SourceLocation

    init(name: Name, directives: [Directive], location: SourceLocation) {
        self.name = name
        self.directives = directives
        self.location = location
    }
}

final class InlineFragment: Sendable {
    let typeCondition: Name?
    let directives: [Directive]
    let selectionSet: SelectionSet
    let location: SourceLocation

    init(typeCondition: Name?, directives: [Directive], selectionSet: SelectionSet, location: SourceLocation) {
        self.typeCondition = typeCondition
        self.directives = directives
        self.selectionSet = selectionSet
        self.location = location
    }
}

struct Argument: Sendable {
    let name: Name
    let value: ValueLiteral
}

struct Directive: Sendable {
    /// Without the `@`.
    let name: Name
    let arguments: [Argument]
    let location: SourceLocation

    func argument(_ name: String) -> ValueLiteral? {
        arguments.first { $0.name.text == name }?.value
    }
}
