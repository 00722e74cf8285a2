import CRE2

/// A regular expression in RE2's syntax: Perl's without look-around and back-references, matched in linear time.
final class RegularExpression: Sendable {
    let text: String
    /// Dense and unique in one rule pack.
    let number: Int
    /// Lower-case texts of which each matching value holds at least one; nil when nothing is known.
    let requiredTexts: [[UInt8]]?
    /// The address of RE2's object. It is immutable, made once here and freed once in `deinit`.
    private let address: UInt

    static let lengthLimit = 5_000

    /// - Parameters:
    ///   - text: UTF-8, flags in front as `(?im)`.
    ///   - number: its place among the pack's expressions.
    init(_ text: String, number: Int = 0) throws(ModifierError) {
        guard text.utf8.count <= RegularExpression.lengthLimit else {
            throw ModifierError("a regular expression may have \(RegularExpression.lengthLimit) bytes at most")
        }
        var source = text
        var reason = [CChar](repeating: 0, count: 256)
        let pattern = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                cre2_compile(characters.baseAddress, characters.count, &reason, reason.count)
            }
        }
        guard let pattern else {
            let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            throw ModifierError("RE2 does not take this regular expression: \(words)")
        }
        self.text = text
        self.number = number
        address = UInt(bitPattern: pattern)
        requiredTexts = RegularExpression.literals(of: pattern)
    }

    deinit {
        if let pattern = OpaquePointer(bitPattern: address) { cre2_free(pattern) }
    }

    /// Whether it matches somewhere in the text.
    func matches(_ text: [UInt8]) -> Bool {
        guard let pattern = OpaquePointer(bitPattern: address) else { return false }
        return text.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_matches(pattern, $0.baseAddress, $0.count) }
        }
    }

    /// Only ASCII: RE2 folds other letters in its own way, and an index that misses a match would be silent about it.
    private static func literals(of pattern: OpaquePointer) -> [[UInt8]]? {
        var literals: [[UInt8]] = []
        for index in 0..<cre2_literal_count(pattern) {
            var length = 0
            guard let start = cre2_literal(pattern, index, &length) else { return nil }
            let literal = UnsafeBufferPointer(start: start, count: length).map { UInt8(bitPattern: $0) }
            guard literal.allSatisfy({ $0 < 0x80 }) else { return nil }
            literals.append(literal)
        }
        return literals.isEmpty ? nil : literals
    }
}

extension RegularExpression: Hashable {
    static func == (left: RegularExpression, right: RegularExpression) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
