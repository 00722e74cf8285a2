/// One entry of a remediation action's history: what changed, by whom, when. Never altered afterwards.
public struct RemediationActionHistory: Hashable, Sendable {
    /// The API's codes (`remediation_action_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case assigned = "ASSIGNED"
        case completed = "COMPLETED"
        case closed = "CLOSED"
        case updated = "UPDATED"
        case deleted = "DELETED"

        /// For an action that has just reached a status.
        init(reaching status: RemediationAction.Status) {
            switch status {
            case .completed: self = .completed
            case .closed: self = .closed
            case .inProgress: self = .updated
            }
        }
    }

    public var id: ID<RemediationActionHistory>
    public var remediationActionID: ID<RemediationAction>
    public var organizationID: ID<Organization>
    public var investigationID: ID<Investigation>
    public var deviceID: ID<SecurityDevice>?
    public var action: Action
    public var kind: RemediationAction.Kind?
    public var actorID: ID<Actor>
    public var assignedTo: ID<Actor>?
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<RemediationActionHistory>, remediationActionID: ID<RemediationAction>,
        organizationID: ID<Organization>, investigationID: ID<Investigation>, deviceID: ID<SecurityDevice>?,
        action: Action, kind: RemediationAction.Kind?, actorID: ID<Actor>, assignedTo: ID<Actor>?, value: JSON,
        createdAt: Timestamp
    ) {
        self.id = id
        self.remediationActionID = remediationActionID
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.deviceID = deviceID
        self.action = action
        self.kind = kind
        self.actorID = actorID
        self.assignedTo = assignedTo
        self.value = value
        self.createdAt = createdAt
    }
}
