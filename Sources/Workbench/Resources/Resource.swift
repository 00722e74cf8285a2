/// One kind of resource bound to the Swift type behind it: every attribute stands here once, with its kind,
/// what may be done with it, and where its value comes from.
public struct Resource<Row: Sendable>: Sendable {
    public let description: ResourceDescription
    private let identify: @Sendable (Row) -> String
    private let values: [(name: String, value: @Sendable (Row) -> JSON)]
    private let links: [(name: String, target: @Sendable (Row) -> String?)]

    public init(
        _ name: String, summary: String, id: @escaping @Sendable (Row) -> String, attributes: [Attribute],
        relationships: [Relationship]
    ) {
        description = ResourceDescription(
            name: name, summary: summary, attributes: attributes.map(\.description),
            relationships: relationships.map(\.description))
        identify = id
        values = attributes.map { ($0.description.name, $0.value) }
        links = relationships.filter { $0.description.cardinality == .one }.map { ($0.description.name, $0.target) }
    }

    /// One row as the API shows it.
    public func object(_ row: Row) -> ResourceObject {
        ResourceObject(
            type: description.name, id: identify(row),
            attributes: Dictionary(values.map { ($0.name, $0.value(row)) }, uniquingKeysWith: { first, _ in first }),
            toOne: Dictionary(links.map { ($0.name, $0.target(row)) }, uniquingKeysWith: { first, _ in first }))
    }

    /// What may be done with an attribute.
    public struct Traits: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        public static var nullable: Traits { Traits(rawValue: 1) }
        public static var writable: Traits { Traits(rawValue: 2) }
        public static var sortable: Traits { Traits(rawValue: 4) }
        public static var filterable: Traits { Traits(rawValue: 8) }
        /// Sortable and filterable.
        public static var queryable: Traits { [.sortable, .filterable] }
    }

    public struct Attribute: Sendable {
        var description: AttributeDescription
        var value: @Sendable (Row) -> JSON

        public init(
            _ name: String, _ kind: AttributeDescription.Kind, _ traits: Traits = [],
            _ value: @escaping @Sendable (Row) -> JSON
        ) {
            description = AttributeDescription(
                name, kind, isNullable: traits.contains(.nullable), isReadOnly: !traits.contains(.writable),
                isSortable: traits.contains(.sortable), isFilterable: traits.contains(.filterable))
            self.value = value
        }

        /// An attribute that clients expect and that has one value here, null if nothing else is true.
        public static func fixed(_ name: String, _ kind: AttributeDescription.Kind, _ constant: JSON = .null)
            -> Attribute
        {
            var attribute = Attribute(name, kind, constant == .null ? .nullable : []) { _ in constant }
            attribute.description.constant = constant
            attribute.description.isFilterable = ![.object, .array, .any].contains(kind)
            attribute.description.isSortable = attribute.description.isFilterable
            return attribute
        }
    }

    public struct Relationship: Sendable {
        var description: RelationshipDescription
        var target: @Sendable (Row) -> String?

        /// To at most one. Clients echo what is not read-only when they change something else.
        public static func one(
            _ name: String, to target: String, isReadOnly: Bool = false,
            _ id: @escaping @Sendable (Row) -> String?
        ) -> Relationship {
            Relationship(
                description: RelationshipDescription(name, to: target, .one, isReadOnly: isReadOnly), target: id)
        }

        /// To one that clients expect and that is never set here.
        public static func none(_ name: String, to target: String) -> Relationship {
            Relationship(
                description: RelationshipDescription(name, to: target, .one, isAlwaysNull: true), target: { _ in nil })
        }

        /// To any number, found by the target's relationship that leads back.
        ///
        /// - Parameter only: attributes of the target and the words they must have.
        public static func many(
            _ name: String, to target: String, inverse: String, only: [String: String] = [:]
        ) -> Relationship {
            Relationship(
                description: RelationshipDescription(name, to: target, .many, inverse: inverse, only: only),
                target: { _ in nil })
        }
    }
}
