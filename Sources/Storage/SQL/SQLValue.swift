import Foundation
import Workbench

/// One value on its way into or out of a database, in the few kinds that every driver has.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue {
    init(_ text: String?) {
        self = text.map(SQLValue.text) ?? .null
    }

    init(_ number: Int?) {
        self = number.map { .integer(Int64($0)) } ?? .null
    }

    init(_ number: Int64) {
        self = .integer(number)
    }

    /// Flags are 0 and 1.
    init(_ flag: Bool) {
        self = .integer(flag ? 1 : 0)
    }

    init(_ bytes: [UInt8]?) {
        self = bytes.map(SQLValue.bytes) ?? .null
    }

    /// An id, or a word of a closed vocabulary.
    init<Word: RawRepresentable<String>>(_ word: Word?) {
        self = word.map { .text($0.rawValue) } ?? .null
    }

    init(milliseconds time: Timestamp?) {
        self = time.map { .integer($0.milliseconds) } ?? .null
    }

    /// For a vendor's times, which are compared as instants.
    init(nanoseconds time: Timestamp?) {
        self = time.map { .integer($0.nanoseconds) } ?? .null
    }

    /// JSON text with sorted keys, so that equal values have equal text.
    init(json value: (some Encodable)?) throws {
        guard let value else {
            self = .null
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self = .text(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// The parameters of a statement while its text is being composed.
struct SQLArguments {
    private(set) var values: [SQLValue] = []

    /// The name by which the statement's text refers to this value.
    mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }
}
