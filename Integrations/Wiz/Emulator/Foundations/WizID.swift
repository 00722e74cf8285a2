/// A UUID (RFC 9562) in 16 bytes, written in lower case as Wiz writes its ids.
struct WizID: Hashable, Sendable, Comparable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Version 5, as most ids that Wiz derives are.
    init(using random: inout SeededGenerator) {
        high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x5000
        low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// An id that depends only on the seed and a purpose: for what is derived and not stored.
    init(seed: UInt64, purpose: UInt64) {
        var random = SeededGenerator(seed: SeededGenerator.mix(seed ^ SeededGenerator.mix(purpose &+ 0x51)))
        self.init(using: &random)
    }

    /// Reads 8-4-4-4-12 hexadecimal digits in either case. Anything else is not an id.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var halves: [UInt64] = [0, 0]
        var digits = 0
        for (position, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(position) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            halves[digits / 16] = halves[digits / 16] << 4 | UInt64(digit)
            digits += 1
        }
        high = halves[0]
        low = halves[1]
    }

    static func < (left: WizID, right: WizID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// A seed for everything that is derived from the thing with this id.
    var seed: UInt64 { SeededGenerator.mix(high ^ SeededGenerator.mix(low)) }
}

extension WizID: CustomStringConvertible {
    var description: String {
        let left = Hex.text(high, digits: 16)
        let right = Hex.text(low, digits: 16)
        return [
            left.prefix(8), left.dropFirst(8).prefix(4), left.suffix(4), right.prefix(4), right.dropFirst(4),
        ].joined(separator: "-")
    }
}

extension WizID {
    /// An id that depends only on a name (FNV-1a over its bytes, then mixed).
    init(name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(seed: hash, purpose: 0)
    }
}
