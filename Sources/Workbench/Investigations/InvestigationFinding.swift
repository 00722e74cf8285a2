/// Something that an investigation established, in the analyst's words.
public struct InvestigationFinding: Hashable, Sendable {
    public var id: ID<InvestigationFinding>
    public var investigationID: ID<Investigation>
    public var organizationID: ID<Organization>
    public var title: String
    /// Markdown.
    public var text: String
    /// The order of a report, lowest first.
    public var rank: Int64
    public var deletedAt: Timestamp?
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<InvestigationFinding>, investigationID: ID<Investigation>, organizationID: ID<Organization>,
        title: String, text: String, rank: Int64, deletedAt: Timestamp? = nil, createdAt: Timestamp,
        createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.investigationID = investigationID
        self.organizationID = organizationID
        self.title = title
        self.text = text
        self.rank = rank
        self.deletedAt = deletedAt
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }
}

/// What a person makes of a finding; nil leaves a part as it is.
public struct FindingDraft: Hashable, Sendable {
    public var title: String?
    public var text: String?
    public var rank: Int64?

    public init(title: String? = nil, text: String? = nil, rank: Int64? = nil) {
        self.title = title
        self.text = text
        self.rank = rank
    }
}

/// One entry of a finding's history, with the words as they then were.
public struct InvestigationFindingHistory: Hashable, Sendable {
    /// The API's codes (`investigation_finding_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case changed = "CHANGED"
        case deleted = "DELETED"
    }

    public var id: ID<InvestigationFindingHistory>
    public var findingID: ID<InvestigationFinding>
    public var investigationID: ID<Investigation>
    public var organizationID: ID<Organization>
    public var action: Action
    public var actorID: ID<Actor>
    public var value: JSON
    public var createdAt: Timestamp

    public init(
        id: ID<InvestigationFindingHistory>, findingID: ID<InvestigationFinding>,
        investigationID: ID<Investigation>, organizationID: ID<Organization>, action: Action, actorID: ID<Actor>,
        value: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.findingID = findingID
        self.investigationID = investigationID
        self.organizationID = organizationID
        self.action = action
        self.actorID = actorID
        self.value = value
        self.createdAt = createdAt
    }
}

extension InvestigationFinding {
    /// The finding with a person's changes; itself when they change nothing.
    ///
    /// - Throws: `invalid` when title and text are both empty or too long, `conflict` when it was deleted.
    public func applying(_ draft: FindingDraft, by actor: ID<Actor>, at time: Timestamp) throws(WorkbenchError)
        -> InvestigationFinding
    {
        guard deletedAt == nil else { throw .conflict("This finding was deleted.") }
        var next = self
        next.title = (draft.title ?? title).trimmed
        next.text = (draft.text ?? text).trimmed
        next.rank = draft.rank ?? rank
        guard !next.title.isEmpty || !next.text.isEmpty else {
            throw .invalid("A finding needs a title or a text.", field: "title")
        }
        guard next.title.count <= Investigation.titleLimit else {
            throw .invalid("The title is longer than \(Investigation.titleLimit) characters.", field: "title")
        }
        guard next.text.count <= Investigation.textLimit else {
            throw .invalid("The finding is longer than \(Investigation.textLimit) characters.", field: "finding")
        }
        guard next != self else { return self }
        next.updatedAt = max(time, updatedAt)
        next.updatedBy = actor
        return next
    }

    /// An entry for this finding's history.
    public func history(_ action: InvestigationFindingHistory.Action, by actor: ID<Actor>, at time: Timestamp)
        -> InvestigationFindingHistory
    {
        InvestigationFindingHistory(
            id: .make(at: time), findingID: id, investigationID: investigationID, organizationID: organizationID,
            action: action, actorID: actor,
            value: ["title": .string(title), "finding": .string(text), "rank": .integer(rank)], createdAt: time)
    }
}
