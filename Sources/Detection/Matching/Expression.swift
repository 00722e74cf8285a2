import Workbench

/// A rule's condition with everything it refers to, ready to be evaluated.
indirect enum Expression: Hashable, Sendable {
    case all([Expression])
    case any([Expression])
    case not(Expression)
    /// At least one of the field's values passes at least one of the tests.
    case field(FieldPath, [ValueTest])
    /// The field has a value, or has none.
    case exists(FieldPath, Bool)
    /// A part of several rules: evaluated once for an event, remembered under its number.
    case shared(Int, Expression)
    /// Some text anywhere in the event passes at least one of the tests.
    case anywhere([ValueTest])

    func holds(in reader: EventReader) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(in: reader) }
        case .any(let parts): parts.contains { $0.holds(in: reader) }
        case .not(let part): !part.holds(in: reader)
        case .field(let path, let tests): passes(tests, reader.values(at: path), reader)
        case .exists(let path, let expected): reader.values(at: path).isEmpty != expected
        case .shared(let number, let part): reader.remembered(number) { part.holds(in: reader) }
        case .anywhere(let tests): passes(tests, reader.everyText, reader)
        }
    }

    private func passes(_ tests: [ValueTest], _ values: [EventValue], _ reader: EventReader) -> Bool {
        values.contains { value in tests.contains { $0.accepts(value, in: reader) } }
    }

    /// Collects the values that made an expression true that is known to hold. What is negated has nothing to show.
    func explain(in reader: EventReader, into evidence: inout Evidence) {
        guard !evidence.isFull else { return }
        switch self {
        case .all(let parts):
            for part in parts { part.explain(in: reader, into: &evidence) }
        case .any(let parts):
            for part in parts where part.holds(in: reader) { part.explain(in: reader, into: &evidence) }
        case .not:
            return
        case .shared(_, let part):
            part.explain(in: reader, into: &evidence)
        case .field(let path, let tests):
            evidence.add(reader.values(at: path).filter { passes(tests, [$0], reader) })
        case .exists(let path, let expected):
            if expected { evidence.add(reader.values(at: path)) }
        case .anywhere(let tests):
            evidence.add(reader.everyText.filter { passes(tests, [$0], reader) })
        }
    }
}

/// The fields that made a rule match: without repetition, few, and short enough to show.
struct Evidence {
    private(set) var fields: [DetectionMatch.Field] = []

    var isFull: Bool { fields.count >= RuleMatch.fieldLimit }

    mutating func add(_ values: [EventValue]) {
        for value in values where !isFull {
            guard let text = value.text else { continue }
            let field = DetectionMatch.Field(path: value.path, value: Evidence.cut(text))
            if !fields.contains(field) { fields.append(field) }
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > RuleMatch.valueLimit else { return text }
        let head = text.prefix(RuleMatch.valueLimit)
        return head.endIndex == text.endIndex ? text : head + "…"
    }
}
