/// Reads one JSON text (RFC 8259) strictly, keeping the order of keys and the difference of 1 and 1.0.
struct JSONReader {
    /// Deeper nesting is refused: values are walked recursively.
    static let maxDepth = 100

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func read() throws(GraphQLError) -> GraphQLValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else { throw failure("unexpected bytes after the value") }
        return value
    }

    private mutating func value(depth: Int) throws(GraphQLError) -> GraphQLValue {
        guard depth <= Self.maxDepth else { throw failure("nested too deeply") }
        skipWhitespace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
        default: throw failure("a value is expected")
        }
    }

    private mutating func object(depth: Int) throws(GraphQLError) -> GraphQLValue {
        position += 1
        var object = GraphQLObject()
        skipWhitespace()
        if take("}") { return .object(object) }
        repeat {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw failure("a key is expected") }
            let key = try string()
            skipWhitespace()
            guard take(":") else { throw failure("\":\" is expected") }
            object[key] = try value(depth: depth + 1)
            skipWhitespace()
        } while take(",")
        guard take("}") else { throw failure("\",\" or \"}\" is expected") }
        return .object(object)
    }

    private mutating func list(depth: Int) throws(GraphQLError) -> GraphQLValue {
        position += 1
        var items: [GraphQLValue] = []
        skipWhitespace()
        if take("]") { return .list(items) }
        repeat {
            items.append(try value(depth: depth + 1))
            skipWhitespace()
        } while take(",")
        guard take("]") else { throw failure("\",\" or \"]\" is expected") }
        return .list(items)
    }

    private mutating func word(_ word: StaticString, _ value: GraphQLValue) throws(GraphQLError) -> GraphQLValue {
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else { throw failure("a value is expected") }
        position += expected.count
        return value
    }

    private mutating func number() throws(GraphQLError) -> GraphQLValue {
        let start = position
        var isInteger = true
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") {
            isInteger = false
            try digits()
        }
        if take("e") || take("E") {
            isInteger = false
            _ = take("+") || take("-")
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else { throw failure("a number is out of range") }
        return .float(number)
    }

    private mutating func digits() throws(GraphQLError) {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw failure("a digit is expected") }
    }

    // MARK: Strings

    private mutating func string() throws(GraphQLError) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try text(bytes[start..<position])
        }
        return try escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) throws(GraphQLError) -> String {
        var buffer = Array(bytes[start..<position])
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(buffer[...])
            case UInt8(ascii: "\\"): try escape(into: &buffer)
            case 0..<0x20: throw failure("a control character in a string")
            default: buffer.append(byte)
            }
        }
        throw failure("a string does not end")
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(GraphQLError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw failure("a string is not UTF-8") }
        return text
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(GraphQLError) {
        guard let byte = current else { throw failure("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"): buffer.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw failure("an unknown escape sequence")
        }
    }

    /// A lone surrogate stands for no character; U+FFFD takes its place, as most JSON readers do.
    private mutating func unicodeEscape() throws(GraphQLError) -> Unicode.Scalar {
        let high = try fourHexDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        let mark = position
        if high < 0xDC00, take("\\"), take("u") {
            let low = try fourHexDigits()
            let combined = 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)
            if low >= 0xDC00, low <= 0xDFFF, let scalar = Unicode.Scalar(combined) { return scalar }
        }
        position = mark
        return "\u{FFFD}"
    }

    private mutating func fourHexDigits() throws(GraphQLError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = byte.hexDigitValue else { throw failure("a bad \\u escape") }
            code = code << 4 | digit
            position += 1
        }
        return code
    }

    // MARK: Bytes

    private var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func failure(_ reason: String) -> GraphQLError {
        GraphQLError("Malformed JSON: \(reason) at byte \(position).", code: "BAD_REQUEST")
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit.
    var hexDigitValue: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }
}
