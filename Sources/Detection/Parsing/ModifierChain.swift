/// Why a value and its modifiers do not go together.
struct ModifierError: Error, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Applies a field's modifiers to one of its values, in the order in which they are written.
struct ModifierChain {
    var modifiers: [Modifier]
    /// Whether the search names no field: its values may stand anywhere inside an event's texts.
    var isKeyword: Bool

    /// How many values placeholders and dashes may make of one.
    static let valueLimit = 10_000

    enum Result: Hashable {
        /// Any of these makes a value match.
        case tests([ValueTest])
        case exists(Bool)
        case isAbsent
    }

    func apply(
        to scalar: YAMLNode.Scalar, text: String, context: inout PackContext
    ) throws(ModifierError) -> Result {
        let own = modifiers.filter { $0 != .all && $0 != .neq }
        if own.contains(.exists) { return try exists(scalar, own) }
        if own.contains(.cidr) { return .tests([try cidr(text, own)]) }
        if own.contains(.re) { return .tests(try regularExpressions(scalar, text, own, &context)) }
        if let part = own.lazy.compactMap({ TimePart(rawValue: $0.rawValue) }).first {
            return .tests([try time(part, scalar, own)])
        }
        if let comparison = own.lazy.compactMap({ ValueTest.Comparison(rawValue: $0.rawValue) }).first {
            return .tests([try comparing(comparison, scalar, own)])
        }
        if own.contains(.fieldref) { return .tests([try fieldReference(scalar, text, own, &context)]) }
        if own.isEmpty, !isKeyword {
            switch scalar {
            case .null: return .isAbsent
            case .bool(let value): return .tests([.bool(value)])
            case .number(let number): return .tests([.number(number)])
            case .text: break
            }
        }
        guard scalar != .null else { throw ModifierError("null cannot be modified, and needs a field") }
        return .tests(try texts(text, own, context.placeholders))
    }

    private func exists(_ scalar: YAMLNode.Scalar, _ own: [Modifier]) throws(ModifierError) -> Result {
        guard own == [.exists] else { throw ModifierError("exists cannot be combined with other modifiers") }
        guard case .bool(let expected) = scalar else { throw ModifierError("exists needs true or false") }
        return .exists(expected)
    }

    private func cidr(_ text: String, _ own: [Modifier]) throws(ModifierError) -> ValueTest {
        guard own == [.cidr] else { throw ModifierError("cidr cannot be combined with other modifiers") }
        guard let range = AddressRange(text) else {
            throw ModifierError("'\(text)' is no IPv4 or IPv6 network in CIDR notation")
        }
        return .isWithin(range)
    }

    private func comparing(
        _ comparison: ValueTest.Comparison, _ scalar: YAMLNode.Scalar, _ own: [Modifier]
    ) throws(ModifierError) -> ValueTest {
        guard own.count == 1 else {
            throw ModifierError("\(comparison.rawValue) cannot be combined with other modifiers")
        }
        guard case .number(let number) = scalar else { throw ModifierError("\(comparison.rawValue) needs a number") }
        return .compares(comparison, number)
    }

    private func fieldReference(
        _ scalar: YAMLNode.Scalar, _ text: String, _ own: [Modifier], _ context: inout PackContext
    ) throws(ModifierError) -> ValueTest {
        let allowed: Set<Modifier> = [.fieldref, .startswith, .endswith, .contains, .cased]
        guard allowed.isSuperset(of: own) else {
            throw ModifierError("fieldref goes with startswith, endswith, contains and cased only")
        }
        let places = own.filter { $0 == .startswith || $0 == .endswith || $0 == .contains }
        guard places.count <= 1 else { throw ModifierError("fieldref takes one of startswith, endswith, contains") }
        guard scalar != .null, let name = WildcardText(parsing: text).plain, let path = context.path(name) else {
            throw ModifierError("fieldref needs the name of a field")
        }
        let place: ValueTest.FieldReference.Place =
            switch places.first {
            case .startswith: .start
            case .endswith: .end
            case .contains: .anywhere
            default: .whole
            }
        return .equalsField(.init(path: path, place: place, isCased: own.contains(.cased)))
    }

    private func time(
        _ part: TimePart, _ scalar: YAMLNode.Scalar, _ own: [Modifier]
    ) throws(ModifierError) -> ValueTest {
        guard own.count == 1 else { throw ModifierError("\(part.rawValue) cannot be combined with other modifiers") }
        guard case .number(let number) = scalar, let value = number.integer else {
            throw ModifierError("\(part.rawValue) needs a whole number")
        }
        return .hasTime(part, value)
    }

    private func texts(
        _ text: String, _ own: [Modifier], _ placeholders: PlaceholderLists
    ) throws(ModifierError) -> [ValueTest] {
        var values = [TextValue.text(WildcardText(parsing: text))]
        for modifier in own {
            var changed: [TextValue] = []
            for value in values { changed += try value.applying(modifier, placeholders) }
            try ModifierChain.checkCount(changed.count)
            values = changed
        }
        var tests: [ValueTest] = []
        for value in values {
            var pattern = try value.pattern()
            if isKeyword { pattern = pattern.openedAtStart().openedAtEnd() }
            tests.append(.text(TextPattern(pattern, isCased: own.contains(.cased))))
        }
        return tests
    }
}
