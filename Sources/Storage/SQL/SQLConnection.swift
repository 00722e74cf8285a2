/// What a driver does for the queries: run one statement with numbered parameters. Everything else of this target
/// is written once, for every database.
///
/// Parameters are named `$1`, `$2` … and bound by that name, whatever their order in the text.
protocol SQLConnection {
    var dialect: any SQLDialect { get }

    /// - Parameter isReused: whether the prepared statement is worth keeping: true for texts that are fixed, false
    ///   for those composed from a caller's filter, of which there may be any number.
    func rows(_ sql: String, _ arguments: [SQLValue], isReused: Bool) throws -> [SQLRow]

    /// How many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    func hasTable(_ name: String) throws -> Bool

    /// Runs the body; nil when its statements took more than this many steps of the database's machine, upon which
    /// the one that was running is broken off.
    func bounded<Value>(steps: Int, _ body: () throws -> Value) throws -> Value?
}

extension SQLConnection {
    func bounded<Value>(steps: Int, _ body: () throws -> Value) throws -> Value? { try body() }

    func rows(_ sql: String, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
        try rows(sql, arguments, isReused: true)
    }

    /// The first row, read by `read`; nil when there is none.
    func first<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ read: (inout SQLRow) throws -> Value) throws
        -> Value?
    {
        guard var row = try rows(sql, arguments).first else { return nil }
        return try read(&row)
    }

    func all<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ read: (inout SQLRow) throws -> Value) throws
        -> [Value]
    {
        try rows(sql, arguments).map { row in
            var row = row
            return try read(&row)
        }
    }

    /// The one number that a counting query answers with.
    func number(_ sql: String, _ arguments: [SQLValue] = [], isReused: Bool = true) throws -> Int {
        guard var row = try rows(sql, arguments, isReused: isReused).first else {
            throw SQLError(.shape, "a count without a row")
        }
        return try row.int()
    }
}
