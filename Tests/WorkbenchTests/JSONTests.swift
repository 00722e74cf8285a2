import Testing
import Workbench

@Suite("JSON values")
struct JSONTests {
    func parse(_ text: String) throws -> JSON { try JSON(parsing: text.utf8) }

    @Test(
        "numbers stay integers while they are, and booleans are no numbers",
        arguments: [
            ("0", JSON.integer(0)), ("1", .integer(1)), ("-7", .integer(-7)), ("true", .bool(true)),
            ("false", .bool(false)), ("1.5", .number(1.5)), ("9223372036854775807", .integer(.max)),
            ("null", .null), ("\"1\"", .string("1")),
        ])
    func numbers(text: String, value: JSON) throws {
        #expect(try parse(text) == value)
    }

    @Test("a number that no 64 bits hold is still a number", arguments: ["18446744073709551616", "1e30"])
    func large(text: String) throws {
        guard case .number(let value) = try parse(text) else {
            Issue.record("\(text) became \(try parse(text))")
            return
        }
        #expect(value > 9e18)
        #expect(try parse(text).integer == nil)
    }

    @Test("account numbers are read as text however they came")
    func accounts() throws {
        #expect(try parse(#"{"id": 123456789012}"#)["id"]?.stringOrNumber == "123456789012")
        #expect(try parse(#"{"id": "012345678901"}"#)["id"]?.stringOrNumber == "012345678901")
    }

    @Test("missing, null and empty text are the same nothing")
    func nothing() throws {
        let value = try parse(#"{"a": null, "b": "", "c": []}"#)
        #expect(value["a"] == nil)
        #expect(value["b"]?.string == nil)
        #expect(value["missing"] == nil)
        #expect(value["c"]?.array == [])
        #expect(value["c"]?.object == [:])
    }

    @Test("equal values have equal bytes, and what is written is read back")
    func bytes() throws {
        let value: JSON = ["b": 1, "a": [true, nil, "ü/\"\n"], "c": ["x": -2]]
        #expect(value.text == #"{"a":[true,null,"ü/\"\n"],"b":1,"c":{"x":-2}}"#)
        #expect(try JSON(parsing: value.bytes) == value)
    }

    @Test("broken bytes are refused in words", arguments: ["", "{", "{\"a\":}", "\u{0}", "[1,]x"])
    func broken(text: String) {
        let error = #expect(throws: WorkbenchError.self) { try parse(text) }
        #expect(error?.code == .invalid)
        #expect(error?.message.isEmpty == false)
    }

    @Test("nesting without end is refused, not followed")
    func nesting() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: WorkbenchError.self) { try parse(deep) }
    }
}
