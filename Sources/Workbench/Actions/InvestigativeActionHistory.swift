/// One entry of an investigative action's history: what changed, by whom, when. Never altered afterwards.
public struct InvestigativeActionHistory: Hashable, Sendable {
    /// The API's codes (`investigative_action_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case assigned = "ASSIGNED"
        case closed = "CLOSED"
        case acknowledged = "ACKNOWLEDGED"
        case classified = "CLASSIFIED"
    }

    public var id: ID<InvestigativeActionHistory>
    public var investigativeActionID: ID<InvestigativeAction>
    public var organizationID: ID<Organization>
    public var investigationID: ID<Investigation>?
    public var alertID: ID<Alert>?
    /// Nil for changes that the API has no code for.
    public var action: Action?
    public var actorID: ID<Actor>
    public var assignedTo: ID<Actor>?
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<InvestigativeActionHistory>, investigativeActionID: ID<InvestigativeAction>,
        organizationID: ID<Organization>, investigationID: ID<Investigation>?, alertID: ID<Alert>?, action: Action?,
        actorID: ID<Actor>, assignedTo: ID<Actor>?, value: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.investigativeActionID = investigativeActionID
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.alertID = alertID
        self.action = action
        self.actorID = actorID
        self.assignedTo = assignedTo
        self.value = value
        self.createdAt = createdAt
    }
}

extension InvestigativeAction {
    /// An entry for this action's history.
    public func history(
        _ action: InvestigativeActionHistory.Action?, by actor: ID<Actor>, at time: Timestamp,
        assignedTo: ID<Actor>? = nil, value: JSON = .null
    ) -> InvestigativeActionHistory {
        InvestigativeActionHistory(
            id: .make(at: time), investigativeActionID: id, organizationID: organizationID,
            investigationID: investigationID, alertID: alertID, action: action, actorID: actor,
            assignedTo: assignedTo, value: value, createdAt: time)
    }
}
