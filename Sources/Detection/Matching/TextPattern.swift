import Foundation

/// A string value of a rule, ready to be compared with the bytes of an event's values. A class, so that a test is passed
/// on by one reference and not by the parts of its shape.
final class TextPattern: Sendable {
    private enum Shape: Hashable, Sendable {
        case anything
        case equals([UInt8])
        case starts([UInt8])
        case ends([UInt8])
        case contains([UInt8])
        case wildcards([Token])
    }

    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case one
        case many
    }

    let isCased: Bool
    /// The longest run of text that every matching value contains, folded; nil when it is only wildcards.
    let requiredText: [UInt8]?
    private let shape: Shape

    init(_ source: WildcardText, isCased: Bool) {
        self.isCased = isCased
        let bytes = { (text: String) in isCased ? Array(text.utf8) : TextFolding.fold(text) }
        let runs = source.parts.compactMap { part -> [UInt8]? in
            if case .text(let text) = part { TextFolding.fold(text) } else { nil }
        }
        requiredText = runs.max { $0.count < $1.count }
        shape =
            switch (source.parts.count, source.parts.first, source.parts.dropFirst().first, source.parts.last) {
            case (0, _, _, _): .equals([])
            case (1, .many, _, _): .anything
            case (1, .text(let text), _, _): .equals(bytes(text))
            case (2, .text(let text), .many, _): .starts(bytes(text))
            case (2, .many, .text(let text), _): .ends(bytes(text))
            case (3, .many, .text(let text), .many): .contains(bytes(text))
            default: .wildcards(TextPattern.tokens(source, bytes))
            }
    }

    private static func tokens(_ source: WildcardText, _ bytes: (String) -> [UInt8]) -> [Token] {
        source.parts.flatMap { part -> [Token] in
            switch part {
            case .text(let text): bytes(text).map(Token.byte)
            case .one: [.one]
            case .many: [.many]
            }
        }
    }

    /// - Parameter value: UTF-8, folded unless the pattern is cased.
    func matches(_ value: [UInt8]) -> Bool {
        switch shape {
        case .anything: true
        case .equals(let text): value == text
        case .starts(let text): ByteSearch.stands(text, in: value, at: 0)
        case .ends(let text): ByteSearch.stands(text, in: value, at: value.count - text.count)
        case .contains(let text): ByteSearch.find(text, in: value)
        case .wildcards(let tokens): TextPattern.matches(tokens, value)
        }
    }

    /// The usual two-pointer walk: on a mismatch, the last `*` takes one more character. Quadratic at worst.
    private static func matches(_ tokens: [Token], _ value: [UInt8]) -> Bool {
        var token = 0
        var position = 0
        var retry: (token: Int, position: Int)?
        while position < value.count {
            if token < tokens.count, tokens[token] == .many {
                token += 1
                retry = (token, position)
            } else if token < tokens.count, tokens[token] == .one {
                token += 1
                position = next(after: position, in: value)
            } else if token < tokens.count, tokens[token] == .byte(value[position]) {
                token += 1
                position += 1
            } else if let last = retry {
                token = last.token
                position = next(after: last.position, in: value)
                retry = (token, position)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .many }
    }

    /// The start of the next Unicode scalar.
    private static func next(after position: Int, in value: [UInt8]) -> Int {
        var next = position + 1
        while next < value.count, value[next] & 0b1100_0000 == 0b1000_0000 { next += 1 }
        return next
    }
}

extension TextPattern: Hashable {
    static func == (left: TextPattern, right: TextPattern) -> Bool {
        left.isCased == right.isCased && left.shape == right.shape
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(isCased)
        hasher.combine(shape)
    }
}

enum ByteSearch {
    /// Whether `needle` stands somewhere in `text`. An empty needle stands everywhere.
    static func find(_ needle: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        return text.withUnsafeBytes { text in
            needle.withUnsafeBytes { needle in
                guard let start = text.baseAddress, let wanted = needle.baseAddress else { return false }
                var position = 0
                while text.count - position >= needle.count {
                    let places = text.count - position - needle.count + 1
                    guard let place = memchr(start + position, Int32(first), places) else { return false }
                    if memcmp(place, wanted, needle.count) == 0 { return true }
                    position = UnsafeRawPointer(place) - start + 1
                }
                return false
            }
        }
    }

    /// Whether `needle` stands in `text` at a position, which may lie outside.
    static func stands(_ needle: [UInt8], in text: [UInt8], at position: Int) -> Bool {
        guard position >= 0, text.count - position >= needle.count else { return false }
        var offset = 0
        while offset < needle.count {
            if text[position + offset] != needle[offset] { return false }
            offset += 1
        }
        return true
    }
}
