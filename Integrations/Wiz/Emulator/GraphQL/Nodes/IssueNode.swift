import GraphQL

/// An issue as the API shows it.
struct IssueNode: GraphQLNode {
    let issue: Issue
    let view: TenantView
    /// The text of the note that the present mutation wrote, for `note` in its reply.
    var written: String?

    let typename = "Issue"

    func resolve(_ field: FieldCall) throws -> Resolved {
        if let given = issue.given?.fields[field.name] { return .value(given) }
        switch field.name {
        case "assignee": return .value(assignee)
        case "serviceTicket": return .value(tickets?.first ?? .null)
        case "serviceTickets": return .value(tickets.map { .list($0) } ?? .null)
        case "entity":
            return issue.resource.flatMap { GraphEntityNode(position: $0, view: view) }.map { .node($0) } ?? .null
        case "threatDetectionDetails": return threat
        case "description": return .value(.text(description))
        case "openReason": return .value(issue.changes.isEmpty ? "NEWLY_DETECTED" : .null)
        case "firstEventAt": return .value(.time(eventTimes?.first))
        case "lastEventAt": return .value(.time(eventTimes?.last))
        case "notes": return .value(issue.notes.map { .list($0.map(\.value)) } ?? .null)
        case "note": return .value(.string(written ?? issue.notes?.last?.text ?? ""))
        case "resolvedBy": return .value(issue.resolvedBy.map { ["user": $0.userValue] } ?? .null)
        case "commentThread": return .value(["id": .string(threadID), "hasComments": false])
        case "threatCenterActors", "applicationServices": return .value([])
        default: return .value(stored(field.name) ?? linked(field.name))
        }
    }

    /// Posture issues are described by their rule; threats have no description of their own (their detections do).
    private var description: String? {
        issue.type == .threatDetection ? nil : view.rule(of: issue).description
    }

    private var threat: Resolved {
        issue.type == .threatDetection ? .node(ThreatDetailsNode(issue: issue, view: view)) : .null
    }

    private var threadID: String { WizID(seed: issue.id.seed, purpose: 7).description }

    private var eventTimes: (first: WizTime, last: WizTime)? {
        let stories = issue.detections.compactMap { DetectionStory(view.state.detections[$0], in: view.state) }
        guard let first = stories.map(\.startedAt).min(), let last = stories.map(\.endedAt).max() else { return nil }
        return (first, last)
    }

    /// Nil for fields that are not the issue's own.
    private func stored(_ name: String) -> GraphQLValue? {
        switch name {
        case "id": .string(issue.id.description)
        case "type": .string(issue.type.rawValue)
        case "status": .string(issue.status.rawValue)
        case "severity": .string(issue.severity.rawValue)
        case "createdAt": .time(issue.createdAt)
        case "updatedAt": .time(issue.updatedAt)
        case "statusChangedAt": .time(issue.statusChangedAt)
        case "dueAt": .time(issue.dueAt)
        case "resolvedAt": .time(issue.resolvedAt)
        case "rejectionExpiredAt": .time(issue.rejectionExpiredAt)
        case "resolutionReason": .text(issue.resolutionReason?.rawValue)
        case "resolutionNote": .text(issue.resolutionNote)
        case "url": .string(view.url(of: issue))
        default: nil
        }
    }

    private var assignee: GraphQLValue {
        guard case .user(let id, let name, let email)? = issue.assignee else { return .null }
        return ["id": .string(id), "name": .string(name), "primaryEmail": .string(email)]
    }

    /// Nil until there was one.
    private var tickets: [GraphQLValue]? {
        guard !issue.tickets.isEmpty else { return nil }
        return issue.tickets.map(\.value)
    }

    /// What the issue is connected with. Null for what this tenant has none of.
    private func linked(_ name: String) -> GraphQLValue {
        let resource = view.state.resource(of: issue)
        return switch name {
        case "sourceRule": view.rule(of: issue).value
        case "sourceRules": [view.rule(of: issue).value]
        case "control": view.rule(of: issue).controlValue
        case "entitySnapshot": resource.map(view.snapshotValue) ?? .null
        case "project": view.state.projects(of: issue).first?.value ?? .null
        case "projects": view.projectValues(of: issue)
        case "environments": view.state.account(of: resource).map { .texts([$0.environment]) } ?? .null
        case "cloudAccounts": view.accountValues(of: resource)
        case "cloudOrganizations": view.organizationValues(of: resource)
        case "evidenceQuery": resource.map(\.evidenceQuery) ?? .null
        case "validatedAsExploitable": .bool(view.rule(of: issue).isValidated)
        default: .null
        }
    }
}

extension Resource {
    /// The graph search that finds it.
    fileprivate var evidenceQuery: GraphQLValue {
        ["type": [.string(type)], "select": true, "where": ["_vertexID": ["EQUALS": [.string(id)]]]]
    }
}

extension IssueNote {
    var value: GraphQLValue {
        [
            "id": .string(id.description), "text": .string(text), "createdAt": .time(createdAt),
            "updatedAt": .time(createdAt), "user": author?.userValue ?? .null,
            "serviceAccount": author?.serviceAccountValue ?? .null,
        ]
    }
}

extension ServiceTicket {
    var value: GraphQLValue {
        [
            "id": .string(id.description), "externalId": .string(externalID), "name": .string(name),
            "url": .string(url),
        ]
    }
}
