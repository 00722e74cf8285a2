import Foundation

/// A text on its way through modifiers: with wildcards, or already encoded as bytes.
enum TextValue: Hashable {
    case text(WildcardText)
    case bytes([UInt8])

    func applying(
        _ modifier: Modifier, _ placeholders: PlaceholderLists
    ) throws(ModifierError) -> [TextValue] {
        switch modifier {
        case .contains: [.text(try wildcardText(modifier).openedAtStart().openedAtEnd())]
        case .startswith: [.text(try wildcardText(modifier).openedAtEnd())]
        case .endswith: [.text(try wildcardText(modifier).openedAtStart())]
        case .windash: try wildcardText(modifier).withEveryDash().map(TextValue.text)
        case .wide, .utf16le: [.bytes(try utf16(modifier).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })]
        case .utf16be: [.bytes(try utf16(modifier).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })]
        case .utf16: [.bytes([0xFF, 0xFE] + (try utf16(modifier)).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })]
        case .base64: [.text(WildcardText(plain: Data(try encodable(modifier)).base64EncodedString()))]
        case .base64offset: TextValue.base64AtEveryOffset(try encodable(modifier))
        case .expand: try wildcardText(modifier).expanded(placeholders).map(TextValue.text)
        case .cased: [self]
        case .ignorecase, .multiline, .dotall:
            throw ModifierError("\(modifier.rawValue) needs re before it")
        case .all, .exists, .gt, .gte, .lt, .lte, .neq, .cidr, .fieldref, .re,
            .minute, .hour, .day, .week, .month, .year:
            throw ModifierError("\(modifier.rawValue) does not apply to text")
        }
    }

    private func wildcardText(_ modifier: Modifier) throws(ModifierError) -> WildcardText {
        switch self {
        case .text(let text): return text
        case .bytes: return try pattern()
        }
    }

    /// The value as text. UTF-16 is text for an event only where its bytes are UTF-8 as well, as ASCII's are.
    func pattern() throws(ModifierError) -> WildcardText {
        switch self {
        case .text(let text): return text
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ModifierError(
                    "an encoding to UTF-16 that is not ASCII must be followed by base64 or base64offset")
            }
            return WildcardText(plain: text)
        }
    }

    private func plainText(_ modifier: Modifier) throws(ModifierError) -> String {
        guard let text = try wildcardText(modifier).plain else {
            throw ModifierError("\(modifier.rawValue) needs text without wildcards")
        }
        return text
    }

    private func utf16(_ modifier: Modifier) throws(ModifierError) -> [UInt16] {
        let units = Array(try plainText(modifier).utf16)
        guard !units.isEmpty else { throw ModifierError("\(modifier.rawValue) needs text") }
        return units
    }

    private func encodable(_ modifier: Modifier) throws(ModifierError) -> [UInt8] {
        if case .bytes(let bytes) = self { return bytes }
        let bytes = Array(try plainText(modifier).utf8)
        guard !bytes.isEmpty else { throw ModifierError("\(modifier.rawValue) needs text") }
        return bytes
    }

    /// Base64 writes three bytes as four characters, so a text looks different at each of three positions. Characters
    /// that also depend on the bytes around it are left out (Sigma specification, "base64offset").
    private static func base64AtEveryOffset(_ bytes: [UInt8]) -> [TextValue] {
        (0..<3).map { offset in
            let encoded = Data(Array(repeating: UInt8(ascii: " "), count: offset) + bytes).base64EncodedString()
            let atStart = [0, 2, 3][offset]
            let atEnd = [0, 3, 2][(bytes.count + offset) % 3]
            return .text(WildcardText(plain: String(encoded.dropFirst(atStart).dropLast(atEnd))))
        }
    }
}

extension WildcardText {
    /// A list's values may hold wildcards, as a rule's own do.
    fileprivate func expanded(_ placeholders: PlaceholderLists) throws(ModifierError) -> [WildcardText] {
        var variants: [[Part]] = [[]]
        for part in parts {
            guard case .text(let text) = part else {
                variants = variants.map { $0 + [part] }
                continue
            }
            for piece in try placeholders.pieces(of: text) {
                switch piece {
                case .plain(let plain): variants = variants.map { WildcardText.joined($0, plain) }
                case .values(let values):
                    let inserted = values.map { WildcardText(parsing: $0).parts }
                    variants = variants.flatMap { start in inserted.map { WildcardText.joined(start, $0) } }
                }
                try ModifierChain.checkCount(variants.count)
            }
        }
        return variants.map(WildcardText.init(parts:))
    }

    private static func joined(_ parts: [Part], _ more: [Part]) -> [Part] {
        guard case .text(let text) = more.first else { return parts + more }
        return joined(parts, text) + more.dropFirst()
    }

    /// A command line's option may begin with a slash or with one of several dashes. Every combination is tried, as
    /// the specification asks, for at most three options in one value.
    fileprivate func withEveryDash() throws(ModifierError) -> [WildcardText] {
        var variants: [[Part]] = [[]]
        var dashes = 0
        for part in parts {
            guard case .text(let text) = part else {
                variants = variants.map { $0 + [part] }
                continue
            }
            for piece in WildcardText.piecesAtDashes(text) {
                guard piece.isDash else {
                    variants = variants.map { WildcardText.joined($0, piece.text) }
                    continue
                }
                dashes += 1
                guard dashes <= 3 else { throw ModifierError("windash takes at most three options in one value") }
                variants = variants.flatMap { variant in
                    ["-", "/", "\u{2013}", "\u{2014}", "\u{2015}"].map { WildcardText.joined(variant, $0) }
                }
            }
        }
        return variants.map(WildcardText.init(parts:))
    }

    private static func joined(_ parts: [Part], _ text: String) -> [Part] {
        if case .text(let last) = parts.last { return parts.dropLast() + [.text(last + text)] }
        return parts + [.text(text)]
    }

    /// A dash begins an option when a word follows it and none ends right before it.
    private static func piecesAtDashes(_ text: String) -> [(text: String, isDash: Bool)] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [(text: String, isDash: Bool)] = []
        for (index, scalar) in scalars.enumerated() {
            let followsWord = index > 0 && isWord(scalars[index - 1])
            let precedesWord = index + 1 < scalars.count && isWord(scalars[index + 1])
            let isDash = (scalar == "-" || scalar == "/") && !followsWord && precedesWord
            if !isDash, let last = pieces.last, !last.isDash {
                pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
            } else {
                pieces.append((String(Character(scalar)), isDash))
            }
        }
        return pieces
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
