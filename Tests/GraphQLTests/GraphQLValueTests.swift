import Testing

@testable import GraphQL

@Suite("Values and JSON")
struct GraphQLValueTests {
    @Test(
        "JSON comes back as it went in, with its order, its kinds of numbers and all characters",
        arguments: [
            #"{"b":1,"a":[1.5,-0.25,null,true,false],"c":{"d":"é\u2028🐾\"\\\n"}}"#, "[]", "{}", "\"\"",
            "-9223372036854775808", "9223372036854775807",
        ])
    func roundTrip(text: String) throws {
        let value = try GraphQLValue(json: Array(text.utf8))
        #expect(try GraphQLValue(json: value.json()) == value)
        #expect(value.objectValue.map { $0.keys } ?? ["b", "a", "c"] == (text == "{}" ? [] : ["b", "a", "c"]))
    }

    @Test(
        "What is not JSON is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "01", "1.", "1e", "+1", ".5", "nul", "\"a", "\"\\x\"", "\"\u{1}\"",
            "[1] 2",
            "{'a':1}", "1e999", "\"\\u12\"", "NaN", "[1 2]",
        ])
    func malformed(text: String) {
        #expect(throws: GraphQLError.self) { try GraphQLValue(json: Array(text.utf8)) }
    }

    @Test("Bytes that are not UTF-8 are refused")
    func notUTF8() {
        #expect(throws: GraphQLError.self) { try GraphQLValue(json: [0x22, 0xFF, 0x22]) }
    }

    @Test("An object keeps the order of its keys, finds them among many, and equals another in any order")
    func objects() {
        var object = GraphQLObject((0..<40).map { ("k\($0)", .int(Int64($0))) })
        #expect(object.keys == (0..<40).map { "k\($0)" })
        #expect(object["k33"] == 33)
        object["k33"] = nil
        object["k5"] = "five"
        #expect(object["k33"] == nil)
        #expect(object["k39"] == 39)
        #expect(object.keys[5] == "k5")
        #expect(object.count == 39)
        let left: GraphQLObject = ["a": 1, "b": 2]
        let right: GraphQLObject = ["b": 2, "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }

    @Test("A request is read from an HTTP body and refused with words when it is none")
    func requests() throws {
        let request = try GraphQLRequest(json: Array(#"{"query":"{ a }","variables":null,"operationName":""}"#.utf8))
        #expect(request.query == "{ a }")
        #expect(request.operationName == nil)
        #expect(request.variables.isEmpty)
        for body in [
            "[]", "{}", #"{"query":1}"#, #"{"query":"{a}","variables":[]}"#, #"{"query":"{a}","operationName":1}"#,
        ] {
            let error = #expect(throws: GraphQLError.self) { try GraphQLRequest(json: Array(body.utf8)) }
            #expect(error?.code == "BAD_REQUEST")
        }
    }
}
