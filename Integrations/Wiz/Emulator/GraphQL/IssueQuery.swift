import GraphQL

/// One call of `issues` or `issuesV2`.
struct IssueQuery {
    let filter: IssueFilter
    let view: TenantView
    /// `read:issues` alone does not show threats (Wiz).
    let seesThreats: Bool
    /// Position of the resource whose issues are asked for; nil for those of all.
    var resource: Int?

    func connection(_ field: FieldCall, repeatsCursor: Bool) throws(Refusal) -> ConnectionNode {
        let request = try PageRequest(field.arguments)
        let walk = walk(orderBy: field.arguments["orderBy"])
        let page = try walk.page(first: request.first, after: request.after, matches: matches)
        return ConnectionNode(
            typename: "IssueConnection",
            nodes: page.positions.map { IssueNode(issue: view.state.issues[$0], view: view) },
            info: request.info(end: page.end?.text, hasMore: page.hasMore, repeatsCursor: repeatsCursor),
            counts: counts(walk, asked: field.selectedFields))
    }

    private func matches(_ position: Int) -> Bool {
        let issue = view.state.issues[position]
        return (seesThreats || issue.type != .threatDetection) && filter.matches(issue, in: view.state)
    }

    /// An order that is asked for wins over the one that a filter by status change implies.
    private func walk(orderBy: GraphQLValue?) -> PageWalk {
        if let field = orderBy?["field"]?.stringValue {
            return .issues(
                view.state, of: resource, field: field, direction: orderBy?["direction"]?.stringValue ?? "ASC")
        }
        return filter.isByStatusChange
            ? .issues(view.state, of: resource, field: "STATUS_CHANGED_AT", direction: "ASC")
            : .issues(view.state, of: resource, field: "CREATED_AT", direction: "DESC")
    }

    private static let countFields: [(String, Severity?)] = [
        ("totalCount", nil), ("criticalSeverityCount", .critical), ("highSeverityCount", .high),
        ("mediumSeverityCount", .medium), ("lowSeverityCount", .low), ("informationalSeverityCount", .informational),
        ("uniqueEntityCount", nil), ("maxCountReached", nil),
    ]

    /// Counting walks the whole tenant: only what is asked for is counted.
    private func counts(_ walk: PageWalk, asked: Set<String>) -> GraphQLObject {
        guard Self.countFields.contains(where: { asked.contains($0.0) }) else { return [:] }
        var bySeverity: [Severity: Int] = [:]
        var resources: Set<Int> = []
        let countsResources = asked.contains("uniqueEntityCount")
        walk.count(
            of: { position in
                bySeverity[view.state.issues[position].severity, default: 0] += 1
                if countsResources, let resource = view.state.issues[position].resource { resources.insert(resource) }
            }, matches: matches)
        let all = bySeverity.values.reduce(0, +)
        var counts = GraphQLObject(
            Self.countFields.map { name, severity in
                (name, .count(severity.map { bySeverity[$0] ?? 0 } ?? all))
            })
        counts["uniqueEntityCount"] = .count(resources.count)
        counts["maxCountReached"] = .bool(all > PageWalk.cap)
        return counts
    }
}
