import Workbench

/// One value of an event, in the forms in which rules compare it. Each form is made at most once per event.
final class EventValue {
    let json: JSON
    /// Where it stands in the event.
    let path: String

    init(_ json: JSON, path: String) {
        self.json = json
        self.path = path
    }

    /// Strings, and numbers and booleans as JSON writes them; objects have no text.
    private(set) lazy var text: String? =
        switch json {
        case .string(let text): text
        case .integer(let value): String(value)
        case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    private(set) lazy var exactBytes: [UInt8]? = text.map { Array($0.utf8) }
    private(set) lazy var foldedBytes: [UInt8]? = text.map(TextFolding.fold)
    private(set) lazy var number = RuleNumber(json)
    /// The regular expressions that may match it; nil until the first of them is asked.
    fileprivate var possibleExpressions: NumberSet?
    private var asked = NumberSet(count: 0)
    private var matched = NumberSet(count: 0)

    /// Whether an expression matches. Several rules and filters ask for the same one; it is tried once.
    func verdict(on expression: RegularExpression, of text: [UInt8]) -> Bool {
        if asked.contains(expression.number) { return matched.contains(expression.number) }
        let matches = expression.matches(text)
        asked.insert(expression.number)
        if matches { matched.insert(expression.number) }
        return matches
    }

    fileprivate func expect(_ possible: NumberSet) {
        possibleExpressions = possible
        asked = NumberSet(sizedLike: possible)
        matched = asked
    }
}

/// Reads an event's fields for rules, each field once. Made for one event and one thread.
final class EventReader {
    private let root: JSON
    private var known: [[EventValue]?]
    private let filter: RegularExpressionFilter
    private var verdicts: [Int: Bool] = [:]
    /// What is still to be looked at while a path is resolved; kept for its memory.
    private var open: [(json: JSON, step: Int)] = []
    private(set) lazy var everyText: [EventValue] = allTexts()

    init(_ event: DetectionEvent, fieldCount: Int, filter: RegularExpressionFilter) {
        root = event.fields
        self.filter = filter
        known = Array(repeating: nil, count: fieldCount)
    }

    /// All values at a path, in document order: a list on the way, or at the end, gives its elements' values.
    /// A null is no value, and neither is an empty list.
    func values(at path: FieldPath) -> [EventValue] {
        if let values = known[path.number] { return values }
        let values = resolve(path)
        known[path.number] = values
        return values
    }

    /// Whether one of a group's expressions matches somewhere in a value.
    func matches(_ group: ExpressionGroup, _ value: EventValue) -> Bool {
        guard let exact = value.exactBytes, let folded = value.foldedBytes else { return false }
        if let possible = value.possibleExpressions { return group.matches(value, exact, possible: possible) }
        let possible = filter.possible(in: folded)
        value.expect(possible)
        return group.matches(value, exact, possible: possible)
    }

    /// The verdict on a shared part of rules, worked out when it is first asked for.
    func remembered(_ number: Int, _ evaluate: () -> Bool) -> Bool {
        if let verdict = verdicts[number] { return verdict }
        let verdict = evaluate()
        verdicts[number] = verdict
        return verdict
    }

    private func resolve(_ path: FieldPath) -> [EventValue] {
        var found: [EventValue] = []
        open.removeAll(keepingCapacity: true)
        open.append((root, 0))
        while let (json, step) = open.popLast() {
            switch json {
            case .null:
                continue
            case .array(let elements):
                for element in elements.reversed() { open.append((element, step)) }
            case .object(let members) where step < path.keys.count:
                let keys = path.keys[step]
                for offset in keys.indices.reversed() {
                    if let member = members[keys[offset]] { open.append((member, step + offset + 1)) }
                }
            default:
                if step == path.keys.count { found.append(EventValue(json, path: path.text)) }
            }
        }
        return found
    }

    /// Every text in the event, for searches that name no field.
    private func allTexts() -> [EventValue] {
        var found: [EventValue] = []
        var open: [(json: JSON, path: String)] = [(root, "")]
        while let (json, path) = open.popLast() {
            switch json {
            case .null:
                continue
            case .array(let elements):
                open.append(contentsOf: elements.reversed().map { ($0, path) })
            case .object(let members):
                let sorted = members.sorted { $0.key > $1.key }
                open.append(contentsOf: sorted.map { ($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") })
            default:
                found.append(EventValue(json, path: path))
            }
        }
        return found
    }
}
