import Testing

@testable import GraphQL

@Suite("Limits")
struct LimitsTests {
    private static func nested(_ levels: Int, around inner: String = "id") -> String {
        "{ dog { " + String(repeating: "mother { ", count: levels) + inner + String(repeating: " }", count: levels)
            + " } }"
    }

    @Test("Selections nest as deep as allowed and no deeper, however the depth is reached")
    func depth() throws {
        #expect(try PetSchema.run(Self.nested(40)).errors.isEmpty)
        #expect(try !PetSchema.run(Self.nested(60)).errors.isEmpty)
        // Each fragment is shallow; together they are not.
        let chain = (0..<60).map { "fragment f\($0) on Dog { mother { ...f\($0 + 1) } }" }.joined(separator: "\n")
        let response = try PetSchema.run("{ dog { ...f0 } }\n\(chain)\nfragment f60 on Dog { id }")
        #expect(response.data == nil)
        #expect(!response.errors.isEmpty)
    }

    @Test(
        "Brackets without end are refused and never exhaust the stack",
        arguments: ["{a", "[", "(", "{a(b:[", "{a(b:{c:"])
    func brackets(piece: String) throws {
        let many = String(repeating: piece, count: 5000)
        for query in [many, "{ echo(list: \(many)", "{ echo(filter: \(many)", "query($a: \(many)"] {
            let response = try PetSchema.run(query)
            #expect(response.errors.first?.code == "GRAPHQL_PARSE_FAILED")
        }
        #expect(throws: GraphQLError.self) { try Schema(sdl: "type Query { a: \(many)") }
    }

    @Test("JSON nests at most 100 levels")
    func json() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
        }
        #expect(throws: Never.self) { try GraphQLValue(json: nested(100)) }
        #expect(throws: GraphQLError.self) { try GraphQLValue(json: nested(200_000)) }
    }

    @Test("A document has at most so many bytes and tokens")
    func size() throws {
        let limits = GraphQLLimits(maxDocumentBytes: 1000, maxTokens: 50)
        let long = try PetSchema.run("{ number } #" + String(repeating: "x", count: 1000), limits: limits)
        #expect(long.errors.first?.message == "Document is larger than the limit of 1000 bytes.")
        let wide = try PetSchema.run("{ " + String(repeating: "number ", count: 60) + "}", limits: limits)
        #expect(wide.errors.first?.code == "GRAPHQL_PARSE_FAILED")
        #expect(try PetSchema.run("{ number }", limits: limits).errors.isEmpty)
    }

    @Test("Lists within lists cost their sizes multiplied, whether the sizes are literals or variables")
    func complexity() throws {
        let limits = GraphQLLimits(maxComplexity: 1000)
        #expect(
            try PetSchema.run("{ dogs(first: 30) { id friends(first: 20) { id } } }", limits: limits).errors.isEmpty)
        for (query, variables) in [
            ("{ dogs(first: 500) { id friends(first: 500) { id } } }", [:]),
            ("query($n: Int) { dogs(first: $n) { id friends(first: $n) { id } } }", ["n": 500]),
            ("{ dogs(first: 500) { ...f } } fragment f on Dog { friends(first: 500) { id } }", [:]),
        ] as [(String, GraphQLObject)] {
            let response = try PetSchema.run(query, variables, limits: limits)
            #expect(response.errors.first?.code == "QUERY_COMPLEXITY_LIMIT_EXCEEDED", "\(query)")
            #expect(response.data == nil)
        }
    }

    @Test("A response that grows beyond the limit ends as one error")
    func responseSize() throws {
        let response = try PetSchema.run(
            "{ dog { friends(first: 500) { id name } } }", limits: GraphQLLimits(maxResponseValues: 100))
        #expect(response.errors.count == 1)
        #expect(response.errors.first?.code == "QUERY_COMPLEXITY_LIMIT_EXCEEDED")
        #expect(response.data == .null || response.data?["dog"] == .null)
    }

    @Test("A document made to be slow to validate is given up")
    func hostileValidation() throws {
        let fields = (0..<1500).map { "x: echo(number: \($0))" }.joined(separator: " ")
        let response = try PetSchema.run("{ \(fields) }")
        #expect(response.data == nil)
        #expect(response.errors.allSatisfy { $0.message.utf8.count < 10_000 })
        #expect(response.json().count < 1_000_000)
        let fragments = (0..<200).map { index in
            "fragment f\(index) on Dog { " + (index + 1..<200).map { "...f\($0)" }.joined(separator: " ") + " id }"
        }
        let crossed = try PetSchema.run("{ dog { ...f0 } } " + fragments.joined(separator: " "))
        #expect(crossed.json().count < 1_000_000)
    }

    @Test("Introspection does not multiply itself")
    func introspection() throws {
        let levels = 6
        let query =
            "{ __schema { types { " + String(repeating: "fields { type { ", count: levels) + "name"
            + String(repeating: " } }", count: levels) + " } } }"
        #expect(try PetSchema.run(query).errors.first?.message == "Maximum introspection depth exceeded")
    }

    @Test("A cycle of fragments is an error wherever it is spread")
    func cycles() throws {
        let response = try PetSchema.run(
            "{ dog { ...a ...b ...c } } fragment a on Dog { mother { ...b } } fragment b on Dog { mother { ...c } } fragment c on Dog { ...a }"
        )
        #expect(response.data == nil)
        #expect(response.errors.first?.message == "Cannot spread fragment \"a\" within itself via \"b\", \"c\".")
    }
}
