import Workbench

/// Pages of one resource.
struct ResourceList<Row: Sendable> {
    typealias Read = (inout SQLRow) throws -> Row

    /// The most rows in one page.
    private static var limit: Int { 1000 }

    let resource: ResourceTable
    let columns: Table
    let read: Read

    init(_ resource: ResourceTable, _ columns: Table, _ read: @escaping Read) {
        self.resource = resource
        self.columns = columns
        self.read = read
    }

    /// - Parameter knownTotal: the count of all matches where it is kept; nil when it must be counted.
    func page(_ query: ResourceQuery, in sql: any SQLConnection, knownTotal: () throws -> Int? = { nil }) throws
        -> Page<Row>
    {
        try query.filter.checkSize()
        let order = try ResourceOrder(query.sort, on: resource, "t")
        let text = try selection(query, order, sql.dialect)
        guard query.limit > 0 else {
            return Page(rows: [], next: nil, total: try knownTotal() ?? count(query, in: sql))
        }
        var rows: [Row] = []
        var last: [SQLValue] = []
        var isMore = false
        for var row in try sql.rows(text.sql, text.arguments, isReused: false) {
            guard rows.count < text.limit else {
                isMore = true
                break
            }
            rows.append(try read(&row))
            last = try order.terms.map { _ in try row.next() }
        }
        let cursor = PageCursor(resource: resource.name, order: order.signature, values: last)
        let total = query.wantsTotal ? try knownTotal() ?? count(query, in: sql) : nil
        return Page(rows: rows, next: isMore ? cursor.text : nil, total: total)
    }

    /// One row more than the page holds, so that it is known whether there is a next page.
    private func selection(_ query: ResourceQuery, _ order: ResourceOrder, _ dialect: any SQLDialect) throws
        -> (sql: String, arguments: [SQLValue], limit: Int)
    {
        var compiler = ResourceCompiler(scope: query.scope, dialect: dialect)
        var conditions = try matching(query, &compiler)
        if let cursor = query.cursor {
            let values = try PageCursor.values(in: cursor, for: resource, order)
            conditions.append(order.isAfter(values, &compiler))
        }
        let limit = min(max(query.limit, 0), ResourceList.limit)
        let rowsWanted = compiler.bind(.init(limit + 1))
        let sql = """
            SELECT \(columns.list("t")), \(order.terms.map(\.expression).joined(separator: ", "))
            FROM \(resource.table) t WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(order.clause) LIMIT \(rowsWanted)
            """
        return (sql, compiler.arguments.values, limit)
    }

    private func count(_ query: ResourceQuery, in sql: any SQLConnection) throws -> Int {
        var compiler = ResourceCompiler(scope: query.scope, dialect: sql.dialect)
        let conditions = try matching(query, &compiler)
        return try sql.number(
            "SELECT COUNT(*) FROM \(resource.table) t WHERE \(conditions.joined(separator: " AND "))",
            compiler.arguments.values, isReused: false)
    }

    private func matching(_ query: ResourceQuery, _ compiler: inout ResourceCompiler) throws -> [String] {
        [compiler.visibility(resource, "t"), try compiler.condition(query.filter, on: resource, "t")].compactMap { $0 }
    }
}

extension ResourceFilter {
    /// - Throws: `invalid` when the filter is deeper or longer than any reasonable question.
    func checkSize() throws {
        var tests = 0
        try checkSize(depth: 0, &tests)
    }

    private func checkSize(depth: Int, _ tests: inout Int) throws {
        tests += 1
        guard depth <= 32, tests <= 500 else {
            throw WorkbenchError.invalid("This filter is too large.", field: "filter")
        }
        switch self {
        case .all(let parts), .any(let parts):
            for part in parts { try part.checkSize(depth: depth + 1, &tests) }
        case .not(let part):
            try part.checkSize(depth: depth + 1, &tests)
        case .compare, .isNull, .search:
            break
        }
    }
}
