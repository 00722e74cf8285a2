import GraphQL

extension MutationRoot {
    func associateTicket(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("write:service_ticket")
        guard let id = input["issueId"]?.stringValue.flatMap(WizID.init) else { throw .invalidID() }
        guard let name = input["ticketId"]?.stringValue, !name.isEmpty else {
            throw .badInput("ticketId must not be empty")
        }
        let ticket = try tenant.addTicket(
            externalID: name, name: input["ticketName"]?.stringValue ?? name,
            url: input["ticketUrl"]?.stringValue ?? "",
            to: id, by: tenant.serviceAccount)
        return .value(["serviceTicket": ticket.value])
    }

    func assign(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("write:issue_participants")
        var ids: [WizID] = []
        for value in input["issueIds"]?.listValue ?? [] {
            guard let id = value.stringValue.flatMap(WizID.init) else { throw .invalidID() }
            ids.append(id)
        }
        guard !ids.isEmpty else { throw .badInput("issueIds must not be empty") }
        var assignee: Author?
        if let name = input["assignee"]?.stringValue {
            guard let known = TenantState.people.first(where: { $0.isUser(name) }) else {
                throw .badInput("assignee must be a valid user id")
            }
            assignee = known
        }
        let issues = try tenant.assign(ids, to: assignee, by: tenant.serviceAccount)
        let view = TenantView(state: tenant.snapshot(), now: tenant.clock.now(), portal: portal)
        return .node(AssigneePayload(issues: issues.map { IssueNode(issue: $0, view: view) }))
    }

    func createReport(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("create:reports")
        let now = tenant.clock.now()
        let report = tenant.reports.create(
            name: input["name"]?.stringValue ?? "", type: input["type"]?.stringValue ?? "ISSUES",
            parameters: .object(input), at: now)
        return .value(["report": report.value(now: now, origin: origin)])
    }

    func rerunReport(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("update:reports")
        let now = tenant.clock.now()
        guard let report = tenant.reports.rerun(try reportID(input), at: now) else { throw .notFound }
        return .value(["report": report.value(now: now, origin: origin)])
    }

    func deleteReport(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("update:reports")
        guard tenant.reports.delete(try reportID(input)) else { throw .notFound }
        return .value(["_stub": .null])
    }

    private func reportID(_ input: GraphQLObject) throws(Refusal) -> WizID {
        guard let id = input["id"]?.stringValue.flatMap(WizID.init) else {
            throw .invalidID("id must be a valid report id")
        }
        return id
    }

    /// Answers with the id of the activity; nothing is copied anywhere.
    func copyForensics(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("write:forensics")
        let id = input["id"]?.stringValue ?? ""
        guard tenant.snapshot().inventory.resources.contains(where: { $0.id == id || $0.externalID == id }) else {
            throw .notFound
        }
        return .value(["systemActivityGroupId": .string(WizID(name: "forensics:" + id).description)])
    }
}

/// The reply to `updateIssuesAssignee`.
private struct AssigneePayload: GraphQLNode {
    let issues: [IssueNode]
    let typename = "UpdateIssuesAssigneePayload"

    func resolve(_ field: FieldCall) throws -> Resolved {
        field.name == "issues" ? .nodes(issues) : .null
    }
}

extension Author {
    fileprivate func isUser(_ word: String) -> Bool {
        guard case .user(let id, _, let email) = self else { return false }
        return id == word || email == word
    }
}

extension Refusal {
    var auditStatus: AuditLog.Status {
        switch self {
        case .unauthorized, .forbidden: .accessDenied
        case .badInput, .notFound, .conflict: .failed
        }
    }
}
