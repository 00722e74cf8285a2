import Pipeline
import Workbench

/// Puts JSON:API's frame around resources: links, relationships, included resources.
struct DocumentWriter {
    let catalog: ResourceCatalog
    /// Scheme and host as the client reached us; empty makes links root-relative.
    let base: String
    let scope: AccessScope
    var fields: [String: Set<String>] = [:]

    /// To-many linkage for resources whose relationship was asked to be included: `type/id/relationship` to ids.
    private typealias Linkage = [String: [ResourceObject]]

    /// A document with one resource, or with null.
    func single(_ object: ResourceObject?, include: [[String]] = [], in tx: any Transaction) throws -> JSON {
        let (linkage, included) = try included(include, of: [object].compactMap { $0 }, in: tx)
        var document: [String: JSON] = [
            "jsonapi": ["version": "1.0"], "data": object.map { resource($0, linkage) } ?? .null, "meta": [:],
        ]
        if let object { document["links"] = ["self": .string(address(of: object))] }
        if !include.isEmpty { document["included"] = .array(included.map { resource($0, linkage) }) }
        return .object(document)
    }

    /// A document with one page of a collection.
    func page(
        _ page: Page<ResourceObject>, of request: CollectionRequest, path: String, in tx: any Transaction
    ) throws -> JSON {
        let (linkage, included) = try included(request.include, of: page.rows, in: tx)
        var links: [String: JSON] = ["self": .string(address(path, request.repeated))]
        if let next = page.next {
            let position = QueryItems(
                request.repeated.items + [
                    .init(name: "page[cursor]", value: next),
                    .init(name: "page[offset]", value: String(request.offset &+ page.rows.count)),
                ])
            links["next"] = .string(address(path, position))
        }
        var document: [String: JSON] = [
            "jsonapi": ["version": "1.0"], "links": .object(links),
            "data": .array(page.rows.map { resource($0, linkage) }),
            "meta": [
                "page": [
                    "offset": .integer(Int64(request.offset)), "limit": .integer(Int64(request.query.limit)),
                    "total": .integer(Int64(page.total ?? page.rows.count)),
                    "total_is_estimate": .bool(page.isTotalEstimated),
                ]
            ],
        ]
        if !request.include.isEmpty { document["included"] = .array(included.map { resource($0, linkage) }) }
        return .object(document)
    }

    /// A resource without linkage of its to-many relationships.
    func resource(_ object: ResourceObject) -> JSON { resource(object, [:]) }

    func identifier(_ object: ResourceObject) -> JSON {
        ["type": .string(object.type), "id": .string(object.id)]
    }

    func address(of object: ResourceObject) -> String { "\(base)/api/v2/\(object.type)/\(object.id)" }

    private func address(_ path: String, _ items: QueryItems) -> String {
        items.items.isEmpty ? base + path : "\(base)\(path)?\(items.text)"
    }

    private func resource(_ object: ResourceObject, _ linkage: Linkage) -> JSON {
        guard let description = catalog[object.type]?.description else { return identifier(object) }
        let wanted = fields[object.type]
        let attributes = wanted.map { names in object.attributes.filter { names.contains($0.key) } }
        var relationships: [String: JSON] = [:]
        for relationship in description.relationships where wanted?.contains(relationship.name) != false {
            relationships[relationship.name] = entry(relationship, of: object, linkage)
        }
        return [
            "type": .string(object.type), "id": .string(object.id),
            "attributes": .object(attributes ?? object.attributes),
            "relationships": .object(relationships),
            "links": ["self": .string(address(of: object))],
        ]
    }

    private func entry(
        _ relationship: RelationshipDescription, of object: ResourceObject, _ linkage: Linkage
    ) -> JSON {
        let own = address(of: object)
        var entry: [String: JSON] = [
            "links": [
                "self": .string("\(own)/relationships/\(relationship.name)"),
                "related": .string("\(own)/\(relationship.name)"),
            ],
            "meta": ["relation": "primary", "readOnly": .bool(relationship.isReadOnly)],
        ]
        switch relationship.cardinality {
        case .one:
            let target = object.toOne[relationship.name] ?? nil
            entry["data"] = target.map { ["type": .string(relationship.target), "id": .string($0)] } ?? .null
        case .many:
            if let rows = linkage["\(object.type)/\(object.id)/\(relationship.name)"] {
                entry["data"] = .array(rows.map(identifier))
            }
        }
        return .object(entry)
    }

    /// What the include paths lead to, each resource once, and the linkage that ties them to the primary data.
    private func included(_ paths: [[String]], of primary: [ResourceObject], in tx: any Transaction) throws
        -> (linkage: Linkage, resources: [ResourceObject])
    {
        var linkage: Linkage = [:]
        var seen = Set(primary.map { "\($0.type)/\($0.id)" })
        var resources: [ResourceObject] = []
        for path in paths {
            var sources = primary
            for step in path {
                var reached: [ResourceObject] = []
                for source in sources {
                    guard let relationship = catalog[source.type]?.description.relationship(step) else { continue }
                    let targets = try related(relationship, of: source, in: tx)
                    if relationship.cardinality == .many { linkage["\(source.type)/\(source.id)/\(step)"] = targets }
                    reached += targets
                }
                sources = reached
                for object in reached where seen.insert("\(object.type)/\(object.id)").inserted {
                    resources.append(object)
                }
            }
        }
        return (linkage, resources)
    }

    private func related(
        _ relationship: RelationshipDescription, of source: ResourceObject, in tx: any Transaction
    ) throws -> [ResourceObject] {
        guard let target = catalog[relationship.target] else { return [] }
        guard let filter = relationship.rows(of: source.id) else {
            guard let id = source.toOne[relationship.name] ?? nil else { return [] }
            return [try target.find(id, scope: scope, in: tx)].compactMap { $0 }
        }
        let query = ResourceQuery(
            scope: scope, filter: filter, sort: [SortKey("created_at"), SortKey("id")], limit: 1000)
        return try target.list(query, in: tx).rows
    }
}
