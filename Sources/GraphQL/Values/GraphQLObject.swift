/// An insertion-ordered map from names to values.
///
/// Two objects are equal when they hold the same values under the same keys, whatever the order, as in JSON.
public struct GraphQLObject: Sendable {
    private var entries: [Entry] = []
    /// Where each key is. Kept only for objects too large for a linear search.
    private var positions: [String: Int]?

    private struct Entry: Sendable {
        let key: String
        var value: GraphQLValue
    }

    private static let linearSearchLimit = 16

    public init() {}

    /// Later pairs replace earlier ones with the same key.
    public init(_ pairs: [(String, GraphQLValue)]) {
        entries.reserveCapacity(pairs.count)
        for (key, value) in pairs { self[key] = value }
    }

    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }
    public var keys: [String] { entries.map(\.key) }
    public var values: [GraphQLValue] { entries.map(\.value) }

    /// Assigning nil removes the key; assigning to a known key keeps its place.
    public subscript(key: String) -> GraphQLValue? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): entries[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    mutating func reserveCapacity(_ count: Int) {
        entries.reserveCapacity(count)
    }

    /// Adds a key that is known to be new, without looking for it.
    mutating func append(_ key: String, _ value: GraphQLValue) {
        positions?[key] = entries.count
        entries.append(Entry(key: key, value: value))
        if positions == nil, entries.count > Self.linearSearchLimit { indexEntries() }
    }

    private mutating func remove(at position: Int) {
        entries.remove(at: position)
        positions = nil
        if entries.count > Self.linearSearchLimit { indexEntries() }
    }

    private mutating func indexEntries() {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(entries.count)
        for (position, entry) in entries.enumerated() { positions[entry.key] = position }
        self.positions = positions
    }

    private func position(of key: String) -> Int? {
        if let positions { return positions[key] }
        return entries.firstIndex { $0.key == key }
    }
}

extension GraphQLObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, GraphQLValue)...) {
        self.init(elements)
    }
}

extension GraphQLObject: Sequence {
    public func makeIterator() -> AnyIterator<(key: String, value: GraphQLValue)> {
        var rest = entries.makeIterator()
        return AnyIterator { rest.next().map { (key: $0.key, value: $0.value) } }
    }
}

extension GraphQLObject: Hashable {
    public static func == (left: GraphQLObject, right: GraphQLObject) -> Bool {
        left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var unordered = 0
        for entry in entries {
            var own = Hasher()
            own.combine(entry.key)
            own.combine(entry.value)
            unordered ^= own.finalize()
        }
        hasher.combine(unordered)
    }
}
