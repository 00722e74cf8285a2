import Workbench

/// What one value in a rule asks of one value in an event.
enum ValueTest: Hashable, Sendable {
    case text(TextPattern)
    case matches(ExpressionGroup)
    case number(RuleNumber)
    case bool(Bool)
    case compares(Comparison, RuleNumber)
    case isWithin(AddressRange)
    case equalsField(FieldReference)
    case hasTime(TimePart, Int64)

    enum Comparison: String, Hashable, Sendable {
        case gt, gte, lt, lte
    }

    /// Another field of the same event to compare with.
    struct FieldReference: Hashable, Sendable {
        enum Place: Hashable, Sendable {
            case whole, start, end, anywhere
        }

        var path: FieldPath
        var place: Place
        var isCased: Bool
    }

    func accepts(_ value: EventValue, in reader: EventReader) -> Bool {
        switch self {
        case .text(let pattern):
            if let bytes = pattern.isCased ? value.exactBytes : value.foldedBytes {
                pattern.matches(bytes)
            } else {
                false
            }
        case .matches(let group):
            reader.matches(group, value)
        case .number(let number):
            value.number.map(number.equals) ?? false
        case .bool(let bool):
            value.json == .bool(bool) || value.foldedBytes.map { $0 == Array((bool ? "true" : "false").utf8) } ?? false
        case .compares(let comparison, let number):
            value.number.map { comparison.holds($0, number) } ?? false
        case .isWithin(let range):
            value.text.map(range.contains) ?? false
        case .hasTime(let part, let number):
            value.text.flatMap(Timestamp.init).map { part.value(in: $0) == number } ?? false
        case .equalsField(let reference):
            reader.values(at: reference.path).contains { reference.accepts(value, comparedWith: $0) }
        }
    }
}

extension ValueTest.Comparison {
    func holds(_ value: RuleNumber, _ limit: RuleNumber) -> Bool {
        switch self {
        case .gt: limit.isLess(than: value)
        case .gte: limit.isLess(than: value) || limit.equals(value)
        case .lt: value.isLess(than: limit)
        case .lte: value.isLess(than: limit) || limit.equals(value)
        }
    }
}

extension ValueTest.FieldReference {
    func accepts(_ value: EventValue, comparedWith other: EventValue) -> Bool {
        let left = isCased ? value.exactBytes : value.foldedBytes
        let right = isCased ? other.exactBytes : other.foldedBytes
        guard let left, let right else { return false }
        switch place {
        case .whole: return left == right
        case .start: return left.starts(with: right)
        case .end: return left.count >= right.count && left.suffix(right.count).elementsEqual(right)
        case .anywhere: return ByteSearch.find(right, in: left)
        }
    }
}
