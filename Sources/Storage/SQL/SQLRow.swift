import Foundation
import Workbench

/// One row of an answer, read column by column in the order of the SELECT.
struct SQLRow {
    private let values: [SQLValue]
    private var position = 0

    init(_ values: [SQLValue]) {
        self.values = values
    }

    mutating func next() throws -> SQLValue {
        guard position < values.count else { throw SQLError(.shape, "the row has only \(values.count) columns") }
        defer { position += 1 }
        return values[position]
    }

    mutating func optionalText() throws -> String? {
        switch try next() {
        case .null: return nil
        case .text(let text): return text
        case let other: throw unexpected(other, "text")
        }
    }

    mutating func text() throws -> String { try required(optionalText()) }

    mutating func optionalInteger() throws -> Int64? {
        switch try next() {
        case .null: return nil
        case .integer(let number): return number
        case let other: throw unexpected(other, "an integer")
        }
    }

    mutating func integer() throws -> Int64 { try required(optionalInteger()) }

    mutating func optionalInt() throws -> Int? { try optionalInteger().map(Int.init(clamping:)) }

    mutating func int() throws -> Int { Int(clamping: try integer()) }

    mutating func flag() throws -> Bool { try integer() != 0 }

    mutating func optionalBytes() throws -> [UInt8]? {
        switch try next() {
        case .null: return nil
        case .bytes(let bytes): return bytes
        case let other: throw unexpected(other, "bytes")
        }
    }

    mutating func bytes() throws -> [UInt8] { try required(optionalBytes()) }

    mutating func id<Entity>() throws -> ID<Entity> { ID(try text()) }

    mutating func optionalID<Entity>() throws -> ID<Entity>? { try optionalText().map { ID($0) } }

    mutating func word<Word: RawRepresentable<String>>() throws -> Word { try required(optionalWord()) }

    mutating func optionalWord<Word: RawRepresentable<String>>() throws -> Word? {
        try optionalText().map { text in
            guard let word = Word(rawValue: text) else {
                throw SQLError(.shape, "column \(position): \"\(text)\" is no \(Word.self)")
            }
            return word
        }
    }

    mutating func milliseconds() throws -> Timestamp { Timestamp(milliseconds: try integer()) }

    mutating func optionalMilliseconds() throws -> Timestamp? {
        try optionalInteger().map(Timestamp.init(milliseconds:))
    }

    mutating func nanoseconds() throws -> Timestamp { Timestamp(nanoseconds: try integer()) }

    mutating func optionalNanoseconds() throws -> Timestamp? {
        try optionalInteger().map(Timestamp.init(nanoseconds:))
    }

    mutating func optionalJSON<Value: Decodable>() throws -> Value? {
        try optionalText().map { text in
            do {
                return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            } catch {
                throw SQLError(.shape, "column \(position): not the JSON of a \(Value.self): \(error)")
            }
        }
    }

    mutating func json<Value: Decodable>() throws -> Value { try required(optionalJSON()) }

    /// JSON whose shape is not ours.
    mutating func freeJSON() throws -> JSON { try JSON(parsing: text().utf8) }

    mutating func optionalFreeJSON() throws -> JSON? { try optionalText().map { try JSON(parsing: $0.utf8) } }

    private func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw SQLError(.shape, "column \(position) is null") }
        return value
    }

    private func unexpected(_ value: SQLValue, _ wanted: String) -> SQLError {
        SQLError(.shape, "column \(position) holds \(value.kind) instead of \(wanted)")
    }
}

extension SQLValue {
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .real: "a real number"
        case .text: "text"
        case .bytes: "bytes"
        }
    }
}
