import Workbench

/// How one resource of the API is kept: which column or expression stands behind each attribute, and how its
/// relationships lead to other tables. In expressions `@` stands for the row's alias.
struct ResourceTable: Sendable {
    /// Which rows a scope sees.
    enum Ownership: Sendable {
        /// The row is the organization itself.
        case organization
        /// The row belongs to the organization in `organization_id`.
        case owned
        /// The row belongs to the organization of the device in `device_id`.
        case ofDevice
        /// As `owned`; rows of nobody are everybody's.
        case ownedOrShared
    }

    /// How `ResourceFilter.search` finds rows.
    enum Search: Sendable {
        /// By the text kept under the row's id, and for short terms by the beginnings of words in these columns.
        case indexed(columns: [String])
        /// As `indexed`, and by the texts of the vendor alerts that the row rests on.
        case indexedWithVendorAlerts(columns: [String])
        /// By looking at each row's columns: for tables that stay small.
        case columns([String])
    }

    /// Plural, as in the API's addresses.
    let name: String
    let table: String
    let ownership: Ownership
    let search: Search
    let attributes: [String: ResourceColumn]
    let relationships: [String: ResourceLink]
    /// Whether rows with a time in `deleted_at` are gone for everybody.
    var hidesDeleted = false
}

/// What stands behind one attribute.
struct ResourceColumn: Sendable {
    enum Kind: Hashable, Sendable {
        case text, flag, number, milliseconds, nanoseconds
        /// An object or a list: only whether there is one can be asked.
        case structure
    }

    var kind: Kind
    var expression: String
    /// Another expression to sort by: the order of a vocabulary rather than of its spelling.
    var order: (expression: String, numbers: [String: Int])?
    var isNullable = false
    var isSortable = true
    var isFilterable = true
    /// The same for every row, so that sorting by it means nothing.
    var isConstant = false
}

extension ResourceColumn {
    static func text(_ column: String, nullable: Bool = false) -> ResourceColumn {
        ResourceColumn(kind: .text, expression: "@.\(column)", isNullable: nullable)
    }

    static func flag(_ column: String, nullable: Bool = false) -> ResourceColumn {
        ResourceColumn(kind: .flag, expression: "@.\(column)", isNullable: nullable)
    }

    static func number(_ column: String) -> ResourceColumn {
        ResourceColumn(kind: .number, expression: "@.\(column)")
    }

    static func milliseconds(_ column: String, nullable: Bool = false) -> ResourceColumn {
        ResourceColumn(kind: .milliseconds, expression: "@.\(column)", isNullable: nullable)
    }

    static func nanoseconds(_ column: String, nullable: Bool = false) -> ResourceColumn {
        ResourceColumn(kind: .nanoseconds, expression: "@.\(column)", isNullable: nullable)
    }

    static func structure(_ column: String, nullable: Bool = false) -> ResourceColumn {
        ResourceColumn(kind: .structure, expression: "@.\(column)", isNullable: nullable, isSortable: false)
    }

    /// A severity: sorted with the worst first.
    static func severity(_ column: String, nullable: Bool = false) -> ResourceColumn {
        let ranks = Dictionary(
            Severity.allCases.map { ($0.rawValue, $0.rank) }, uniquingKeysWith: { first, _ in first })
        return ResourceColumn(
            kind: .text, expression: "@.\(column)", order: ("@.\(column)_rank", ranks), isNullable: nullable)
    }

    /// Null in every row, because the product has no data for it.
    static func nothing(_ kind: Kind = .text) -> ResourceColumn {
        ResourceColumn(
            kind: kind, expression: "CAST(NULL AS \(kind.columnType))", isNullable: true,
            isSortable: kind != .structure, isConstant: true)
    }

    /// The same word in every row.
    static func word(_ word: String) -> ResourceColumn {
        ResourceColumn(kind: .text, expression: "CAST('\(word)' AS TEXT)", isConstant: true)
    }

    /// The same flag in every row.
    static func always(_ flag: Bool) -> ResourceColumn {
        ResourceColumn(kind: .flag, expression: "CAST(\(flag ? 1 : 0) AS SMALLINT)", isConstant: true)
    }

    /// Shown by the API, and neither filtered nor sorted by.
    static let shownOnly = ResourceColumn(
        kind: .structure, expression: "CAST(NULL AS TEXT)", isSortable: false, isFilterable: false)
}

extension ResourceColumn.Kind {
    fileprivate var columnType: String {
        switch self {
        case .text, .structure: "TEXT"
        case .flag: "SMALLINT"
        case .number: "DOUBLE PRECISION"
        case .milliseconds, .nanoseconds: "BIGINT"
        }
    }
}

/// Where a relationship leads.
enum ResourceLink: Sendable {
    /// To the row whose id this expression has.
    case one(@Sendable () -> ResourceTable, key: String)
    /// To the rows that have our id in this column.
    case many(@Sendable () -> ResourceTable, back: String)
    /// To the rows whose `column` a join table names beside our `own`.
    case through(
        @Sendable () -> ResourceTable, table: String, near: String, far: String, own: String = "id",
        column: String = "id")
    /// To wherever a relationship of the row that this key leads to goes.
    case delegated(@Sendable () -> ResourceTable, key: String, to: String)
    /// To something without a table, of which only the id is known.
    case reference(key: String)
    /// To nothing, in every row.
    case absent
}
