/// SplitMix64: small, fast, and the same everywhere for the same seed, which the standard generators do not promise.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number that looks random but depends only on `value`: for deriving one seed from another.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// A number in `0..<bound`, or 0 when there is no such number.
    mutating func index(below bound: Int) -> Int {
        bound <= 1 ? 0 : Int(next() % UInt64(bound))
    }

    mutating func pick<Element>(_ items: [Element]) -> Element? {
        items.isEmpty ? nil : items[index(below: items.count)]
    }

    mutating func pick<Element>(_ items: [Element], or fallback: Element) -> Element {
        pick(items) ?? fallback
    }

    /// True in `percent` of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool {
        index(below: 100) < percent
    }

    /// The key of one of the pairs, in proportion to the weights.
    mutating func weighted<Element>(_ items: [(Element, Int)], or fallback: Element) -> Element {
        var rest = index(below: items.reduce(0) { $0 + $1.1 })
        for (element, weight) in items {
            if rest < weight { return element }
            rest -= weight
        }
        return fallback
    }

    /// A fraction in `0..<1`.
    mutating func fraction() -> Double {
        Double(next() >> 11) / Double(UInt64(1) << 53)
    }

    mutating func hex(_ digits: Int) -> String {
        var text = ""
        while text.utf8.count < digits { text += Hex.text(next(), digits: 16) }
        return String(text.prefix(digits))
    }

    mutating func digits(_ count: Int) -> String {
        String(
            (0..<count).map { position in
                Character(String(position == 0 ? 1 + index(below: 9) : index(below: 10)))
            })
    }

    /// A public-looking IPv4 address out of the documentation ranges (RFC 5737).
    mutating func address() -> String {
        pick(["192.0.2.", "198.51.100.", "203.0.113."], or: "192.0.2.") + String(1 + index(below: 254))
    }
}

/// Lower-case hexadecimal text.
enum Hex {
    private static let alphabet = Array("0123456789abcdef".utf8)

    static func text(_ value: UInt64, digits: Int) -> String {
        String(
            decoding: (0..<digits).reversed().map { position in
                position > 15 ? UInt8(ascii: "0") : alphabet[Int((value >> UInt64(position * 4)) & 0xF)]
            }, as: UTF8.self)
    }
}
