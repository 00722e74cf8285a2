import GraphQL

/// A stored issue. What can be derived from its rule, resource or id is computed when asked for.
struct Issue: Sendable {
    let id: WizID
    let type: IssueType
    /// Position in the tenant's rules.
    let rule: Int
    /// Position in the tenant's resources; nil when the issue came without one.
    let resource: Int?
    let createdAt: WizTime
    var severity: Severity
    var status = IssueStatus.open
    var updatedAt: WizTime
    /// Nil until the status changes for the first time.
    var statusChangedAt: WizTime?
    var resolvedAt: WizTime?
    var dueAt: WizTime?
    var rejectionExpiredAt: WizTime?
    var resolutionReason: ResolutionReason?
    var resolutionNote: String?
    var resolvedBy: Author?
    var assignee: Author?
    var tickets: [ServiceTicket] = []
    /// Nil until there was one, as lists of Wiz are that never held anything.
    var notes: [IssueNote]?
    var changes: [IssueChangeRecord] = []
    /// Positions in the tenant's detections, oldest first.
    var detections: [Int] = []
    /// What only an issue from the control side has.
    var given: GivenIssue?
}

/// The parts of an issue node from the control side that replace derived ones.
final class GivenIssue: Sendable {
    /// Positions in the tenant's projects; nil for those of the resource's account.
    let projects: [Int]?
    /// Fields of the node as they came: `description`, `url`, `serviceTickets` and the like.
    let fields: GraphQLObject

    init(projects: [Int]?, fields: GraphQLObject) {
        self.projects = projects
        self.fields = fields
    }
}

/// A ticket in another system that an issue is connected with.
struct ServiceTicket: Sendable {
    let id: WizID
    let externalID: String
    let name: String
    let url: String
}

struct IssueNote: Sendable {
    let id: WizID
    let text: String
    let createdAt: WizTime
    let author: Author?
}

/// One entry of an issue's history.
struct IssueChangeRecord: Sendable {
    let id: WizID
    let at: WizTime
    let author: Author
    let kind: Kind

    enum Kind: Sendable {
        case status(from: IssueStatus, to: IssueStatus, reason: ResolutionReason?)
        case reason(from: ResolutionReason?, to: ResolutionReason)
        case severity(from: Severity, to: Severity)
        case dueDate(WizTime?)
        case assignee(Author?)
        case ticket(String)
        case note(WizID)
        case noteDeleted(WizID)
    }
}
