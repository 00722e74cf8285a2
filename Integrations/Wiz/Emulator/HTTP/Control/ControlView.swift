import GraphQL

/// Issues and detections as the control side shows them: the whole node as the API would give it, and beyond that who
/// did what, which no real tenant tells.
struct ControlView: Sendable {
    let tenant: Tenant
    let executor: GraphQLExecutor
    let portal: String

    /// The node with `history` and `statusHistory`, and an `author` for each note; nil when there is no such issue.
    func issue(_ id: WizID) -> GraphQLValue? {
        let state = tenant.snapshot()
        guard let issue = state.issue(id),
            case .object(var object)? = node(ControlDocuments.issue, "issue", id, in: state)
        else { return nil }
        object["notes"] = issue.notes.map { .list($0.map(\.controlValue)) } ?? .null
        object["statusHistory"] = .list(issue.changes.compactMap(\.statusValue))
        object["history"] = .list(IssueHistory(issue).controlValues)
        return .object(object)
    }

    /// The node; nil when there is no such detection.
    func detection(_ id: WizID) -> GraphQLValue? {
        let state = tenant.snapshot()
        guard state.position(ofDetection: id) != nil else { return nil }
        return node(ControlDocuments.detection, "detections", id, in: state)?["nodes"]?[0]
    }

    /// What a list shows of an issue.
    func summary(_ issue: Issue, in state: TenantState) -> GraphQLValue {
        let resource = state.resource(of: issue)
        return [
            "id": .string(issue.id.description), "type": .string(issue.type.rawValue),
            "status": .string(issue.status.rawValue), "severity": .string(issue.severity.rawValue),
            "name": .string(state.rules[issue.rule].name), "resolutionReason": .text(issue.resolutionReason?.rawValue),
            "resolutionNote": .text(issue.resolutionNote), "createdAt": .time(issue.createdAt),
            "updatedAt": .time(issue.updatedAt), "statusChangedAt": .time(issue.statusChangedAt),
            "resolvedAt": .time(issue.resolvedAt),
            "entitySnapshot": resource.map {
                ["id": .string($0.id), "name": .string($0.name), "type": .string($0.type)]
            }
                ?? .null,
            "notes": issue.notes.map { .list($0.map(\.controlValue)) } ?? .null,
            "lastChangedBy": issue.changes.last?.author.controlValue ?? .null,
        ]
    }

    private func node(_ document: String, _ field: String, _ id: WizID, in state: TenantState) -> GraphQLValue? {
        let view = TenantView(state: state, now: tenant.clock.now(), portal: portal)
        let request = GraphQLRequest(query: document, variables: ["id": .string(id.description)])
        let response = executor.execute(
            request, query: QueryRoot(tenant: tenant, view: view, access: .everything), mutation: nil)
        return response.data?[field]
    }
}

extension IssueNote {
    /// The note with who wrote it, whichever kind that is.
    var controlValue: GraphQLValue {
        var object = value.objectValue ?? [:]
        object["author"] = author?.controlValue ?? .null
        return .object(object)
    }
}

extension IssueChangeRecord {
    /// Nil for changes of other things than the status.
    fileprivate var statusValue: GraphQLValue? {
        guard case .status(let from, let to, let reason) = kind else { return nil }
        return [
            "from": .string(from.rawValue), "to": .string(to.rawValue), "resolutionReason": .text(reason?.rawValue),
            "at": .time(at), "author": author.controlValue,
        ]
    }
}

extension IssueHistory {
    /// The events with who caused each.
    fileprivate var controlValues: [GraphQLValue] {
        zip(values, [Author.wiz] + issue.changes.map(\.author)).map { event, author in
            var object = event.objectValue ?? [:]
            object["author"] = author.controlValue
            return .object(object)
        }
    }
}
