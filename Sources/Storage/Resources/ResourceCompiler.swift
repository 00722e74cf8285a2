import Workbench

/// Turns a filter over a resource's attributes into a condition. Every table it touches is limited to the scope, so
/// that nothing about another organization's rows can be learned through a relationship.
struct ResourceCompiler {
    let scope: AccessScope
    let dialect: any SQLDialect
    /// Whether texts are looked up row by row instead of collecting all rows that have them: cheaper when most do.
    var probesTexts = false
    var arguments = SQLArguments()
    private var aliases = 0
    private var scopeParameter: String?

    init(scope: AccessScope, dialect: any SQLDialect) {
        self.scope = scope
        self.dialect = dialect
    }

    mutating func bind(_ value: SQLValue) -> String { arguments.bind(value) }

    /// True for the rows of a table that the scope may see; nil when it may see all.
    mutating func visibility(_ table: ResourceTable, _ alias: String) -> String? {
        let present = table.hidesDeleted ? "\(alias).deleted_at IS NULL" : nil
        let conditions = [ownership(table, alias), present].compactMap { $0 }
        return conditions.isEmpty ? nil : conditions.joined(separator: " AND ")
    }

    private mutating func ownership(_ table: ResourceTable, _ alias: String) -> String? {
        guard case .organization(let id) = scope else { return nil }
        let own = scopeParameter ?? arguments.bind(.init(id))
        scopeParameter = own
        switch table.ownership {
        case .organization: return "\(alias).id = \(own)"
        case .owned: return "\(alias).organization_id = \(own)"
        case .ofDevice:
            return "\(alias).device_id IN (SELECT v.id FROM security_devices v WHERE v.organization_id = \(own))"
        case .ownedOrShared: return "(\(alias).organization_id = \(own) OR \(alias).organization_id IS NULL)"
        }
    }

    /// - Throws: `invalid` naming the attribute that does not exist or whose value has the wrong type.
    mutating func condition(_ filter: ResourceFilter, on table: ResourceTable, _ alias: String) throws -> String {
        switch filter {
        case .all(let parts):
            if parts.isEmpty { return "1 = 1" }
            return "(" + (try parts.map { try condition($0, on: table, alias) }.joined(separator: " AND ")) + ")"
        case .any(let parts):
            if parts.isEmpty { return "1 = 0" }
            return "(" + (try parts.map { try condition($0, on: table, alias) }.joined(separator: " OR ")) + ")"
        case .not(let part):
            // A comparison with null is neither true nor false; its opposite holds all the same.
            return "(\(try condition(part, on: table, alias))) IS NOT TRUE"
        case .compare(let path, let comparison, let value):
            try checkHops(path)
            return try follow(path, path.relationships[...], from: table, alias) { compiler, column, operand in
                try compiler.test(column, operand, comparison, value, path)
            }
        case .isNull(let path):
            try checkHops(path)
            if isInRow(path, of: table) {
                return try follow(path, path.relationships[...], from: table, alias) { _, _, operand in
                    "\(operand) IS NULL"
                }
            }
            let present = try follow(path, path.relationships[...], from: table, alias) { _, _, operand in
                "\(operand) IS NOT NULL"
            }
            return "(\(present)) IS NOT TRUE"
        case .search(let text):
            return try search(text, in: table, alias)
        }
    }

    /// Whether the row itself has the answer, so that an index can give it.
    private func isInRow(_ path: FieldPath, of table: ResourceTable) -> Bool {
        guard let hop = path.relationships.first else { return true }
        guard path.relationships.count == 1, path.attribute == "id" else { return false }
        switch table.relationships[hop] {
        case .one, .reference: return true
        case .many, .through, .delegated, .absent, nil: return false
        }
    }

    private func checkHops(_ path: FieldPath) throws {
        guard path.relationships.count <= 2 else {
            throw WorkbenchError.invalid("A filter goes through at most two relationships.", field: path.inWords)
        }
    }

    private typealias Test = (inout ResourceCompiler, ResourceColumn, String) throws -> String

    /// Walks the relationships that are left and applies the test to the attribute at their end.
    private mutating func follow(
        _ path: FieldPath, _ hops: ArraySlice<String>, from table: ResourceTable, _ alias: String, _ test: Test
    ) throws -> String {
        guard let hop = hops.first else {
            let column = try table.filterable(path.attribute, path)
            return try test(&self, column, column.expression.under(alias))
        }
        guard let link = table.relationships[hop] else {
            throw WorkbenchError.invalid("\(table.name) have no relationship \"\(hop)\".", field: path.inWords)
        }
        let rest = hops.dropFirst()
        let endsInID = rest.isEmpty && path.attribute == "id"
        switch link {
        case .absent:
            return "1 = 0"
        case .reference(let key),
            .one(_, let key) where endsInID:
            guard endsInID else {
                throw WorkbenchError.invalid("Only the id of \"\(hop)\" can be asked for.", field: path.inWords)
            }
            return try test(&self, .text("id"), key.under(alias))
        case .one(let target, let key):
            return "\(key.under(alias)) IN (\(try rows(of: target(), "id", path, rest, test)))"
        case .many(let target, let back):
            return "\(alias).id IN (\(try rows(of: target(), back, path, rest, test)))"
        case .delegated(let target, let key, let hop):
            return "\(key.under(alias)) IN (\(try rows(of: target(), "id", path, ([hop] + rest)[...], test)))"
        case .through(let target, let join, let near, let far, let own, let column):
            let rows = try rows(of: target(), column, path, rest, test)
            let joined = nextAlias()
            return
                "\(alias).\(own) IN (SELECT \(joined).\(near) FROM \(join) \(joined) WHERE \(joined).\(far) IN (\(rows)))"
        }
    }

