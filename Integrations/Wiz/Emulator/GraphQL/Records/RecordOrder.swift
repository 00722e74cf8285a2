import GraphQL

/// An `orderBy` whose fields are those of the records in capitals: `CREATED_AT` for `createdAt`.
struct RecordOrder {
    private let field: String
    private let isDescending: Bool

    /// Nil when nothing is asked for.
    init?(_ value: GraphQLValue?) {
        guard let name = value?["field"]?.stringValue else { return nil }
        let words = name.lowercased().split(separator: "_")
        field = words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
        isDescending = value?["direction"]?.stringValue == "DESC"
    }

    func sorted(_ records: [Record]) -> [Record] {
        let keys = records.map { key(of: $0) }
        let order = records.indices.sorted { left, right in
            if keys[left] == keys[right] { return left < right }
            return isDescending ? keys[left] > keys[right] : keys[left] < keys[right]
        }
        return order.map { records[$0] }
    }

    private func key(of record: Record) -> Key {
        let value = record.fields[field] ?? .null
        if field == "severity" {
            return Key(number: Double(value.stringValue.flatMap(Severity.init)?.rank ?? -1), text: "")
        }
        return Key(number: value.doubleValue ?? 0, text: value.stringValue ?? "")
    }

    private struct Key: Comparable {
        let number: Double
        let text: String

        static func < (left: Key, right: Key) -> Bool { (left.number, left.text) < (right.number, right.text) }
    }
}
