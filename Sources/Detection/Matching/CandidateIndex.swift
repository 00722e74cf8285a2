import Workbench

/// Tells from an event's texts which rules can match at all, so that the cost follows those and not the whole pack.
///
/// Most rules need some literal text in some field. All those texts of a field are looked for in one pass; a rule
/// without such a text is always a candidate. A candidate is then evaluated in full: the index only leaves out.
struct CandidateIndex: Sendable {
    private var scanners: [(path: FieldPath, scanner: TextScanner)] = []
    /// Rules without a needed text.
    private var unconditional: NumberSet

    init(_ expressions: [Expression]) {
        unconditional = NumberSet(count: expressions.count)
        var keys: [FieldPath: [(text: [UInt8], rule: Int)]] = [:]
        for (rule, expression) in expressions.enumerated() {
            guard let required = expression.requiredTexts else {
                unconditional.insert(rule)
                continue
            }
            for key in required { keys[key.path, default: []].append((key.text, rule)) }
        }
        scanners = keys.sorted { $0.key.number < $1.key.number }.map { ($0.key, TextScanner($0.value)) }
    }

    /// The numbers of the rules that may match, ascending.
    func candidates(in reader: EventReader) -> [Int] {
        var candidates = unconditional
        for (path, scanner) in scanners {
            for value in reader.values(at: path) {
                guard let bytes = value.foldedBytes else { continue }
                scanner.scan(bytes) { candidates.insert($0) }
            }
        }
        return candidates.numbers
    }
}

/// A text that must stand in one of a field's values, without regard to case.
struct RequiredText: Hashable {
    var path: FieldPath
    var text: [UInt8]
}

extension Expression {
    /// Texts of which at least one is in every event that matches; nil when there is no such set.
    var requiredTexts: [RequiredText]? {
        switch self {
        case .all(let parts):
            return parts.compactMap(\.requiredTexts).max { Expression.worth($0) < Expression.worth($1) }
        case .any(let parts):
            var union: [RequiredText] = []
            for part in parts {
                guard let required = part.requiredTexts else { return nil }
                union += required
            }
            return union
        case .field(let path, let tests):
            var union: [RequiredText] = []
            for test in tests {
                guard let texts = test.requiredTexts else { return nil }
                union += texts.map { RequiredText(path: path, text: $0) }
            }
            return union
        case .shared(_, let part):
            return part.requiredTexts
        case .not, .exists, .anywhere:
            return nil
        }
    }

    /// The shortest text decides how often a set lets an event through.
    private static func worth(_ texts: [RequiredText]) -> Int { texts.map(\.text.count).min() ?? .max }
}

extension ExpressionGroup {
    fileprivate var requiredTexts: [[UInt8]]? {
        var union: [[UInt8]] = []
        for expression in expressions {
            guard let texts = expression.requiredTexts else { return nil }
            union += texts
        }
        return union
    }
}

extension ValueTest {
    /// Folded texts of which every value that passes holds at least one; nil when there is no such set.
    fileprivate var requiredTexts: [[UInt8]]? {
        switch self {
        case .text(let pattern): pattern.requiredText.flatMap { $0.isEmpty ? nil : [$0] }
        case .matches(let group): group.requiredTexts
        case .number, .bool, .compares, .isWithin, .equalsField, .hasTime: nil
        }
    }
}
