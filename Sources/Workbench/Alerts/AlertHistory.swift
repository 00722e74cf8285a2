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
    /// The investigation that the alert joined or left by this.
    public var investigationID: ID<Investigation>?
    public var createdAt: Timestamp

    public init(
        id: ID<AlertHistory>, alertID: ID<Alert>, organizationID: ID<Organization>, action: Action,
        actorID: ID<Actor>, assignedTo: ID<Actor>?, value: JSON,
        investigationID: ID<Investigation>? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.alertID = alertID
        self.organizationID = organizationID
        self.action = action
        self.actorID = actorID
        self.assignedTo = assignedTo
        self.value = value
        self.investigationID = investigationID
        self.createdAt = createdAt
    }
}

/// A remark on an alert or on an investigation: on exactly one of them.
public struct Comment: Hashable, Sendable {
    public var id: ID<Comment>
    public var organizationID: ID<Organization>
    public var alertID: ID<Alert>?
    public var investigationID: ID<Investigation>?
    public var text: String
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    /// Whoever changed it last; nil while it is as it was written.
    public var updatedBy: ID<Actor>?

    public init(
        id: ID<Comment>, organizationID: ID<Organization>, alertID: ID<Alert>, text: String, createdAt: Timestamp,
        createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>? = nil
    ) {
        self.init(
            id: id, organizationID: organizationID, alertID: alertID, investigationID: nil, text: text,
            createdAt: createdAt, createdBy: createdBy, updatedAt: updatedAt, updatedBy: updatedBy)
    }

    public init(
        id: ID<Comment>, organizationID: ID<Organization>, investigationID: ID<Investigation>, text: String,
        createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>? = nil
    ) {
        self.init(
            id: id, organizationID: organizationID, alertID: nil, investigationID: investigationID, text: text,
            createdAt: createdAt, createdBy: createdBy, updatedAt: updatedAt, updatedBy: updatedBy)
    }

    /// As it is stored, where one of the two is set.
    public init(
        id: ID<Comment>, organizationID: ID<Organization>, alertID: ID<Alert>?, investigationID: ID<Investigation>?,
        text: String, createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>? = nil
    ) {
        self.id = id
        self.organizationID = organizationID
        self.alertID = alertID
        self.investigationID = investigationID
        self.text = text
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }
}
