import Testing

@testable import GraphQL

@Suite("The query language")
struct LanguageTests {
    private static func echo(_ literal: String) throws -> GraphQLValue? {
        let response = try PetSchema.run("{ echo(text: \(literal)) }")
        try #require(response.errors.isEmpty, "\(response.errors)")
        let text = try #require(response.data?["echo"]?.stringValue)
        return try GraphQLValue(json: Array(text.utf8))["text"]
    }

    @Test(
        "Escapes stand for their characters",
        arguments: [
            (#""a\nb""#, "a\nb"), (#""\u00e9""#, "é"), (#""\u{1F43E}""#, "🐾"), (#""\uD83D\uDC3E""#, "🐾"),
            (#""\"\\\/\b\f\r\t""#, "\"\\/\u{8}\u{C}\r\t"), (#""""#, ""),
        ])
    func escapes(literal: String, text: String) throws {
        #expect(try Self.echo(literal) == .string(text))
    }

    @Test("A block string loses its common indentation and its blank edges, and keeps everything else")
    func blockStrings() throws {
        #expect(try Self.echo("\"\"\"\n\n    one\n      two\n\n    three\n  \"\"\"") == "one\n  two\n\nthree")
        #expect(try Self.echo("\"\"\"a \\\"\"\" b \\n\"\"\"") == "a \"\"\" b \\n")
        #expect(try Self.echo("\"\"\"\r\n  x\r\n  y\"\"\"") == "x\ny")
    }

    @Test("Commas, comments, a byte order mark and line ends of all kinds are no more than space")
    func ignored() throws {
        let response = try PetSchema.run("\u{FEFF},{ # comment }\r\n number,,\r color } # end")
        #expect(try response.received == ["number": 3, "color": "GREEN"])
        #expect(response.errors.isEmpty)
    }

    @Test(
        "What does not parse is refused with the place and the usual words",
        arguments: [
            ("", "Syntax Error: Unexpected <EOF>.", 1, 1), ("{", "Syntax Error: Expected Name, found <EOF>.", 1, 2),
            ("{}", "Syntax Error: Expected Name, found \"}\".", 1, 2),
            ("{ a\n  ? }", "Syntax Error: Unexpected character: \"?\".", 2, 3),
            ("{ echo(text: \"x) }", "Syntax Error: Unterminated string.", 1, 19),
            ("{ echo(number: 01) }", "Syntax Error: Invalid number, unexpected digit after 0: \"1\".", 1, 17),
            ("query Q($a: Int = $b) { number }", "Syntax Error: Unexpected variable \"$b\" in constant value.", 1, 19),
            ("fragment on on Dog { id } { number }", "Syntax Error: Unexpected Name \"on\".", 1, 10),
            ("{ number } nonsense", "Syntax Error: Unexpected Name \"nonsense\".", 1, 12),
        ])
    func syntaxErrors(query: String, message: String, line: Int, column: Int) throws {
        let response = try PetSchema.run(query)
        #expect(response.data == nil)
        #expect(response.errors.map(\.message) == [message])
        #expect(response.errors.first?.code == "GRAPHQL_PARSE_FAILED")
        #expect(response.errors.first?.locations == [SourceLocation(line: line, column: column)])
    }

    @Test(
        "A type system has one definition of each name, known types and implementations that keep their promise",
        arguments: [
            "type Query { a: Int } type Query { b: Int }", "type Query { a: Unknown }",
            "interface I { a: Int! } type Query implements I { a: Int }", "type Query { a: I } input I { x: Int }",
            "input I { i: I! } type Query { a(i: I): Int }", "union U = Query | Int type Query { a: U }",
            "type Query { __a: Int }", "type Query {", "{ a }", "type A { x: Int }",
            "enum E { true } type Query { e: E }",
            "directive @d(a: Query) on FIELD type Query { a: Int }",
        ])
    func schemaFaults(sdl: String) {
        #expect(throws: GraphQLError.self) { try Schema(sdl: sdl) }
    }
}
