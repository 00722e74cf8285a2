/// Fields of one response key must be mergeable: the same field with the same arguments, of types that do not
/// contradict each other (GraphQL specification §5.3.2).
///
/// Each selection set is compared within itself once; after that only sets are compared with each other, and two
/// fragments at most once. That alone would not stop a hostile document, so every comparison is paid from the
/// validation's budget, and fragments must be known to be free of cycles before.
final class OverlappingFields {
    private let validation: Validation
    private let schema: Schema
    private var maps: [ObjectIdentifier: FieldMap] = [:]
    private var comparedFragments: [FragmentPair: Bool] = [:]

    /// More conflicts of one selection set than this add nothing to its message.
    private static let maxConflicts = 20

    init(_ validation: Validation) {
        self.validation = validation
        schema = validation.schema
    }

    /// Looks at a selection set and at those below it.
    func check(_ selectionSet: SelectionSet, on type: NamedType?) {
        guard !validation.isFull else { return }
        let map = map(of: selectionSet, on: type)
        for conflict in conflicts(within: map) {
            validation.report(
                "Fields \"\(conflict.key)\" conflict because \(conflict.reason.words). "
                    + "Use different aliases on the fields to fetch both if this was intentional.",
                at: conflict.left + conflict.right)
        }
        for entry in map.nested {
            guard let inner = entry.field.selectionSet else { continue }
            check(inner, on: entry.definition.map { schema.namedType(of: $0.type) })
        }
    }

    // MARK: Within and between

    private func conflicts(within map: FieldMap) -> [Conflict] {
        var conflicts: [Conflict] = []
        for (key, entries) in map.groups where entries.count > 1 {
            for (index, left) in entries.enumerated() {
                for right in entries[(index + 1)...] {
                    guard validation.spend(1), conflicts.count < Self.maxConflicts else { return conflicts }
                    if let conflict = conflict(key, left, right, areExclusive: false) { conflicts.append(conflict) }
                }
            }
        }
        for (index, name) in map.fragments.enumerated() {
            compare(map, withFragment: name, areExclusive: false, &conflicts)
            for other in map.fragments[(index + 1)...] {
                compare(fragment: name, with: other, areExclusive: false, &conflicts)
            }
        }
        return conflicts
    }

    private func compare(_ left: FieldMap, with right: FieldMap, areExclusive: Bool, _ conflicts: inout [Conflict]) {
        for (key, leftEntries) in left.groups {
            guard validation.spend(1), let rightEntries = right.entries(key) else { continue }
            for leftEntry in leftEntries {
                for rightEntry in rightEntries {
                    guard validation.spend(1), conflicts.count < Self.maxConflicts else { return }
                    if let conflict = conflict(key, leftEntry, rightEntry, areExclusive: areExclusive) {
                        conflicts.append(conflict)
                    }
                }
            }
        }
    }

    private func compare(
        _ map: FieldMap, withFragment name: String, areExclusive: Bool, _ conflicts: inout [Conflict]
    ) {
        guard validation.spend(1), let other = self.map(ofFragment: name), other !== map else { return }
        compare(map, with: other, areExclusive: areExclusive, &conflicts)
        for nested in other.fragments {
            compare(map, withFragment: nested, areExclusive: areExclusive, &conflicts)
        }
    }

    private func compare(
        fragment left: String, with right: String, areExclusive: Bool, _ conflicts: inout [Conflict]
    ) {
        guard left != right, validation.spend(1), isNew(FragmentPair(left, right), areExclusive: areExclusive),
            let leftMap = map(ofFragment: left), let rightMap = map(ofFragment: right)
        else { return }
        compare(leftMap, with: rightMap, areExclusive: areExclusive, &conflicts)
        for nested in rightMap.fragments {
            compare(fragment: left, with: nested, areExclusive: areExclusive, &conflicts)
        }
        for nested in leftMap.fragments {
            compare(fragment: nested, with: right, areExclusive: areExclusive, &conflicts)
        }
    }

    /// A comparison as not exclusive finds all that one as exclusive would.
    private func isNew(_ pair: FragmentPair, areExclusive: Bool) -> Bool {
        if let wasExclusive = comparedFragments[pair], areExclusive || !wasExclusive { return false }
        comparedFragments[pair] = areExclusive
        return true
    }

    // MARK: Two fields

    private func conflict(_ key: String, _ left: FieldEntry, _ right: FieldEntry, areExclusive: Bool) -> Conflict? {
        let areExclusive = areExclusive || areDifferentObjects(left.parent, right.parent)
        func because(_ reason: String) -> Conflict {
            Conflict(key: key, reason: .text(reason), left: [left.field.location], right: [right.field.location])
        }
        if !areExclusive {
            let (name, otherName) = (left.field.name.text, right.field.name.text)
            if name != otherName { return because("\"\(name)\" and \"\(otherName)\" are different fields") }
            if left.signature != right.signature { return because("they have differing arguments") }
        }
        if let type = left.definition?.type, let otherType = right.definition?.type, disagree(type, otherType) {
            return because(
                "they return conflicting types \"\(schema.text(of: type))\" and \"\(schema.text(of: otherType))\"")
        }
        guard let leftSet = left.field.selectionSet, let rightSet = right.field.selectionSet, leftSet !== rightSet
        else { return nil }
        let inner = conflicts(
            between: map(of: leftSet, on: left.definition.map { schema.namedType(of: $0.type) }),
            and: map(of: rightSet, on: right.definition.map { schema.namedType(of: $0.type) }),
            areExclusive: areExclusive)
        guard !inner.isEmpty else { return nil }
        return Conflict(
            key: key, reason: .subfields(inner), left: [left.field.location] + inner.flatMap(\.left),
            right: [right.field.location] + inner.flatMap(\.right))
    }

