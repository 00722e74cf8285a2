import Crypto
import Workbench

/// One step of the schema. Once released, a step never changes: its checksum is kept beside the data, and a database
/// whose past differs from ours is refused.
struct Migration: Sendable {
    let number: Int
    let name: String
    /// In order, all in one transaction.
    let statements: [String]

    /// Hexadecimal SHA-256 over everything that the step does.
    var checksum: String {
        var hash = SHA256()
        for text in ["\(number)", name] + statements {
            hash.update(data: Array(text.utf8))
            hash.update(data: [0])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// Which steps of the schema a database has.
public struct MigrationState: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        public var number: Int
        public var name: String
        /// Nil when it is still to be applied.
        public var appliedAt: Timestamp?
    }

    /// All that this build knows, in order.
    public var steps: [Step]

    public var pending: [Step] { steps.filter { $0.appliedAt == nil } }

    /// Whether the database fits this build.
    public var isCurrent: Bool { pending.isEmpty }
}
