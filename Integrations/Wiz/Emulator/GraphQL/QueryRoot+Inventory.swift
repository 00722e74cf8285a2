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
        guard let position = view.state.inventory.resources.firstIndex(where: { $0.id == id }),
            let node = GraphEntityNode(position: position, view: view)
        else { throw .notFound }
        return .node(node)
    }

    func cloudResource(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:resources")
        let id = field.arguments["id"]?.stringValue
        guard let position = view.state.inventory.resources.firstIndex(where: { $0.id == id }) else { throw .notFound }
        return .node(CloudResourceNode(position: position, view: view))
    }

    func cloudResources(_ field: FieldCall) throws -> Resolved {
        let filter = try ResourceFilter(field.arguments["filterBy"]?.objectValue, view: view)
        do throws(Refusal) {
            try access.require("read:resources")
            let found = sorted(
                view.state.inventory.resources.indices.filter(filter.matches), by: field.arguments["orderBy"])
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

extension QueryRoot {
    /// By name or by time of creation; all resources were last scanned at once.
    private func sorted(_ positions: [Int], by order: GraphQLValue?) -> [Int] {
        guard let name = order?["field"]?.stringValue, name != "UPDATED_AT" else { return positions }
        let resources = view.state.inventory.resources
        let ascending = positions.sorted { left, right in
            name == "NAME"
                ? (resources[left].name, left) < (resources[right].name, right)
                : (resources[left].createdAt?.nanoseconds ?? 0, left)
                    < (resources[right].createdAt?.nanoseconds ?? 0, right)
        }
        return order?["direction"]?.stringValue == "DESC" ? ascending.reversed() : ascending
    }
}

/// One row of a graph search.
private struct GraphRowNode: GraphQLNode {
    let row: GraphSearch.Row
    let view: TenantView
    let typename = "GraphSearchResult"

    func resolve(_ field: FieldCall) throws -> Resolved {
        guard field.name == "entities" else { return .value(1) }
        return .nodes(row.compactMap { GraphEntityNode(position: $0, view: view) })
    }
}
