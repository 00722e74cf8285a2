import GraphQL

/// A record of a list that is derived from the tenant when somebody asks for it, and kept nowhere.
struct Record: Sendable {
    var fields: GraphQLObject
    /// Fields that lead into the security graph, by position of the resource.
    var entities: [String: Int] = [:]
    /// Fields that are a path through the security graph.
    var paths: [String: [Int]] = [:]
}

/// A record as the API shows it.
struct RecordNode: GraphQLNode {
    let record: Record
    let typename: String
    let view: TenantView

    func resolve(_ field: FieldCall) throws -> Resolved {
        if let position = record.entities[field.name] { return entity(position) }
        if let path = record.paths[field.name] { return .list(path.map(entity)) }
        return .value(record.fields[field.name] ?? .null)
    }

    private func entity(_ position: Int) -> Resolved {
        GraphEntityNode(position: position, view: view).map { .node($0) } ?? .null
    }
}
