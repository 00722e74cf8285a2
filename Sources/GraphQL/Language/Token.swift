/// The kinds of lexical tokens (GraphQL specification §2.1.6), with the words that error messages use for them.
enum TokenKind: String, Sendable {
    case endOfFile = "<EOF>"
    case bang = "!"
    case dollar = "$"
    case ampersand = "&"
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case spread = "..."
    case colon = ":"
    case equals = "="
    case at = "@"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case pipe = "|"
    case rightBrace = "}"
    case name = "Name"
    case int = "Int"
    case float = "Float"
    case string = "String"
    case blockString = "BlockString"

    var isPunctuator: Bool {
        switch self {
        case .endOfFile, .name, .int, .float, .string, .blockString: false
        default: true
        }
    }

    var words: String {
        isPunctuator ? "\"\(rawValue)\"" : rawValue
    }

    /// The punctuator that is this one character.
    init?(punctuator byte: UInt8) {
        switch byte {
        case UInt8(ascii: "{"): self = .leftBrace
        case UInt8(ascii: "}"): self = .rightBrace
        case UInt8(ascii: "("): self = .leftParenthesis
        case UInt8(ascii: ")"): self = .rightParenthesis
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "!"): self = .bang
        case UInt8(ascii: "$"): self = .dollar
        case UInt8(ascii: "["): self = .leftBracket
        case UInt8(ascii: "]"): self = .rightBracket
        case UInt8(ascii: "@"): self = .at
        case UInt8(ascii: "="): self = .equals
        case UInt8(ascii: "|"): self = .pipe
        case UInt8(ascii: "&"): self = .ampersand
        default: return nil
        }
    }
}

struct Token: Sendable {
    let kind: TokenKind
    /// The name, the digits of a number, or the value of a string; empty for punctuators.
    let text: String
    let location: SourceLocation

    var words: String {
        switch kind {
        case .name, .int, .float, .string, .blockString: "\(kind.words) \"\(text.shortened)\""
        default: kind.words
        }
    }
}

extension String {
    /// At most 200 characters, so that an error message does not carry a whole request back.
    var shortened: String {
        utf8.count <= 200 ? self : String(unicodeScalars.prefix(200)) + "…"
    }
}