    private mutating func rows(
        of table: ResourceTable, _ column: String, _ path: FieldPath, _ hops: ArraySlice<String>, _ test: Test
    ) throws -> String {
        let alias = nextAlias()
        let conditions = [
            visibility(table, alias), try follow(path, hops, from: table, alias, test),
        ].compactMap { $0 }
        return "SELECT \(alias).\(column) FROM \(table.table) \(alias) WHERE \(conditions.joined(separator: " AND "))"
    }

    mutating func nextAlias() -> String {
        aliases += 1
        return "r\(aliases)"
    }
}

// One attribute against one value.
extension ResourceCompiler {
    /// In bytes, well under what databases take for a pattern.
    private static let textLimit = 20_000

    private mutating func test(
        _ column: ResourceColumn, _ operand: String, _ comparison: ResourceFilter.Comparison, _ value: FieldValue,
        _ path: FieldPath
    ) throws -> String {
        switch (column.kind, value) {
        case (.text, .text(let text)):
            guard text.utf8.count <= ResourceCompiler.textLimit else {
                throw WorkbenchError.invalid("This text is too long to compare with.", field: path.inWords)
            }
            return testText(column, operand, comparison, text)
        case (.flag, .boolean(let flag)) where comparison == .equal:
            return "\(operand) = \(bind(.init(flag)))"
        case (.number, .number(let number)):
            guard let sign = comparison.sign else { break }
            return "\(operand) \(sign) \(bind(.real(number)))"
        case (.milliseconds, .time(let time)):
            guard let sign = comparison.sign else { break }
            return "\(operand) \(sign) \(bind(.init(milliseconds: time)))"
        case (.nanoseconds, .time(let time)):
            guard let condition = testInstant(operand, comparison, time) else { break }
            return condition
        default:
            break
        }
        throw WorkbenchError.invalid(
            "\(path.inWords) cannot be compared in this way: it is \(column.kind.inWords).", field: path.inWords)
    }

    private mutating func testText(
        _ column: ResourceColumn, _ operand: String, _ comparison: ResourceFilter.Comparison, _ text: String
    ) -> String {
        switch comparison {
        case .equal:
            if let order = column.order, let owner = operand.split(separator: ".").first {
                // The number is what the indexes are built on.
                guard let number = order.numbers[text] else { return "1 = 0" }
                return "\(order.expression.under(String(owner))) = \(bind(.init(number)))"
            }
            return "\(operand) = \(bind(.text(text)))"
        case .greater: return "\(operand) > \(bind(.text(text)))"
        case .less: return "\(operand) < \(bind(.text(text)))"
        case .contains: return dialect.ignoringCase(.contains, operand, text, &arguments)
        case .startsWith: return dialect.ignoringCase(.startsWith, operand, text, &arguments)
        case .equalIgnoringCase: return dialect.ignoringCase(.equals, operand, text, &arguments)
        }
    }

    /// A vendor's instant counts as the millisecond that is printed of it.
    private mutating func testInstant(_ operand: String, _ comparison: ResourceFilter.Comparison, _ time: Timestamp)
        -> String?
    {
        let first = Timestamp(milliseconds: time.milliseconds)
        let next = Timestamp(milliseconds: time.milliseconds &+ 1)
        switch comparison {
        case .equal:
            return
                "(\(operand) >= \(bind(.init(nanoseconds: first))) AND \(operand) < \(bind(.init(nanoseconds: next))))"
        case .greater: return "\(operand) >= \(bind(.init(nanoseconds: next)))"
        case .less: return "\(operand) < \(bind(.init(nanoseconds: first)))"
        case .contains, .startsWith, .equalIgnoringCase: return nil
        }
    }
}

extension ResourceTable {
    fileprivate func filterable(_ attribute: String, _ path: FieldPath) throws -> ResourceColumn {
        guard let column = attributes[attribute] else {
            throw WorkbenchError.invalid("\(name) have no attribute \"\(attribute)\".", field: path.inWords)
        }
        guard column.isFilterable else {
            throw WorkbenchError.invalid("\(name) cannot be filtered by \"\(attribute)\".", field: path.inWords)
        }
        return column
    }
}

extension String {
    /// This expression for the row with an alias.
    func under(_ alias: String) -> String { replacing("@", with: alias) }
}

extension FieldPath {
    /// As a caller of the API writes it.
    var inWords: String { "filter" + (relationships + [attribute]).map { "[\($0)]" }.joined() }
}

extension ResourceFilter.Comparison {
    fileprivate var sign: String? {
        switch self {
        case .equal: "="
        case .greater: ">"
        case .less: "<"
        case .contains, .startsWith, .equalIgnoringCase: nil
        }
    }
}

extension ResourceColumn.Kind {
    fileprivate var inWords: String {
        switch self {
        case .text: "a text"
        case .flag: "true or false"
        case .number: "a number"
        case .milliseconds, .nanoseconds: "a time"
        case .structure: "an object or a list, of which only null can be asked"
        }
    }
}