    private func conflicts(between left: FieldMap, and right: FieldMap, areExclusive: Bool) -> [Conflict] {
        var conflicts: [Conflict] = []
        compare(left, with: right, areExclusive: areExclusive, &conflicts)
        for name in right.fragments { compare(left, withFragment: name, areExclusive: areExclusive, &conflicts) }
        for name in left.fragments { compare(right, withFragment: name, areExclusive: areExclusive, &conflicts) }
        for name in left.fragments {
            for other in right.fragments {
                compare(fragment: name, with: other, areExclusive: areExclusive, &conflicts)
            }
        }
        return conflicts
    }

    /// No value is of two object types at once, so that fields of the two never meet in one response.
    private func areDifferentObjects(_ left: NamedType?, _ right: NamedType?) -> Bool {
        guard let left, let right else { return false }
        return left.id != right.id && left.kind == .object && right.kind == .object
    }

    private func disagree(_ left: TypeReference, _ right: TypeReference) -> Bool {
        switch (left, right) {
        case (.list(let left), .list(let right)), (.nonNull(let left), .nonNull(let right)): disagree(left, right)
        case (.named(let left), .named(let right)):
            left != right && (schema.type(left).kind.isLeaf || schema.type(right).kind.isLeaf)
        default: true
        }
    }

    // MARK: Field maps

    private func map(ofFragment name: String) -> FieldMap? {
        guard let fragment = validation.fragments[name] else { return nil }
        return map(of: fragment.selectionSet, on: schema.type(named: fragment.typeCondition.text))
    }

    private func map(of selectionSet: SelectionSet, on type: NamedType?) -> FieldMap {
        let key = ObjectIdentifier(selectionSet)
        if let known = maps[key] { return known }
        let map = FieldMap()
        collect(selectionSet, on: type, into: map)
        maps[key] = map
        return map
    }

    private func collect(_ selectionSet: SelectionSet, on type: NamedType?, into map: FieldMap) {
        for selection in selectionSet.selections {
            switch selection {
            case .spread(let spread): map.add(fragment: spread.name.text)
            case .field(let field):
                let definition = type.flatMap { schema.field(field.name.text, on: $0) }
                map.add(FieldEntry(parent: type, field: field, definition: definition))
            case .inline(let fragment):
                let condition = fragment.typeCondition.map { schema.type(named: $0.text) } ?? type
                collect(fragment.selectionSet, on: condition, into: map)
            }
        }
    }
}

extension Validation {
    func checkOverlappingFields() {
        let rule = OverlappingFields(self)
        for operation in document.operations {
            rule.check(operation.selectionSet, on: schema.rootType(of: operation.kind))
        }
        for fragment in document.fragments {
            rule.check(fragment.selectionSet, on: schema.type(named: fragment.typeCondition.text))
        }
    }
}

private struct Conflict {
    let key: String
    let reason: Reason
    let left: [SourceLocation]
    let right: [SourceLocation]

    indirect enum Reason {
        case text(String)
        case subfields([Conflict])

        var words: String {
            switch self {
            case .text(let text): text
            case .subfields(let conflicts):
                conflicts.map { "subfields \"\($0.key)\" conflict because \($0.reason.words)" }
                    .joined(separator: " and ")
            }
        }
    }
}

/// Two fragments, in whichever order.
private struct FragmentPair: Hashable {
    let first: String
    let second: String

    init(_ left: String, _ right: String) {
        (first, second) = left < right ? (left, right) : (right, left)
    }
}

private struct FieldEntry {
    let parent: NamedType?
    let field: FieldSelection
    let definition: FieldDefinition?
    let signature: String

    init(parent: NamedType?, field: FieldSelection, definition: FieldDefinition?) {
        self.parent = parent
        self.field = field
        self.definition = definition
        signature = field.arguments.isEmpty ? "" : field.arguments.signature
    }
}

/// The fields of a selection set by response key, those of inline fragments included, and the fragments it spreads.
private final class FieldMap {
    private(set) var groups: [(key: String, entries: [FieldEntry])] = []
    private(set) var fragments: [String] = []
    private(set) var nested: [FieldEntry] = []
    private var positions: [String: Int] = [:]
    private var knownLeaves: Set<Leaf> = []
    private var knownFragments: Set<String> = []

    private struct Leaf: Hashable {
        let parent: TypeID?
        let key: String
        let name: String
        let signature: String
    }

    func entries(_ key: String) -> [FieldEntry]? {
        positions[key].map { groups[$0].entries }
    }

    func add(fragment: String) {
        if knownFragments.insert(fragment).inserted { fragments.append(fragment) }
    }

    /// A leaf that is there already is left out: it compares with everything as the first one does.
    func add(_ entry: FieldEntry) {
        let key = entry.field.responseKey
        if entry.field.selectionSet == nil {
            let leaf = Leaf(
                parent: entry.parent?.id, key: key, name: entry.field.name.text, signature: entry.signature)
            guard knownLeaves.insert(leaf).inserted else { return }
        } else {
            nested.append(entry)
        }
        if let position = positions[key] {
            groups[position].entries.append(entry)
        } else {
            positions[key] = groups.count
            groups.append((key, [entry]))
        }
    }
}
