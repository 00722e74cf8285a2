import GraphQL

/// An issue's history as `issueHistoryEvents` shows it, oldest first.
struct IssueHistory {
    let issue: Issue

    init(_ issue: Issue) {
        self.issue = issue
    }

    var values: [GraphQLValue] {
        [event(WizID(seed: issue.id.seed, purpose: 9), "CREATED", issue.createdAt, "Issue was created")]
            + issue.changes.map { event($0.id, $0.kind.type, $0.at, $0.kind.message(by: $0.author)) }
    }

    private func event(_ id: WizID, _ type: String, _ time: WizTime, _ message: String) -> GraphQLValue {
        [
            "id": .string(id.description), "type": .string(type), "timestamp": .time(time),
            "message": .string(message),
        ]
    }
}

extension IssueChangeRecord.Kind {
    var type: String {
        switch self {
        case .status: "STATUS_CHANGED"
        case .reason: "RESOLUTION_REASON_CHANGED"
        case .severity: "SEVERITY_CHANGED"
        case .dueDate: "DUE_DATE_CHANGED"
        case .assignee: "ASSIGNEE_CHANGED"
        case .ticket: "SERVICE_TICKET_ADDED"
        case .note: "NOTE_ADDED"
        case .noteDeleted: "NOTE_DELETED"
        }
    }

    func message(by author: Author) -> String {
        switch self {
        case .status(let from, let to, let reason):
            "Status was changed from \(from.rawValue) to \(to.rawValue)"
                + (reason.map { " (\($0.rawValue))" } ?? "") + " by \(author.label)"
        case .reason(_, let to): "Resolution reason was changed to \(to.rawValue) by \(author.label)"
        case .severity(let from, let to):
            "Severity was changed from \(from.rawValue) to \(to.rawValue) by \(author.label)"
        case .dueDate(let date):
            date.map { "Due date was set to \($0) by \(author.label)" } ?? "Due date was cleared by \(author.label)"
        case .assignee(let assignee):
            assignee.map { "Assigned to \($0.label) by \(author.label)" } ?? "Assignee was cleared by \(author.label)"
        case .ticket(let name): "Service ticket \(name) was added by \(author.label)"
        case .note: "A note was added by \(author.label)"
        case .noteDeleted: "A note was deleted by \(author.label)"
        }
    }
}
