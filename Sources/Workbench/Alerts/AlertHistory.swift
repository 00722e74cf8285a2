/// One entry of an alert's history: what changed, by whom, when. Never altered afterwards.
public struct AlertHistory: Hashable, Sendable {
    /// The API's codes (`expel_alert_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case assigned = "ASSIGNED"
        case statusChanged = "STATUS_CHANGED"
        case investigating = "INVESTIGATING"
        case tuningChanged = "TUNING_CHANGED"
        case deleted = "DELETED"
        case viewed = "VIEWED"
        case priorityChanged = "RAPID_TRIAGE_PRIORITY_CHANGED"
    }

    public var id: ID<AlertHistory>
    public var alertID: ID<Alert>
    public var organizationID: ID<Organization>
    public var action: Action
    public var actorID: ID<Actor>
    public var assignedTo: ID<Actor>?
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<AlertHistory>, alertID: ID<Alert>, organizationID: ID<Organization>, action: Action,
        actorID: ID<Actor>, assignedTo: ID<Actor>?, value: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.alertID = alertID
        self.organizationID = organizationID
        self.action = action
        self.actorID = actorID
        self.assignedTo = assignedTo
        self.value = value
        self.createdAt = createdAt
    }
}

/// A remark on an alert.
public struct Comment: Hashable, Sendable {
    public var id: ID<Comment>
    public var organizationID: ID<Organization>
    public var alertID: ID<Alert>
    public var text: String
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp

    public init(
        id: ID<Comment>, organizationID: ID<Organization>, alertID: ID<Alert>, text: String, createdAt: Timestamp,
        createdBy: ID<Actor>, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.alertID = alertID
        self.text = text
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
    }
}
