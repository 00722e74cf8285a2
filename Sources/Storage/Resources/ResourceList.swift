import Workbench

/// Pages of one resource.
struct ResourceList<Row: Sendable> {
    typealias Read = (inout SQLRow) throws -> Row

    /// The most rows in one page.
    private static var limit: Int { 1000 }
    /// What one page may cost, in steps of the database's machine: every list that an index serves takes a
    /// hundredth of it, reading a few hundred thousand rows takes all of it.
    private static var pageSteps: Int { 6_000_000 }
    /// What counting may cost: about 100 ms.
    private static var countSteps: Int { 4_000_000 }
    /// Rows looked at for an estimate: the newest.
    private static var sampleSize: Int { 2000 }

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
        let plain = try selection(query, order, sql.dialect, probesTexts: false)
        guard query.limit > 0 else { return try adding(total(query, in: sql, knownTotal), to: [], next: nil) }
        var found = try sql.bounded(steps: Self.pageSteps) {
            try sql.rows(plain.sql, plain.arguments, isReused: false)
        }
        if found == nil, query.filter.hasSearch {
            let probing = try selection(query, order, sql.dialect, probesTexts: true)
            found = try sql.bounded(steps: Self.pageSteps) {
                try sql.rows(probing.sql, probing.arguments, isReused: false)
            }
        }
        guard let found else { throw Self.tooCostly }
        var rows: [Row] = []
        var last: [SQLValue] = []
        for var row in found.prefix(plain.limit) {
            rows.append(try read(&row))
            last = try order.terms.map { _ in try row.next() }
        }
        let cursor = PageCursor(resource: resource.name, order: order.signature, values: last)
        let next = found.count > plain.limit ? cursor.text : nil
        return try adding(query.wantsTotal ? total(query, in: sql, knownTotal) : nil, to: rows, next: next)
    }

    private static var tooCostly: WorkbenchError {
        .invalid(
            "No index answers this combination of filter and order, and there are too many rows to read them all. "
                + "Sort by created_at, or narrow it down: by organization, device, status, severity or a time window.",
            field: "filter")
    }

    private func adding(_ total: (number: Int, isEstimated: Bool)?, to rows: [Row], next: String?) -> Page<Row> {
        Page(rows: rows, next: next, total: total?.number, isTotalEstimated: total?.isEstimated ?? false)
    }

    /// One row more than the page holds, so that it is known whether there is a next page.
    private func selection(
        _ query: ResourceQuery, _ order: ResourceOrder, _ dialect: any SQLDialect, probesTexts: Bool
    ) throws -> (sql: String, arguments: [SQLValue], limit: Int) {
        var compiler = ResourceCompiler(scope: query.scope, dialect: dialect)
        compiler.probesTexts = probesTexts
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

    private func total(_ query: ResourceQuery, in sql: any SQLConnection, _ known: () throws -> Int?) throws
        -> (number: Int, isEstimated: Bool)
    {
        if let known = try known() { return (known, false) }
        if let counted = try count(query, in: sql, steps: Self.countSteps) { return (counted, false) }
        return (try estimate(query, in: sql), true)
    }

    /// Nil when it would cost more.
    private func count(_ query: ResourceQuery, in sql: any SQLConnection, steps: Int) throws -> Int? {
        var compiler = ResourceCompiler(scope: query.scope, dialect: sql.dialect)
        let conditions = try matching(query, &compiler)
        let text = "SELECT COUNT(*) FROM \(resource.table) t WHERE \(conditions.joined(separator: " AND "))"
        return try sql.bounded(steps: steps) {
            try sql.number(text, compiler.arguments.values, isReused: false)
        }
    }

    /// The share of the newest rows that match, applied to all rows in scope.
    private func estimate(_ query: ResourceQuery, in sql: any SQLConnection) throws -> Int {
        let everything = ResourceQuery(scope: query.scope)
        guard let all = try count(everything, in: sql, steps: Self.countSteps * 5) else { throw Self.tooCostly }
        var compiler = ResourceCompiler(scope: query.scope, dialect: sql.dialect)
        compiler.probesTexts = true
        let own = compiler.visibility(resource, "s").map { "WHERE \($0)" } ?? ""
        let time = (resource.attributes["created_at"]?.expression ?? "@.id").under("s")
        let size = compiler.bind(.init(Self.sampleSize))
        let condition = try compiler.condition(query.filter, on: resource, "t")
        let text = """
            SELECT COUNT(*) FROM \(resource.table) t WHERE t.id IN (
                SELECT s.id FROM \(resource.table) s \(own) ORDER BY \(time) DESC LIMIT \(size)) AND \(condition)
            """
        let matching = try sql.bounded(steps: Self.pageSteps) {
            try sql.number(text, compiler.arguments.values, isReused: false)
        }
        guard let matching else { return all }
        return Int((Double(all) * Double(matching) / Double(max(1, min(all, Self.sampleSize)))).rounded())
    }

    private func matching(_ query: ResourceQuery, _ compiler: inout ResourceCompiler) throws -> [String] {
        [compiler.visibility(resource, "t"), try compiler.condition(query.filter, on: resource, "t")].compactMap { $0 }
    }
}

extension ResourceFilter {
    var hasSearch: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.hasSearch)
        case .not(let part): part.hasSearch
        case .search: true
        case .compare, .isNull: false
        }
    }

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
