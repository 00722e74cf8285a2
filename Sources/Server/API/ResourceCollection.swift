import Pipeline
import Workbench

/// A collection of the API: what it is made of, and how its rows are found within one unit of work.
protocol ResourceCollection: Sendable {
    var description: ResourceDescription { get }

    /// Nil when there is no such row, or it belongs to an organization outside the scope: to a caller, both are alike.
    func find(_ id: String, scope: AccessScope, in tx: any Transaction) throws -> ResourceObject?

    /// - Throws: `invalid` when the store cannot answer a question of this kind.
    func list(_ query: ResourceQuery, in tx: any Transaction) throws -> Page<ResourceObject>
}

/// A collection that the store filters, sorts and pages by itself.
struct StoredCollection<Row: Sendable>: ResourceCollection {
    let resource: Resource<Row>
    let findRow: @Sendable (String, AccessScope, any Transaction) throws -> Row?
    let listRows: @Sendable (ResourceQuery, any Transaction) throws -> Page<Row>

    var description: ResourceDescription { resource.description }

    func find(_ id: String, scope: AccessScope, in tx: any Transaction) throws -> ResourceObject? {
        try findRow(id, scope, tx).map(resource.object)
    }

    func list(_ query: ResourceQuery, in tx: any Transaction) throws -> Page<ResourceObject> {
        let page = try listRows(query, tx)
        return page.map(resource.object)
    }
}

extension RelationshipDescription {
    /// The rows of the target to which a to-many leads from one resource; nil for a to-one.
    func rows(of id: String) -> ResourceFilter? {
        guard cardinality == .many, let inverse else { return nil }
        let back = ResourceFilter.compare(FieldPath(back: inverse), .equal, .text(id))
        let narrowing = only.sorted { $0.key < $1.key }.map { name, word in
            ResourceFilter.compare(FieldPath([], name), .equal, .text(word))
        }
        return .all([back] + narrowing)
    }
}

extension Page {
    func map<Other: Sendable>(_ transform: (Row) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(
            rows: try rows.map(transform), next: next, total: total, isTotalEstimated: isTotalEstimated)
    }
}
