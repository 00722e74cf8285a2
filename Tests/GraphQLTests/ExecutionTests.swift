import Testing

@testable import GraphQL

@Suite("Execution")
struct ExecutionTests {
    @Test("Fields come in the order they are asked for, under their aliases, merged over fragments")
    func shape() throws {
        let response = try PetSchema.run(
            "{ b: number a: color ...f dog { name } } fragment f on Query { dog { id __typename } }")
        #expect(response.errors.isEmpty)
        let text = String(decoding: response.json(), as: UTF8.self)
        #expect(
            text == #"{"data":{"b":3,"a":"GREEN","dog":{"id":"d0","__typename":"Dog","name":"Rex"}}}"#)
    }

    @Test("Interfaces and unions resolve to their concrete types")
    func abstractTypes() throws {
        let response = try PetSchema.run(
            "{ being { __typename ... on Dog { barks } ... on Human { born } } occupants { __typename ... on Human { id } } }"
        )
        #expect(response.errors.isEmpty)
        #expect(response.data?["being"] == ["__typename": "Dog", "barks": true])
        #expect(response.data?["occupants"] == [["__typename": "Dog"], ["__typename": "Human", "id": "5"]])
    }

    @Test("A resolver that fails leaves the rest standing, with its code, its place and its path")
    func partialData() throws {
        let response = try PetSchema.run("{ number x: fails dog { id } }")
        #expect(response.data == ["number": 3, "x": .null, "dog": ["id": "d0"]])
        let error = try #require(response.errors.first)
        #expect(response.errors.count == 1)
        #expect(error.message == "broken on purpose")
        #expect(error.code == "SOME_CODE")
        #expect(error.path == [.key("x")])
        #expect(error.locations == [SourceLocation(line: 1, column: 10)])
    }

    @Test("What an unforeseen error says stays inside")
    func internalError() throws {
        let response = try PetSchema.run("{ crashes }")
        #expect(response.errors.map(\.message) == ["Internal server error"])
        #expect(response.errors.first?.code == "INTERNAL_SERVER_ERROR")
    }

    @Test("Null where none may be climbs to the nearest place that allows it")
    func nonNull() throws {
        let human = try PetSchema.run("{ number human { id must } }")
        #expect(human.data == ["number": 3, "human": .null])
        #expect(human.errors.first?.path == [.key("human"), .key("must")])
        #expect(human.errors.first?.message == "Cannot return null for non-nullable field Human.must.")
        let strict = try PetSchema.run("{ strict number }")
        #expect(strict.data == ["strict": .null, "number": 3])
        #expect(strict.errors.first?.path == [.key("strict"), .index(1)])
    }

    @Test("A value that is not of its type becomes null with an error at its place in the list")
    func wrongValues() throws {
        let response = try PetSchema.run("{ list }")
        #expect(response.data == ["list": [1, .null, .null]])
        #expect(response.errors.map(\.path) == [[.key("list"), .index(2)]])
    }

    @Test("Defaults of arguments, input fields and variables are applied; null is not absence")
    func defaults() throws {
        func echo(_ query: String, _ variables: GraphQLObject = [:]) throws -> GraphQLValue? {
            let response = try PetSchema.run(query, variables)
            try #require(response.errors.isEmpty, "\(response.errors)")
            return try response.data?["echo"]?.stringValue.map { try GraphQLValue(json: Array($0.utf8)) }
        }
        #expect(try echo("{ echo }") == ["text": "x"])
        #expect(try echo("{ echo(text: null) }") == ["text": .null])
        #expect(try echo("{ echo(filter: {}) }") == ["text": "x", "filter": ["color": "RED"]])
        #expect(try echo("query($n: Int = 4) { echo(number: $n) }") == ["text": "x", "number": 4])
        #expect(try echo("query($n: Int = 4) { echo(number: $n) }", ["n": .null]) == ["text": "x", "number": .null])
        #expect(try echo("query($t: String) { echo(text: $t) }") == ["text": "x"])
        #expect(try echo("query($l: [Int]) { echo(list: $l) }", ["l": 7]) == ["text": "x", "list": [7]])
    }

