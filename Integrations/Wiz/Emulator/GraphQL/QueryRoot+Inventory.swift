import GraphQL

extension QueryRoot {
    func graphSearch(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:resources")
        let query = field.arguments["query"] ?? ["type": ["ANY"]]
        let rows = GraphSearch(state: view.state).rows(query).filter { isInProject($0, field.arguments["projectId"]) }
        let page = try PageRequest(field.arguments, defaultFirst: 50)
        let slice = try page.slice(of: rows.count, order: "graph", repeatsCursor: repeatsCursor)
        let nodes = rows[slice.range].map { GraphRowNode(row: $0, view: view) }
        return .node(
            ConnectionNode(
                typename: "GraphSearchResultConnection", nodes: nodes, info: slice.info,
                counts: ["totalCount": .count(rows.count), "maxCountReached": .bool(rows.count > PageWalk.cap)]))
    }

    /// `*` is all projects.
    private func isInProject(_ row: GraphSearch.Row, _ project: GraphQLValue?) -> Bool {
        guard let id = project?.stringValue, id != "*", !id.isEmpty, let root = row.first else { return true }
        let account = view.state.account(of: view.state.resource(at: root))
        return (account?.projects ?? []).contains { view.state.estate.projects[$0].id == id }
    }

    func graphEntity(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:resources")
        let id = field.arguments["id"]?.stringValue
        guard let resource = view.state.inventory.resources.first(where: { $0.id == id }) else { throw .notFound }
        return .node(GraphEntityNode(resource: resource, view: view))
    }

    func cloudResources(_ field: FieldCall) throws -> Resolved {
        let filter = try ResourceFilter(field.arguments["filterBy"]?.objectValue, view: view)
        do throws(Refusal) {
            try access.require("read:resources")
            let found = view.state.inventory.resources.indices.filter(filter.matches)
            let page = try PageRequest(field.arguments)
            let slice = try page.slice(of: found.count, order: field.name, repeatsCursor: repeatsCursor)
            let nodes = found[slice.range].map { CloudResourceNode(position: $0, view: view) }
            return .node(
                ConnectionNode(
                    typename: "CloudResourceConnection", nodes: nodes, info: slice.info,
                    counts: ["totalCount": .count(found.count), "maxCountReached": .bool(found.count > PageWalk.cap)]))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }
}

/// One row of a graph search.
private struct GraphRowNode: GraphQLNode {
    let row: GraphSearch.Row
    let view: TenantView
    let typename = "GraphSearchResult"

    func resolve(_ field: FieldCall) throws -> Resolved {
        guard field.name == "entities" else { return .value(1) }
        return .nodes(row.compactMap { view.state.resource(at: $0) }.map { GraphEntityNode(resource: $0, view: view) })
    }
}
