import Foundation

/// A JSON value (RFC 8259) whose shape is not ours to fix: a vendor's payload, a history's value.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    /// Parses UTF-8 JSON. Nesting is bounded by Foundation's parser (512 levels).
    ///
    /// - Throws: `WorkbenchError.invalid` in words that say what is wrong with the bytes.
    public init(parsing bytes: some Sequence<UInt8>) throws(WorkbenchError) {
        do {
            self.init(foundation: try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]))
        } catch {
            let detail = (error as NSError).userInfo["NSDebugDescription"] as? String
            throw .invalid("This is not JSON: \(detail ?? "it could not be parsed")")
        }
    }

    private init(foundation value: Any) {
        switch value {
        case let text as String: self = .string(text)
        case let number as NSNumber: self = JSON.number(from: number)
        case let list as [Any]: self = .array(list.map(JSON.init(foundation:)))
        case let object as [String: Any]: self = .object(object.mapValues(JSON.init(foundation:)))
        default: self = .null
        }
    }

    private static func number(from number: NSNumber) -> JSON {
        // Foundation hands out booleans as numbers; only their storage type tells them apart.
        switch UInt8(bitPattern: number.objCType.pointee) {
        case UInt8(ascii: "c"), UInt8(ascii: "B"): .bool(number.boolValue)
        case UInt8(ascii: "d"), UInt8(ascii: "f"): .number(number.doubleValue)
        default: Int64(exactly: number).map(JSON.integer) ?? .number(number.doubleValue)
        }
    }

    /// Compact UTF-8 with sorted keys, so that equal values have equal bytes.
    public var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        // Encoding this enumeration has no failing branch; an empty answer would be visible as invalid JSON.
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// For people: two-space indentation, sorted keys.
    public var prettyText: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? text
    }
}

extension JSON {
    /// A member of an object; nil when this is no object, or the member is missing or null.
    public subscript(key: String) -> JSON? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    /// A non-empty string. Vendors send "" where they mean nothing.
    public var string: String? {
        guard case .string(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    /// A string, or a number written as one: some receivers turn account numbers into numbers.
    public var stringOrNumber: String? {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): String(value)
        default: string
        }
    }

    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of a list; empty when this is no list.
    public var array: [JSON] {
        guard case .array(let list) = self else { return [] }
        return list
    }

    public var object: [String: JSON] {
        guard case .object(let members) = self else { return [:] }
        return members
    }

    public var isNull: Bool { self == .null }
}

extension JSON: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
    public init(nilLiteral: ()) { self = .null }

    /// A string, or null.
    public init(_ text: String?) { self = text.map(JSON.string) ?? .null }
    /// RFC 3339 with milliseconds, or null.
    public init(_ time: Timestamp?) { self = time.map { .string($0.description) } ?? .null }
}
