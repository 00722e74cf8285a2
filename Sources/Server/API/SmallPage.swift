import Workbench

/// Filtering, sorting and paging of rows in memory, with the meaning that the store gives to the same questions.
enum SmallPage {
    static func page(of rows: [ResourceObject], _ query: ResourceQuery) throws(WorkbenchError) -> Page<ResourceObject> {
        let matching = rows.filter { row in matches(query.filter) { value(of: $0, in: row) } }
        let sorted = sort(matching, by: query.sort)
        var start = 0
        if let cursor = query.cursor {
            guard let position = Int(cursor), (0...1_000_000).contains(position) else {
                throw .invalid("This page link is not one of ours.", field: "page[cursor]")
            }
            start = position
        }
        let page = Array(sorted.dropFirst(start).prefix(max(0, query.limit)))
        let end = start &+ page.count
        let isLast = end >= sorted.count || page.isEmpty
        return Page(rows: page, next: isLast ? nil : String(end), total: query.wantsTotal ? sorted.count : nil)
    }

    /// Whether a condition holds, given the values of the fields.
    static func matches(_ filter: ResourceFilter, _ value: (FieldPath) -> JSON) -> Bool {
        switch filter {
        case .all(let parts): parts.allSatisfy { matches($0, value) }
        case .any(let parts): parts.contains { matches($0, value) }
        case .not(let part): !matches(part, value)
        case .isNull(let path): value(path) == .null
        case .compare(let path, let comparison, let operand): compares(value(path), comparison, operand)
        case .search: false
        }
    }

    private static func compares(
        _ value: JSON, _ comparison: ResourceFilter.Comparison, _ operand: FieldValue
    ) -> Bool {
        switch (value, operand) {
        case (.string(let text), .text(let other)): compares(text, comparison, other)
        case (.string(let text), .time(let other)):
            Timestamp(text).map { ordered($0, comparison, Timestamp(milliseconds: other.milliseconds)) } ?? false
        case (.integer(let number), .number(let other)): ordered(Double(number), comparison, other)
        case (.number(let number), .number(let other)): ordered(number, comparison, other)
        case (.bool(let flag), .boolean(let other)): comparison == .equal && flag == other
        default: false
        }
    }

    private static func compares(_ text: String, _ comparison: ResourceFilter.Comparison, _ other: String) -> Bool {
        switch comparison {
        case .equal: text == other
        case .greater: text > other
        case .less: text < other
        case .contains: text.lowercased().contains(other.lowercased())
        case .startsWith: text.lowercased().hasPrefix(other.lowercased())
        case .equalIgnoringCase: text.lowercased() == other.lowercased()
        }
    }

    private static func ordered<Value: Comparable>(
        _ value: Value, _ comparison: ResourceFilter.Comparison, _ other: Value
    ) -> Bool {
        switch comparison {
        case .equal: value == other
        case .greater: value > other
        case .less: value < other
        case .contains, .startsWith, .equalIgnoringCase: false
        }
    }

    private static func value(of path: FieldPath, in row: ResourceObject) -> JSON {
        guard let relationship = path.relationships.first else {
            return path.attribute == "id" ? .string(row.id) : row.attributes[path.attribute] ?? .null
        }
        guard path.relationships.count == 1, path.attribute == "id", let target = row.toOne[relationship] else {
            return .null
        }
        return JSON(target)
    }

    private static func sort(_ rows: [ResourceObject], by keys: [SortKey]) -> [ResourceObject] {
        rows.sorted { left, right in
            for key in keys + [SortKey("created_at"), SortKey("id")] {
                let path = FieldPath([], key.attribute)
                let order = compare(value(of: path, in: left), value(of: path, in: right))
                if order != 0 { return key.isDescending ? order > 0 : order < 0 }
            }
            return false
        }
    }

    /// Null comes first.
    private static func compare(_ left: JSON, _ right: JSON) -> Int {
        switch (left, right) {
        case (.null, .null): 0
        case (.null, _): -1
        case (_, .null): 1
        case (.string(let left), .string(let right)): order(left, right)
        case (.integer(let left), .integer(let right)): order(left, right)
        case (.number(let left), .number(let right)): order(left, right)
        case (.bool(let left), .bool(let right)): order(left ? 1 : 0, right ? 1 : 0)
        default: 0
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left == right ? 0 : (left < right ? -1 : 1)
    }
}
