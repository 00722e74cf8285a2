/// A set of small numbers below a bound, one bit each.
struct NumberSet: Sendable {
    private var words: [UInt64]

    /// Empty; numbers from 0 until `count` may come in.
    init(count: Int) {
        words = Array(repeating: 0, count: (max(0, count) + 63) >> 6)
    }

    /// Empty, with room for the same numbers.
    init(sizedLike other: NumberSet) {
        words = Array(repeating: 0, count: other.words.count)
    }

    mutating func insert(_ number: Int) {
        guard number >= 0, number >> 6 < words.count else { return }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int) -> Bool {
        guard number >= 0, number >> 6 < words.count else { return false }
        return words[number >> 6] & (1 << UInt64(number & 63)) != 0
    }

    /// Whether a number that is in both sets satisfies a condition; asked in ascending order until one does.
    func containsCommon(with other: NumberSet, where satisfies: (Int) -> Bool) -> Bool {
        for index in 0..<min(words.count, other.words.count) {
            var rest = words[index] & other.words[index]
            while rest != 0 {
                if satisfies(index << 6 + rest.trailingZeroBitCount) { return true }
                rest &= rest &- 1
            }
        }
        return false
    }

    /// Ascending.
    var numbers: [Int] {
        var numbers: [Int] = []
        for (index, word) in words.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                numbers.append(index << 6 + rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
        return numbers
    }
}
