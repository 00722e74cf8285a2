/// Turns the text of a document into tokens, one at a time (GraphQL specification §2.1).
struct Lexer {
    private let source: [UInt8]
    private var position = 0
    private var line = 1
    /// Where the line starts, moved on by one for each byte that continues a code point: columns count code points.
    private var lineStart = 0
    private var tokenCount = 0
    private let maxTokens: Int

    init(_ text: String, maxTokens: Int) {
        source = Array(text.utf8)
        self.maxTokens = maxTokens
    }

    mutating func next() throws(GraphQLError) -> Token {
        skipIgnored()
        guard let byte = current else { return Token(kind: .endOfFile, text: "", location: location) }
        tokenCount += 1
        guard tokenCount <= maxTokens else {
            throw failure("Document contains more than \(maxTokens) tokens. Parsing aborted.")
        }
        if let kind = TokenKind(punctuator: byte) {
            defer { position += 1 }
            return Token(kind: kind, text: "", location: location)
        }
        if byte.isNameStart { return name() }
        switch byte {
        case UInt8(ascii: "\""):
            return peek(1) == byte && peek(2) == byte ? try blockString() : try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: ".") where peek(1) == byte && peek(2) == byte:
            defer { position += 3 }
            return Token(kind: .spread, text: "", location: location)
        case UInt8(ascii: "'"):
            throw failure("Unexpected single quote character ('), did you mean to use a double quote (\")?")
        default:
            throw failure("Unexpected character: \(characterWords).")
        }
    }

    // MARK: Ignored tokens

    private mutating func skipIgnored() {
        while let byte = current {
            switch byte {
            case 0x20, 0x09, UInt8(ascii: ","): position += 1
            case 0x0A, 0x0D: skipLineTerminator()
            case UInt8(ascii: "#"): skipComment()
            case 0xEF where peek(1) == 0xBB && peek(2) == 0xBF:  // a byte order mark
                position += 3
                lineStart += 2
            default: return
            }
        }
    }

    private mutating func skipLineTerminator() {
        position += current == 0x0D && peek(1) == 0x0A ? 2 : 1
        line += 1
        lineStart = position
    }

    private mutating func skipComment() {
        while let byte = current, byte != 0x0A, byte != 0x0D { position += 1 }
    }

    // MARK: Names and numbers

    private mutating func name() -> Token {
        let start = position
        let location = location
        while let byte = current, byte.isNameContinue { position += 1 }
        return Token(kind: .name, text: text(from: start), location: location)
    }

    private mutating func number() throws(GraphQLError) -> Token {
        let start = position
        let location = location
        var kind = TokenKind.int
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
            if let byte = current, byte.isDigit {
                throw failure("Invalid number, unexpected digit after 0: \(characterWords).")
            }
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            kind = .float
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            kind = .float
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if let byte = current, byte == UInt8(ascii: ".") || byte.isNameStart {
            throw failure("Invalid number, expected digit but got: \(characterWords).")
        }
        return Token(kind: kind, text: text(from: start), location: location)
    }

    private mutating func digits() throws(GraphQLError) {
        guard let byte = current, byte.isDigit else {
            throw failure("Invalid number, expected digit but got: \(characterWords).")
        }
        while let byte = current, byte.isDigit { position += 1 }
    }

    // MARK: Strings

    private mutating func string() throws(GraphQLError) -> Token {
        let location = location
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), !byte.isLineTerminator {
            advanceInString(byte)
        }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return Token(kind: .string, text: text(from: start), location: location)
        }
        var buffer = Array(source[start..<position])
        while let byte = current, !byte.isLineTerminator {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return Token(kind: .string, text: String(decoding: buffer, as: UTF8.self), location: location)
            case UInt8(ascii: "\\"):
                try escape(into: &buffer)
            default:
                buffer.append(byte)
                advanceInString(byte)
            }
        }
        throw failure("Unterminated string.")
    }

    private mutating func advanceInString(_ byte: UInt8) {
        position += 1
        if byte.isUTF8Continuation { lineStart += 1 }
    }

    private mutating func escape(into buffer: inout [UInt8]) throws(GraphQLError) {
        guard let byte = peek(1) else {
            position += 1
            throw failure("Unterminated string.")
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"):
            let escape = peek(2) == UInt8(ascii: "{") ? bracedUnicodeEscape() : fixedUnicodeEscape()
            guard let (scalar, length) = escape else {
                throw failure("Invalid Unicode escape sequence: \"\(sourceText(upTo: 6))\".")
            }
            buffer.append(contentsOf: String(scalar).utf8)
            position += length
            return
        default:
            throw failure("Invalid character escape sequence: \"\(sourceText(upTo: 2))\".")
        }
        position += 2
    }

    /// `\u{1F600}`
    private func bracedUnicodeEscape() -> (Unicode.Scalar, length: Int)? {
        var code: UInt32 = 0
        for offset in 3..<12 {
            guard let byte = peek(offset) else { return nil }
            if byte == UInt8(ascii: "}") {
                guard offset > 3, let scalar = Unicode.Scalar(code) else { return nil }
                return (scalar, offset + 1)
            }
            guard let digit = byte.hexDigitValue, code <= 0xFFF_FFFF else { return nil }
            code = code << 4 | digit
        }
        return nil
    }

    /// `\u00e9`, or a pair of surrogates written so.
    private func fixedUnicodeEscape() -> (Unicode.Scalar, length: Int)? {
        guard let code = fourHexDigits(at: 2) else { return nil }
        if let scalar = Unicode.Scalar(code) { return (scalar, 6) }
        guard code < 0xDC00, peek(6) == UInt8(ascii: "\\"), peek(7) == UInt8(ascii: "u"),
            let low = fourHexDigits(at: 8), low >= 0xDC00, low <= 0xDFFF,
            let scalar = Unicode.Scalar(0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF))
        else { return nil }
        return (scalar, 12)
    }

    private func fourHexDigits(at offset: Int) -> UInt32? {
        var code: UInt32 = 0
        for index in offset..<(offset + 4) {
            guard let digit = peek(index)?.hexDigitValue else { return nil }
            code = code << 4 | digit
        }
        return code
    }

    private mutating func blockString() throws(GraphQLError) -> Token {
        let location = location
        position += 3
        var lines: [[UInt8]] = [[]]
        while let byte = current {
            if byte == UInt8(ascii: "\""), isTripleQuote(at: 0) {
                position += 3
                return Token(kind: .blockString, text: BlockString.value(ofLines: lines), location: location)
            } else if byte == UInt8(ascii: "\\"), isTripleQuote(at: 1) {
                lines[lines.count - 1].append(contentsOf: repeatElement(UInt8(ascii: "\""), count: 3))
                position += 4
            } else if byte.isLineTerminator {
                skipLineTerminator()
                lines.append([])
            } else {
                lines[lines.count - 1].append(byte)
                advanceInString(byte)
            }
        }
        throw failure("Unterminated string.")
    }

    private func isTripleQuote(at offset: Int) -> Bool {
        (offset..<(offset + 3)).allSatisfy { peek($0) == UInt8(ascii: "\"") }
    }

    // MARK: Source

    private var current: UInt8? {
        position < source.count ? source[position] : nil
    }

    private func peek(_ offset: Int) -> UInt8? {
        position + offset < source.count ? source[position + offset] : nil
    }

    private var location: SourceLocation {
        SourceLocation(line: line, column: position - lineStart + 1)
    }

    private func text(from start: Int) -> String {
        String(decoding: source[start..<position], as: UTF8.self)
    }

    private func sourceText(upTo length: Int) -> String {
        String(decoding: source[position..<min(position + length, source.count)], as: UTF8.self)
    }

    /// The character at the position as messages show it: quoted when printable ASCII, else its code point.
    private var characterWords: String {
        guard current != nil else { return TokenKind.endOfFile.rawValue }
        guard let scalar = sourceText(upTo: 4).unicodeScalars.first else { return TokenKind.endOfFile.rawValue }
        if scalar == "\"" { return "'\"'" }
        if scalar.value >= 0x20, scalar.value <= 0x7E { return "\"\(scalar)\"" }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private func failure(_ message: String) -> GraphQLError {
        .syntax(message, at: location)
    }
}

extension GraphQLError {
    static func syntax(_ message: String, at location: SourceLocation) -> GraphQLError {
        GraphQLError("Syntax Error: \(message)", code: ErrorCode.parseFailed, at: [location])
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isNameStart: Bool {
        let lowercase = self | 0x20
        return lowercase >= UInt8(ascii: "a") && lowercase <= UInt8(ascii: "z") || self == UInt8(ascii: "_")
    }

    fileprivate var isNameContinue: Bool { isNameStart || isDigit }
    fileprivate var isLineTerminator: Bool { self == 0x0A || self == 0x0D }
    fileprivate var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
