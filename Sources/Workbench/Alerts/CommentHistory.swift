/// One entry of a comment's history. It outlives the comment.
public struct CommentHistory: Hashable, Sendable {
    /// The API's codes (`comment_histories.action`).
    public enum Action: String, Sendable, CaseIterable, Codable {
        case created = "CREATED"
        case updated = "UPDATED"
        case deleted = "DELETED"
    }

    public var id: ID<CommentHistory>
    public var commentID: ID<Comment>
    public var organizationID: ID<Organization>
    /// Of a remark on an investigation.
    public var investigationID: ID<Investigation>?
    public var action: Action
    public var actorID: ID<Actor>
    /// The comment's words at that time.
    public var text: String
    public var createdAt: Timestamp

    public init(
        id: ID<CommentHistory>, commentID: ID<Comment>, organizationID: ID<Organization>,
        investigationID: ID<Investigation>? = nil, action: Action, actorID: ID<Actor>, text: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.commentID = commentID
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.action = action
        self.actorID = actorID
        self.text = text
        self.createdAt = createdAt
    }
}

extension CommentHistory {
    public static let resource = Resource<CommentHistory>(
        "comment_histories", summary: "One entry of a comment's history: what it said, by whom, when.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), .queryable) { .string($0.action.rawValue) },
            .init("value", .object, .nullable) { ["comment": .string($0.text)] },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("comment", to: "comments") { $0.commentID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID?.rawValue },
        ])
}

extension Comment {
    /// What is written down about the comment as it now stands.
    public func history(_ action: CommentHistory.Action, by actor: ID<Actor>, at time: Timestamp) -> CommentHistory {
        CommentHistory(
            id: .make(at: time), commentID: id, organizationID: organizationID, investigationID: investigationID,
            action: action, actorID: actor, text: text, createdAt: time)
    }
}
