/// A JSON-like GraphQL value: what variables, arguments and results are made of. Objects keep the order of their keys.
public enum GraphQLValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case string(String)
    /// The name of an enum value. In JSON it is a string.
    case enumeration(String)
    case list([GraphQLValue])
    case object(GraphQLObject)
}

extension GraphQLValue {
    /// The text of a string or the name of an enum value.
    public var stringValue: String? {
        switch self {
        case .string(let text), .enumeration(let text): text
        default: nil
        }
    }

    public var intValue: Int64? {
        if case .int(let number) = self { number } else { nil }
    }

    /// The number, whichever of the two numeric kinds it is.
    public var doubleValue: Double? {
        switch self {
        case .float(let number): number
        case .int(let number): Double(number)
        default: nil
        }
    }

    public var boolValue: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    public var listValue: [GraphQLValue]? {
        if case .list(let items) = self { items } else { nil }
    }

    public var objectValue: GraphQLObject? {
        if case .object(let object) = self { object } else { nil }
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The value at `key` when this is an object that has it.
    public subscript(key: String) -> GraphQLValue? {
        objectValue?[key]
    }

    /// The item at `index` when this is a list that long.
    public subscript(index: Int) -> GraphQLValue? {
        guard let items = listValue, items.indices.contains(index) else { return nil }
        return items[index]
    }
}

extension GraphQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .float(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: GraphQLValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, GraphQLValue)...) { self = .object(GraphQLObject(elements)) }
}