    @Test(
        "Variables that do not fit are refused before anything runs",
        arguments: [
            (
                "query($n: Int!) { echo(number: $n) }", [:],
                "Variable \"$n\" of required type \"Int!\" was not provided."
            ),
            (
                "query($n: Int) { echo(number: $n) }", ["n": "5"],
                "Variable \"$n\" got invalid value \"5\"; Int cannot represent non-integer value: \"5\""
            ),
            (
                "query($f: Filter) { echo(filter: $f) }", ["f": ["inner": ["color": "MAUVE"]]],
                "Variable \"$f\" got invalid value \"MAUVE\" at \"f.inner.color\"; Value \"MAUVE\" does not exist in \"Color\" enum. Did you mean the enum value \"BLUE\"?"
            ),
            (
                "query($f: Filter) { echo(filter: $f) }", ["f": ["colour": 1]],
                "Variable \"$f\" got invalid value { colour: 1 }; Field \"colour\" is not defined by type \"Filter\". Did you mean \"color\"?"
            ),
        ] as [(String, GraphQLObject, String)])
    func badVariables(query: String, variables: GraphQLObject, message: String) throws {
        let response = try PetSchema.run(query, variables)
        #expect(response.data == nil)
        #expect(response.errors.map(\.message) == [message])
        #expect(response.errors.first?.code == "BAD_USER_INPUT")
    }

    @Test("@skip and @include leave fields and fragments out")
    func conditions() throws {
        let query = """
            query($b: Boolean!) { number @include(if: $b) color @skip(if: $b) ... @include(if: $b) { dog { id } } }
            """
        #expect(try PetSchema.run(query, ["b": true]).received == ["number": 3, "dog": ["id": "d0"]])
        #expect(try PetSchema.run(query, ["b": false]).received == ["color": "GREEN"])
    }

    @Test("The operation is chosen by name, and must be when there are several")
    func operations() throws {
        let query = "query A { number } query B { color }"
        #expect(try PetSchema.run(query, operation: "B").received == ["color": "GREEN"])
        #expect(
            try PetSchema.run(query).errors.map(\.message) == [
                "Must provide operation name if query contains multiple operations."
            ])
        #expect(try PetSchema.run(query, operation: "C").errors.map(\.message) == ["Unknown operation named \"C\"."])
        let mutation = try PetSchema.run("mutation { get }")
        #expect(mutation.errors.map(\.message) == ["Schema is not configured to execute mutation operation."])
    }

    @Test("The summary of a request names its root fields, fragments followed, even when it is not valid")
    func summary() throws {
        let executor = try PetSchema.executor()
        let request = GraphQLRequest(
            query: "query Q { a: number ...f unknown } fragment f on Query { dog { id } ...f }")
        let summary = try #require(executor.summary(of: request))
        #expect(summary.kind == .query)
        #expect(summary.name == "Q")
        #expect(summary.rootFields == ["number", "dog", "unknown"])
        #expect(executor.summary(of: GraphQLRequest(query: "{")) == nil)
    }

    @Test("Introspection tells kinds, wrapping types, defaults, deprecation and possible types")
    func introspection() throws {
        let response = try PetSchema.run(
            """
            {
              __schema { queryType { name } mutationType { name } subscriptionType { name } }
              dog: __type(name: "Dog") { kind interfaces { name } fields { name type { kind ofType { kind name } } } }
              color: __type(name: "Color") { enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason } }
              being: __type(name: "Being") { possibleTypes { name } }
              filter: __type(name: "Filter") { inputFields { name defaultValue } }
              moment: __type(name: "Moment") { kind description }
              nothing: __type(name: "Nothing") { name }
            }
            """)
        #expect(response.errors.isEmpty)
        let data = try #require(try response.received)
        #expect(data["__schema"]?["queryType"] == ["name": "Query"])
        #expect(data["__schema"]?["subscriptionType"] == .null)
        #expect(data["dog"]?["interfaces"] == [["name": "Being"]])
        #expect(
            data["dog"]?["fields"]?[0] == [
                "name": "id", "type": ["kind": "NON_NULL", "ofType": ["kind": "SCALAR", "name": "ID"]],
            ])
        #expect(data["color"]?["enumValues"]?.listValue?.count == 2)
        #expect(data["color"]?["all"]?[2] == ["name": "BLUE", "deprecationReason": "Faded."])
        #expect(data["being"]?["possibleTypes"] == [["name": "Dog"], ["name": "Human"]])
        #expect(data["filter"]?["inputFields"]?[1] == ["name": "color", "defaultValue": "RED"])
        #expect(data["moment"] == ["kind": "SCALAR", "description": "A moment."])
        #expect(data["nothing"] == .null)
    }
}
