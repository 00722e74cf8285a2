import Testing

@testable import GraphQL

@Suite("Validation")
struct ValidationTests {
    @Test(
        "A valid document has no fault",
        arguments: [
            "{ number }", "query Q($n: Int = 1) { echo(number: $n) }", "{ being { id ... on Dog { barks } } }",
            "{ ...f } fragment f on Query { dog { name } }", "{ a: echo(number: 1) b: echo(number: 2) }",
            "{ occupants { __typename ... on Being { name } } }", "{ number @tag(name: \"a\") @tag(name: \"b\") }",
            "query @trace { number }", "{ echo(filter: {inner: {color: BLUE, numbers: [1]}}) }", "{ echo(list: 5) }",
            "query A { number } query B { color }", "{ __schema { types { name } } __type(name: \"Dog\") { name } }",
        ])
    func valid(query: String) throws {
        #expect(try PetSchema.complaints(query) == [])
    }

    @Test(
        "Each rule has its words",
        arguments: [
            ("{ unknown }", "Cannot query field \"unknown\" on type \"Query\"."),
            ("{ dog { nam } }", "Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"?"),
            (
                "{ being { barks } }",
                "Cannot query field \"barks\" on type \"Being\". Did you mean to use an inline fragment on \"Dog\"?"
            ),
            (
                "{ dog }",
                "Field \"dog\" of type \"Dog\" must have a selection of subfields. Did you mean \"dog { ... }\"?"
            ),
            ("{ number { x } }", "Field \"number\" must not have a selection since type \"Int\" has no subfields."),
            ("{ echo(txt: 1) }", "Unknown argument \"txt\" on field \"Query.echo\". Did you mean \"text\"?"),
            ("{ echo(number: \"5\") }", "Int cannot represent non-integer value: \"5\""),
            ("{ echo(number: 1, number: 2) }", "There can be only one argument named \"number\"."),
            (
                "mutation { set }",
                "Field \"set\" argument \"value\" of type \"Int!\" is required, but it was not provided."
            ),
            (
                "{ echo(filter: {colour: RED}) }",
                "Field \"colour\" is not defined by type \"Filter\". Did you mean \"color\"?"
            ),
            (
                "{ echo(filter: {color: MAUVE}) }",
                "Value \"MAUVE\" does not exist in \"Color\" enum. Did you mean the enum value \"BLUE\"?"
            ),
            (
                "{ echo(filter: {color: \"RED\"}) }",
                "Enum \"Color\" cannot represent non-enum value: \"RED\". Did you mean the enum value \"RED\" or \"GREEN\"?"
            ),
            ("{ ...f }", "Unknown fragment \"f\"."),
            ("{ number } fragment f on Dog { id }", "Fragment \"f\" is never used."),
            ("{ ...f } fragment f on Query { ...f }", "Cannot spread fragment \"f\" within itself."),
            (
                "{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }",
                "Cannot spread fragment \"f\" within itself via \"g\"."
            ),
            (
                "{ dog { ... on Human { id } } }",
                "Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Human\"."
            ),
            ("{ dog { ... on Color { id } } }", "Fragment cannot condition on non composite type \"Color\"."),
            ("query($n: Int) { number }", "Variable \"$n\" is never used."),
            ("{ echo(number: $n) }", "Variable \"$n\" is not defined."),
            (
                "query($n: String) { echo(number: $n) }",
                "Variable \"$n\" of type \"String\" used in position expecting type \"Int\"."
            ),
            ("query($n: Int, $n: Int) { echo(number: $n) }", "There can be only one variable named \"$n\"."),
            ("query($n: Dog) { number @trace(level: $n) }", "Variable \"$n\" cannot be non-input type \"Dog\"."),
            ("{ number @unknown }", "Unknown directive \"@unknown\"."),
            ("{ number @trace @trace }", "The directive \"@trace\" can only be used once at this location."),
            ("{ dog @deprecated { id } }", "Directive \"@deprecated\" may not be used on FIELD."),
            ("{ number } { color }", "This anonymous operation must be the only defined operation."),
            ("query A { number } query A { color }", "There can be only one operation named \"A\"."),
            (
                "{ x: number x: color }",
                "Fields \"x\" conflict because \"number\" and \"color\" are different fields. Use different aliases on the "
                    + "fields to fetch both if this was intentional."
            ),
            (
                "{ echo(number: 1) echo(number: 2) }",
                "Fields \"echo\" conflict because they have differing arguments. Use different aliases on the fields to fetch "
                    + "both if this was intentional."
            ),
            ("type A { x: Int }", "The \"A\" definition is not executable."),
        ])
    func invalid(query: String, message: String) throws {
        let complaints = try PetSchema.complaints(query)
        #expect(complaints.contains(message), "\(complaints)")
    }

    @Test("A document that fails validation is not executed, and says so with code and place")
    func response() throws {
        let response = try PetSchema.run("{\n  number\n  unknown\n}")
        #expect(response.data == nil)
        #expect(response.errors.first?.code == "GRAPHQL_VALIDATION_FAILED")
        #expect(response.errors.first?.locations == [SourceLocation(line: 3, column: 3)])
        #expect(response.errors.first?.path == nil)
    }
}
