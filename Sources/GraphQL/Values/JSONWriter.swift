/// Writes values as compact JSON (RFC 8259).
struct JSONWriter {
    /// What nests deeper is written as null, so that no value can exhaust the stack.
    static let maxDepth = 256

    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: GraphQLValue, depth: Int = 0) {
        switch value {
        case .null: write(literal: "null")
        case .bool(let flag): write(literal: flag ? "true" : "false")
        case .int(let number): bytes.append(contentsOf: String(number).utf8)
        case .float(let number): write(number)
        case .string(let text), .enumeration(let text): write(text)
        case .list, .object:
            if depth >= Self.maxDepth { write(literal: "null") } else { write(container: value, depth: depth) }
        }
    }

    private mutating func write(container: GraphQLValue, depth: Int) {
        if case .list(let items) = container {
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(item, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "]"))
        } else if case .object(let object) = container {
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in object {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(key)
                bytes.append(UInt8(ascii: ":"))
                write(value, depth: depth + 1)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// JSON has no word for infinity and NaN: they become null.
    private mutating func write(_ number: Double) {
        if number.isFinite { bytes.append(contentsOf: number.description.utf8) } else { write(literal: "null") }
    }

    private mutating func write(literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain {
            bytes.append(contentsOf: text.utf8)
        } else {
            for byte in text.utf8 { write(escaping: byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(literal: "\\\"")
        case UInt8(ascii: "\\"): write(literal: "\\\\")
        case 0x0A: write(literal: "\\n")
        case 0x0D: write(literal: "\\r")
        case 0x09: write(literal: "\\t")
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            write(literal: "\\u00")
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 0xF)])
        default: bytes.append(byte)
        }
    }
}

extension GraphQLValue {
    /// Reads a JSON text.
    ///
    /// - Throws: `GraphQLError` with the code BAD_REQUEST for what is not JSON, or nests deeper than 100 levels.
    public init(json bytes: [UInt8]) throws(GraphQLError) {
        var reader = JSONReader(bytes)
        self = try reader.read()
    }

    /// Compact UTF-8 JSON, keys in their order. Levels beyond the 256th are written as null.
    public func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}
