import Workbench

/// The total order of a list: the asked-for keys, then the time of creation, then the id, so that no two rows are
/// equal. The last two go in the direction of the last key, which lets one index serve the whole order.
struct ResourceOrder {
    struct Term: Hashable {
        var name: String
        var expression: String
        var isDescending: Bool
        var isNullable: Bool
        var isText: Bool
    }

    let terms: [Term]

    /// - Throws: `invalid` naming an attribute that does not exist or cannot be sorted by.
    init(_ keys: [SortKey], on table: ResourceTable, _ alias: String) throws {
        guard keys.count <= 8 else { throw WorkbenchError.invalid("Sort by at most eight keys.", field: "sort") }
        var terms: [Term] = []
        let tail = keys.last?.isDescending ?? false
        for key in keys + [SortKey("created_at", isDescending: tail), SortKey("id", isDescending: tail)] {
            let column = try ResourceOrder.column(key, table)
            let isSettled = terms.contains { $0.name == "id" || $0.name == key.attribute }
            guard !column.isConstant, !isSettled else { continue }
            let expression = column.order?.expression ?? column.expression
            terms.append(
                Term(
                    name: key.attribute, expression: expression.under(alias), isDescending: key.isDescending,
                    isNullable: column.isNullable, isText: column.kind == .text && column.order == nil))
        }
        self.terms = terms
    }

    private static func column(_ key: SortKey, _ table: ResourceTable) throws -> ResourceColumn {
        guard let column = table.attributes[key.attribute] else {
            throw WorkbenchError.invalid("\(table.name) have no attribute \"\(key.attribute)\".", field: "sort")
        }
        guard column.isSortable else {
            throw WorkbenchError.invalid("\(table.name) cannot be sorted by \"\(key.attribute)\".", field: "sort")
        }
        return column
    }

    /// Nulls come before everything, so they are first going up and last going down.
    var clause: String {
        terms.map { term in
            let nulls = term.isNullable ? (term.isDescending ? " NULLS LAST" : " NULLS FIRST") : ""
            return "\(term.expression)\(term.isDescending ? " DESC" : "")\(nulls)"
        }.joined(separator: ", ")
    }

    /// Tells one order from another, for cursors.
    var signature: String {
        terms.map { ($0.isDescending ? "-" : "+") + $0.name }.joined(separator: ",")
    }

    /// True for the rows after the one with these values.
    func isAfter(_ values: [SQLValue], _ compiler: inout ResourceCompiler) -> String {
        let goesDown = terms.last?.isDescending ?? false
        guard terms.allSatisfy({ !$0.isNullable && $0.isDescending == goesDown }) else {
            return isAfterStepwise(values, &compiler)
        }
        let left = terms.map(\.expression).joined(separator: ", ")
        let right = values.map { compiler.bind($0) }.joined(separator: ", ")
        return "(\(left)) \(goesDown ? "<" : ">") (\(right))"
    }

    /// Directions differ, or nulls take part: after in the first term, or equal there and after in the second, …
    private func isAfterStepwise(_ values: [SQLValue], _ compiler: inout ResourceCompiler) -> String {
        var alternatives: [String] = []
        var equalSoFar: [String] = []
        for (term, value) in zip(terms, values) {
            let parameter = value == .null ? nil : compiler.bind(value)
            if let after = term.isAfter(parameter) {
                alternatives.append((equalSoFar + [after]).joined(separator: " AND "))
            }
            equalSoFar.append(parameter.map { "\(term.expression) = \($0)" } ?? "\(term.expression) IS NULL")
        }
        return "(" + alternatives.map { "(\($0))" }.joined(separator: " OR ") + ")"
    }
}

extension ResourceOrder.Term {
    /// Nil when nothing can come after: below null there is nothing.
    fileprivate func isAfter(_ parameter: String?) -> String? {
        switch (parameter, isDescending) {
        case (let value?, false): "\(expression) > \(value)"
        case (let value?, true):
            isNullable ? "(\(expression) < \(value) OR \(expression) IS NULL)" : "\(expression) < \(value)"
        case (nil, false): "\(expression) IS NOT NULL"
        case (nil, true): nil
        }
    }
}
