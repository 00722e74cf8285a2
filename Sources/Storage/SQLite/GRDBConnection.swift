import Foundation
import GRDB

/// A GRDB connection inside one of its closures.
struct GRDBConnection: SQLConnection {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    var dialect: any SQLDialect { SQLiteDialect() }

    func rows(_ sql: String, _ arguments: [SQLValue], isReused: Bool) throws -> [SQLRow] {
        do {
            let statement =
                isReused ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
            let cursor = try Row.fetchCursor(statement, arguments: named(arguments))
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(SQLRow((0..<row.count).map { SQLValue(row[$0] as DatabaseValue) }))
            }
            return rows
        } catch {
            throw SQLError.translated(error)
        }
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        do {
            try database.cachedStatement(sql: sql).execute(arguments: named(arguments))
            return database.changesCount
        } catch {
            throw SQLError.translated(error)
        }
    }

    func hasTable(_ name: String) throws -> Bool {
        do {
            return try database.tableExists(name)
        } catch {
            throw SQLError.translated(error)
        }
    }

    /// By name, because SQLite numbers `$2, $1` in the order of their appearance.
    private func named(_ arguments: [SQLValue]) -> StatementArguments {
        var values: [String: (any DatabaseValueConvertible)?] = [:]
        values.reserveCapacity(arguments.count)
        for (index, value) in arguments.enumerated() {
            values[String(index + 1)] = value.databaseValue
        }
        return StatementArguments(values)
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes(Array(data))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): SQLValue.withoutNull(text).databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }

    /// A text would end at its first NUL character, and PostgreSQL takes none at all.
    private static func withoutNull(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
    }
}
