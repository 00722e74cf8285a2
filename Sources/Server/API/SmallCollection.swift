import Pipeline
import Workbench

/// A small collection that is read whole and filtered here: what an alert or a device holds, or what this build knows.
struct SmallCollection<Row: Sendable>: ResourceCollection {
    let resource: Resource<Row>
    let findRow: @Sendable (String, AccessScope, any Transaction) throws -> Row?
    /// The rows among which the filter chooses. It may use the filter to know where to look.
    let candidates: @Sendable (ResourceQuery, any Transaction) throws -> [Row]

    var description: ResourceDescription { resource.description }

    func find(_ id: String, scope: AccessScope, in tx: any Transaction) throws -> ResourceObject? {
        try findRow(id, scope, tx).map(resource.object)
    }

    func list(_ query: ResourceQuery, in tx: any Transaction) throws -> Page<ResourceObject> {
        let rows = try candidates(query, tx).map(resource.object)
        return try SmallPage.page(of: rows, query)
    }
}
