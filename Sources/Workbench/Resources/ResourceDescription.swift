/// What the API says of one kind of resource: one description from which parsing, filtering, documents and docs come.
public struct ResourceDescription: Hashable, Sendable {
    /// Plural, as in the address ("expel_alerts").
    public var name: String
    public var attributes: [AttributeDescription]
    public var relationships: [RelationshipDescription]

    public init(name: String, attributes: [AttributeDescription], relationships: [RelationshipDescription]) {
        self.name = name
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
        case enumeration([String])
    }

    public var name: String
    public var kind: Kind
    public var isNullable: Bool
    public var isReadOnly: Bool
    public var isSortable: Bool
    public var isFilterable: Bool

    public init(
        _ name: String, _ kind: Kind, isNullable: Bool = false, isReadOnly: Bool = true, isSortable: Bool = false,
        isFilterable: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
        self.isReadOnly = isReadOnly
        self.isSortable = isSortable
        self.isFilterable = isFilterable
    }
}

public struct RelationshipDescription: Hashable, Sendable {
    public enum Cardinality: Hashable, Sendable { case one, many }

    public var name: String
    public var target: String
    public var cardinality: Cardinality
    public var isReadOnly: Bool

    public init(_ name: String, to target: String, _ cardinality: Cardinality, isReadOnly: Bool = true) {
        self.name = name
        self.target = target
        self.cardinality = cardinality
        self.isReadOnly = isReadOnly
    }
}
