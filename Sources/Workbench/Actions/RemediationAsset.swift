/// One thing that a remediation action is about: an account, a host, an address, a file.
public struct RemediationAsset: Hashable, Sendable {
    public var id: ID<RemediationAsset>
    public var actionID: ID<RemediationAction>
    public var organizationID: ID<Organization>
    public var investigationID: ID<Investigation>
    public var deviceID: ID<SecurityDevice>?
    public var kind: Kind
    public var category: Category?
    /// What it is: a text, or an object with more than a name.
    public var value: JSON
    public var status: Status
    public var deletedAt: Timestamp?
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<RemediationAsset>, actionID: ID<RemediationAction>, organizationID: ID<Organization>,
        investigationID: ID<Investigation>, deviceID: ID<SecurityDevice>? = nil, kind: Kind,
        category: Category? = nil, value: JSON, status: Status = .open, deletedAt: Timestamp? = nil,
        createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.actionID = actionID
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.deviceID = deviceID
        self.kind = kind
        self.category = category
        self.value = value
        self.status = status
        self.deletedAt = deletedAt
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    /// The API's codes (`remediation_action_assets.asset_type`).
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case account = "ACCOUNT"
        case accessKey = "ACCESS_KEY"
        case description = "DESCRIPTION"
        case device = "DEVICE"
        case domainName = "DOMAIN_NAME"
        case email = "EMAIL"
        case file = "FILE"
        case hash = "HASH"
        case host = "HOST"
        case inboxRule = "INBOX_RULE_NAME"
        case address = "IP_ADDRESS"
    }

    public enum Category: String, Sendable, CaseIterable, Codable {
        case affectedAccount = "AFFECTED_ACCOUNT"
        case compromisedAccount = "COMPROMISED_ACCOUNT"
        case forwardingAddress = "FORWARDING_ADDRESS"
    }

    public enum Status: String, Sendable, CaseIterable, Codable {
        case open = "OPEN"
        case completed = "COMPLETED"
    }

    /// What a person makes of an asset; nil leaves a part as it is.
    public struct Draft: Hashable, Sendable {
        public var kind: Kind?
        /// The inner nil takes the category away.
        public var category: Category??
        public var value: JSON?
        public var status: Status?

        public init(kind: Kind? = nil, category: Category?? = nil, value: JSON? = nil, status: Status? = nil) {
            self.kind = kind
            self.category = category
            self.value = value
            self.status = status
        }
    }

    /// The asset with a person's changes; itself when they change nothing.
    ///
    /// - Throws: `invalid` for a value that is empty, too large, or neither text nor object.
    public func applying(_ draft: Draft, by actor: ID<Actor>, at time: Timestamp) throws(WorkbenchError)
        -> RemediationAsset
    {
        var next = self
        next.kind = draft.kind ?? kind
        if let category = draft.category { next.category = category }
        next.value = draft.value ?? value
        next.status = draft.status ?? status
        try next.checkValue()
        guard next != self else { return self }
        next.updatedAt = max(time, updatedAt)
        next.updatedBy = actor
        return next
    }

    /// - Throws: `invalid`.
    public func checkValue() throws(WorkbenchError) {
        switch value {
        case .string(let text) where !text.trimmed.isEmpty: break
        case .object(let members) where !members.isEmpty: break
        default: throw .invalid("An asset's value is a text or an object, and not empty.", field: "value")
        }
        guard value.text.utf8.count <= InvestigativeAction.structureLimit else {
            throw .invalid("This is larger than \(InvestigativeAction.structureLimit) bytes.", field: "value")
        }
    }
}

/// One entry of an asset's history, with the asset as it then was.
public struct RemediationAssetHistory: Hashable, Sendable {
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case completed = "COMPLETED"
        case reopened = "REOPENED"
        case updated = "UPDATED"
        case deleted = "DELETED"
    }

    public var id: ID<RemediationAssetHistory>
    public var assetID: ID<RemediationAsset>
    public var actionID: ID<RemediationAction>
    public var organizationID: ID<Organization>
    public var investigationID: ID<Investigation>
    public var deviceID: ID<SecurityDevice>?
    public var action: Action
    /// Of the action that it belongs to.
    public var actionKind: RemediationAction.Kind?
    public var assetKind: RemediationAsset.Kind
    public var status: RemediationAsset.Status
    public var actorID: ID<Actor>
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<RemediationAssetHistory>, assetID: ID<RemediationAsset>, actionID: ID<RemediationAction>,
        organizationID: ID<Organization>, investigationID: ID<Investigation>, deviceID: ID<SecurityDevice>?,
        action: Action, actionKind: RemediationAction.Kind?, assetKind: RemediationAsset.Kind,
        status: RemediationAsset.Status, actorID: ID<Actor>, value: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.assetID = assetID
        self.actionID = actionID
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.deviceID = deviceID
        self.action = action
        self.actionKind = actionKind
        self.assetKind = assetKind
        self.status = status
        self.actorID = actorID
        self.value = value
        self.createdAt = createdAt
    }
}

extension RemediationAsset {
    /// An entry for this asset's history.
    public func history(
        _ action: RemediationAssetHistory.Action, of remediation: RemediationAction, by actor: ID<Actor>,
        at time: Timestamp
    ) -> RemediationAssetHistory {
        RemediationAssetHistory(
            id: .make(at: time), assetID: id, actionID: actionID, organizationID: organizationID,
            investigationID: investigationID, deviceID: deviceID, action: action,
            actionKind: remediation.content.kind, assetKind: kind, status: status, actorID: actor,
            value: ["value": value, "category": JSON(category?.rawValue), "status": .string(status.rawValue)],
            createdAt: time)
    }
}
