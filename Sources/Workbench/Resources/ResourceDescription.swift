/// What the API says of one kind of resource: one description from which parsing, filtering, documents and docs come.
public struct ResourceDescription: Hashable, Sendable {
    /// Plural, as in the address ("expel_alerts").
    public var name: String
    /// What it is, in a sentence, for the API's documentation.
    public var summary: String
    public var attributes: [AttributeDescription]
    public var relationships: [RelationshipDescription]

    public init(
        name: String, summary: String = "", attributes: [AttributeDescription],
        relationships: [RelationshipDescription]
    ) {
        self.name = name
        self.summary = summary
        self.attributes = attributes
        self.relationships = relationships
    }

    public func attribute(_ name: String) -> AttributeDescription? {
        attributes.first { $0.name == name }
    }

    public func relationship(_ name: String) -> RelationshipDescription? {
        relationships.first { $0.name == name }
    }
}

public struct AttributeDescription: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case string, boolean, number, timestamp, object, array
        /// A text or an object.
        case any
        case enumeration([String])
    }

    public var name: String
    public var kind: Kind
    public var isNullable: Bool
    public var isReadOnly: Bool
    public var isSortable: Bool
    public var isFilterable: Bool
    /// For an attribute that the API names and this product has no data for: the value that it always has.
    public var constant: JSON?

    public init(
        _ name: String, _ kind: Kind, isNullable: Bool = false, isReadOnly: Bool = true, isSortable: Bool = false,
        isFilterable: Bool = false, constant: JSON? = nil
    ) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
        self.isReadOnly = isReadOnly
        self.isSortable = isSortable
        self.isFilterable = isFilterable
        self.constant = constant
    }
}

public struct RelationshipDescription: Hashable, Sendable {
    public enum Cardinality: Hashable, Sendable { case one, many }

    public var name: String
    public var target: String
    public var cardinality: Cardinality
    public var isReadOnly: Bool
    /// For a to-many: the target's relationship that leads back here, by which its rows are found.
    public var inverse: String?
    /// For a to-many: attributes of the target and the words they must have, where not every row that leads back counts.
    public var only: [String: String]
    /// A to-one that the API names and this product never sets.
    public var isAlwaysNull: Bool

    public init(
        _ name: String, to target: String, _ cardinality: Cardinality, isReadOnly: Bool = true, inverse: String? = nil,
        only: [String: String] = [:], isAlwaysNull: Bool = false
    ) {
        self.name = name
        self.target = target
        self.cardinality = cardinality
        self.isReadOnly = isReadOnly
        self.inverse = inverse
        self.only = only
        self.isAlwaysNull = isAlwaysNull
    }
}
