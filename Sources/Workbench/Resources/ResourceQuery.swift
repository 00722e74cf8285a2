/// A question about a collection, independent of how it is stored.
public struct ResourceQuery: Hashable, Sendable {
    public var scope: AccessScope
    public var filter: ResourceFilter
    public var sort: [SortKey]
    /// Rows wanted; 0 asks for the count alone.
    public var limit: Int
    /// Where the previous page ended, as given in `Page.next`.
    public var cursor: String?
    /// Whether the count of all matches is wanted.
    public var wantsTotal: Bool

    public init(
        scope: AccessScope, filter: ResourceFilter = .all([]), sort: [SortKey] = [], limit: Int = 50,
        cursor: String? = nil, wantsTotal: Bool = false
    ) {
        self.scope = scope
        self.filter = filter
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
        self.wantsTotal = wantsTotal
    }
}

public struct SortKey: Hashable, Sendable {
    public var attribute: String
    public var isDescending: Bool

    public init(_ attribute: String, isDescending: Bool = false) {
        self.attribute = attribute
        self.isDescending = isDescending
    }
}

/// A condition over attributes, named as the API names them.
public indirect enum ResourceFilter: Hashable, Sendable {
    /// True when all are; the empty list is always true.
    case all([ResourceFilter])
    case any([ResourceFilter])
    case not(ResourceFilter)
    case compare(FieldPath, Comparison, FieldValue)
    case isNull(FieldPath)
    /// Words in the names and texts of a resource.
    case search(String)

    public enum Comparison: Hashable, Sendable {
        case equal, greater, less
        /// Case-insensitive.
        case contains, startsWith, equalIgnoringCase
    }
}

/// An attribute, or one reached through at most two relationships. `id` is an attribute of everything.
public struct FieldPath: Hashable, Sendable, ExpressibleByStringLiteral {
    public var relationships: [String]
    public var attribute: String

    public init(_ relationships: [String] = [], _ attribute: String) {
        self.relationships = relationships
        self.attribute = attribute
    }

    public init(stringLiteral attribute: String) {
        self.init([], attribute)
    }

    /// The id at the end of a relationship's inverse, which may lead over another relationship ("a.b").
    public init(back inverse: String) {
        self.init(inverse.split(separator: ".").map(String.init), "id")
    }
}

public enum FieldValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case time(Timestamp)
}

/// Some rows of a collection, and where to go on.
public struct Page<Row: Sendable>: Sendable {
    public var rows: [Row]
    /// Opaque; nil on the last page.
    public var next: String?
    /// Of all matches, when it was asked for.
    public var total: Int?
    /// Whether the total was reckoned from a sample, because counting would have taken too long.
    public var isTotalEstimated: Bool

    public init(rows: [Row], next: String?, total: Int?, isTotalEstimated: Bool = false) {
        self.rows = rows
        self.next = next
        self.total = total
        self.isTotalEstimated = isTotalEstimated
    }
}
