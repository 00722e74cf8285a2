/// One entry of an investigation's history: what changed, by whom, when. Never altered afterwards.
public struct InvestigationHistory: Hashable, Sendable {
    /// The API's codes (`investigation_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case assigned = "ASSIGNED"
        case changed = "CHANGED"
        case closed = "CLOSED"
        case summary = "SUMMARY"
        case reopened = "REOPENED"
        case published = "PUBLISHED"
    }

    public var id: ID<InvestigationHistory>
    public var investigationID: ID<Investigation>
    public var organizationID: ID<Organization>
    public var action: Action
    /// Whether it was an incident once this had happened.
    public var isIncident: Bool
    public var actorID: ID<Actor>
    public var assignedTo: ID<Actor>?
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<InvestigationHistory>, investigationID: ID<Investigation>, organizationID: ID<Organization>,
        action: Action, isIncident: Bool, actorID: ID<Actor>, assignedTo: ID<Actor>?, value: JSON,
        createdAt: Timestamp
    ) {
        self.id = id
        self.investigationID = investigationID
        self.organizationID = organizationID
        self.action = action
        self.isIncident = isIncident
        self.actorID = actorID
        self.assignedTo = assignedTo
        self.value = value
        self.createdAt = createdAt
    }
}

extension Investigation {
    /// An entry for this investigation's history.
    public func history(
        _ action: InvestigationHistory.Action, by actor: ID<Actor>, at time: Timestamp,
        assignedTo: ID<Actor>? = nil, value: JSON = .null
    ) -> InvestigationHistory {
        InvestigationHistory(
            id: .make(at: time), investigationID: id, organizationID: organizationID, action: action,
            isIncident: isIncident, actorID: actor, assignedTo: assignedTo, value: value, createdAt: time)
    }
}
