import CRE2

/// Tells from the literals in a value which of a pack's regular expressions can match it at all: one pass over the
/// value instead of one for each expression.
///
/// RE2 knows for each expression which literals a matching text must hold ("login" and one of "fail" and "deny").
/// Expressions without such literals are always possible.
final class RegularExpressionFilter: Sendable {
    /// Finds RE2's literals, by their numbers.
    private let scanner: TextScanner
    private let literalCount: Int
    private let expressionCount: Int
    /// The pack's number of each expression that RE2's filter took.
    private let numbers: [Int]
    /// Expressions that it did not take.
    private let unfiltered: [Int]
    /// The address of RE2's object. It is never changed after `init`, and freed once in `deinit`.
    private let address: UInt

    init(_ expressions: [RegularExpression]) {
        var numbers: [Int] = []
        var unfiltered: [Int] = []
        let filter = cre2_filter_create()
        for (number, expression) in expressions.enumerated() {
            if let filter, expression.requiredTexts != nil, RegularExpressionFilter.add(expression.text, to: filter) {
                numbers.append(number)
            } else {
                unfiltered.append(number)
            }
        }
        var literals: [(text: [UInt8], rule: Int)] = []
        if let filter {
            for index in 0..<cre2_filter_compile(filter) {
                var length = 0
                guard let start = cre2_filter_literal(filter, index, &length) else { continue }
                let bytes = UnsafeBufferPointer(start: start, count: length).map { UInt8(bitPattern: $0) }
                literals.append((bytes, index))
            }
        }
        self.numbers = numbers
        self.unfiltered = unfiltered
        literalCount = literals.count
        expressionCount = expressions.count
        scanner = TextScanner(literals)
        address = UInt(bitPattern: filter)
    }

    deinit {
        if let filter = OpaquePointer(bitPattern: address) { cre2_filter_free(filter) }
    }

    /// The numbers of the expressions that may match somewhere in a folded text.
    func possible(in folded: [UInt8]) -> NumberSet {
        var possible = NumberSet(count: expressionCount)
        for number in unfiltered { possible.insert(number) }
        guard !numbers.isEmpty, let filter = OpaquePointer(bitPattern: address) else { return possible }
        var seen = NumberSet(count: literalCount)
        scanner.scan(folded) { seen.insert($0) }
        let literals = seen.numbers.map(Int32.init)
        let found = [Int32](unsafeUninitializedCapacity: numbers.count) { buffer, count in
            let total = cre2_filter_possible(filter, literals, literals.count, buffer.baseAddress, numbers.count)
            count = min(total, numbers.count)
        }
        for index in found where numbers.indices.contains(Int(index)) { possible.insert(numbers[Int(index)]) }
        return possible
    }

    private static func add(_ text: String, to filter: OpaquePointer) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_filter_add(filter, $0.baseAddress, $0.count) }
        }
    }
}
