import GRDB
import GRDBSQLite

/// How many steps of SQLite's virtual machine some statements may still take.
private final class StepBudget {
    /// The handler is called after this many steps.
    static let stride: Int32 = 10_000

    private(set) var left: Int

    init(_ steps: Int) {
        left = steps
    }

    var isSpent: Bool { left < 0 }

    func spend() -> Bool {
        left &-= Int(StepBudget.stride)
        return isSpent
    }
}

extension GRDBConnection {
    /// SQLite asks a progress handler whether to go on (https://www.sqlite.org/c3ref/progress_handler.html).
    func bounded<Value>(steps: Int, _ body: () throws -> Value) throws -> Value? {
        let budget = StepBudget(steps)
        return try withExtendedLifetime(budget) {
            sqlite3_progress_handler(
                database.sqliteConnection, StepBudget.stride,
                { context in
                    guard let context else { return 0 }
                    return Unmanaged<StepBudget>.fromOpaque(context).takeUnretainedValue().spend() ? 1 : 0
                }, Unmanaged.passUnretained(budget).toOpaque())
            defer { sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
            do {
                return try body()
            } catch {
                guard budget.isSpent else { throw error }
                return nil
            }
        }
    }
}
