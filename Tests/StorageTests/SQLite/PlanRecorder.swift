import GRDB
import Pipeline
import TestSupport

@testable import Storage

/// Asks SQLite for the plan of everything that passes through it.
final class PlanRecorder: SQLConnection {
    struct Plan: CustomStringConvertible {
        let sql: String
        let steps: [String]
        let parameters: Int

        var description: String { "\(sql)\n" + steps.map { "  \($0)" }.joined(separator: "\n") }

        /// Tables read from end to end without an index.
        var fullScans: [String] {
            steps.filter { $0.hasPrefix("SCAN") && !$0.contains("INDEX") && !$0.contains("CONSTANT ROW") }
        }

        /// Words and signs that PostgreSQL or SQLite would not take, and parameters that are bound and not used.
        var unportable: [String] {
            let signs = ["::", " ILIKE ", "= ANY", "?", " GLOB ", " IFNULL(", " INSERT OR ", "rowid", "datetime("]
            let unused = (0..<parameters).map { "$\($0 + 1)" }.filter { name in
                // "$1" is not used where only "$12" is.
                !sql.split(separator: name, omittingEmptySubsequences: false).dropFirst().contains { rest in
                    rest.first?.isNumber != true
                }
            }
            return signs.filter { sql.contains($0) } + unused
        }

        var sortsInMemory: Bool { steps.contains { $0.contains("USE TEMP B-TREE FOR") && $0.contains("ORDER BY") } }
    }

    private let connection: GRDBConnection
    private(set) var plans: [Plan] = []

    init(_ database: Database) {
        connection = GRDBConnection(database)
    }

    var dialect: any SQLDialect { connection.dialect }

    func rows(_ sql: String, _ arguments: [SQLValue], isReused: Bool) throws -> [SQLRow] {
        try record(sql, arguments)
        return try connection.rows(sql, arguments, isReused: isReused)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try record(sql, arguments)
        return try connection.execute(sql, arguments)
    }

    func hasTable(_ name: String) throws -> Bool { try connection.hasTable(name) }

    private func record(_ sql: String, _ arguments: [SQLValue]) throws {
        let rows = try connection.rows("EXPLAIN QUERY PLAN \(sql)", arguments, isReused: false)
        let steps = try rows.map { row in
            var row = row
            for _ in 0..<3 { _ = try row.next() }
            return try row.text()
        }
        plans.append(Plan(sql: sql, steps: steps, parameters: arguments.count))
    }
}
