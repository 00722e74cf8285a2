import GRDB
import Workbench

/// A database's refusal that is nobody's mistake outside: for the log, never for a caller's eyes.
struct SQLError: Error, Hashable, CustomStringConvertible {
    enum Kind: Hashable, Sendable {
        /// A row does not have the shape that the code expects.
        case shape
        /// A rule of the schema was broken.
        case constraint
        /// Anything else that the database says.
        case database
    }

    let kind: Kind
    let message: String
    let sql: String?

    init(_ kind: Kind, _ message: String, sql: String? = nil) {
        self.kind = kind
        self.message = message
        self.sql = sql
    }

    var description: String { sql.map { "\(message) (\($0))" } ?? message }
}

extension SQLError {
    /// The one place where a driver's errors become ours. What is ours already passes unchanged.
    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let detail = error.message ?? "error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return WorkbenchError(.unavailable, "The database is busy. Try again in a moment.")
        case .SQLITE_FULL:
            return WorkbenchError(.unavailable, "The disk that holds the database is full.")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
            return WorkbenchError(.unavailable, "The database cannot be opened for writing: \(detail).")
        case .SQLITE_IOERR:
            return WorkbenchError(.unavailable, "The disk that holds the database fails: \(detail).")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return WorkbenchError(.unavailable, "The database file is damaged or no database: \(detail).")
        case .SQLITE_CONSTRAINT where error.isDuplicate:
            return WorkbenchError.conflict(duplicateWords(for: detail))
        case .SQLITE_CONSTRAINT:
            return SQLError(.constraint, detail, sql: error.sql)
        default:
            return SQLError(.database, detail, sql: error.sql)
        }
    }

    /// SQLite says "UNIQUE constraint failed: user_accounts.email_key".
    private static func duplicateWords(for detail: String) -> String {
        let known = [
            "user_accounts.email_key": "There is already an account with this e-mail address.",
            "organizations.short_name": "There is already an organization with this short name.",
        ]
        let column = detail.split(separator: " ").last.map(String.init) ?? ""
        return known[column] ?? "This exists already."
    }
}

extension DatabaseError {
    fileprivate var isDuplicate: Bool {
        extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE || extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
    }
}
