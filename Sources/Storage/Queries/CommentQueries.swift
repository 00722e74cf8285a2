import Pipeline
import Workbench

// Remarks on alerts and investigations.
extension AlertQueries {
    private static let comments = Table(
        "comments", "id organization_id alert_id investigation_id words created_at created_by updated_at updated_by")
    private static let commentHistories = Table(
        "comment_histories", "id comment_id organization_id investigation_id action actor_id words created_at")

    func insert(_ comment: Comment) throws {
        try sql.execute(Self.comments.insert, values(of: comment))
    }

    func update(_ comment: Comment) throws {
        guard try sql.execute(Self.comments.update, values(of: comment)) == 1 else {
            throw WorkbenchError.notFound("comment")
        }
    }

    func delete(_ comment: ID<Comment>) throws {
        try sql.execute("DELETE FROM comments WHERE id = $1", [.init(comment)])
    }

    func comment(_ id: ID<Comment>, scope: AccessScope) throws -> Comment? {
        let comment = try sql.first(
            "SELECT \(Self.comments.list("t")) FROM comments t WHERE t.id = $1", [.init(id)], Self.readComment)
        return comment.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func comments(on alert: ID<Alert>) throws -> [Comment] {
        try sql.all(
            "SELECT \(Self.comments.list("t")) FROM comments t WHERE t.alert_id = $1 ORDER BY t.created_at, t.id",
            [.init(alert)], Self.readComment)
    }

    func comments(in investigation: ID<Investigation>) throws -> [Comment] {
        try sql.all(
            """
            SELECT \(Self.comments.list("t")) FROM comments t WHERE t.investigation_id = $1
            ORDER BY t.created_at, t.id
            """, [.init(investigation)], Self.readComment)
    }

    func listComments(_ query: ResourceQuery) throws -> Page<Comment> {
        try ResourceList(.comments, Self.comments, Self.readComment).page(query, in: sql)
    }

    func insert(_ history: CommentHistory) throws {
        try sql.execute(
            Self.commentHistories.insert,
            [
                .init(history.id), .init(history.commentID), .init(history.organizationID),
                .init(history.investigationID), .init(history.action), .init(history.actorID), .text(history.text),
                .init(milliseconds: history.createdAt),
            ])
    }

    func listCommentHistories(_ query: ResourceQuery) throws -> Page<CommentHistory> {
        try ResourceList(.commentHistories, Self.commentHistories) { row in
            CommentHistory(
                id: try row.id(), commentID: try row.id(), organizationID: try row.id(),
                investigationID: try row.optionalID(), action: try row.word(), actorID: try row.id(),
                text: try row.text(), createdAt: try row.milliseconds())
        }.page(query, in: sql)
    }

    private func values(of comment: Comment) -> [SQLValue] {
        [
            .init(comment.id), .init(comment.organizationID), .init(comment.alertID), .init(comment.investigationID),
            .text(comment.text), .init(milliseconds: comment.createdAt), .init(comment.createdBy),
            .init(milliseconds: comment.updatedAt), .init(comment.updatedBy),
        ]
    }

    private static func readComment(_ row: inout SQLRow) throws -> Comment {
        Comment(
            id: try row.id(), organizationID: try row.id(), alertID: try row.optionalID(),
            investigationID: try row.optionalID(), text: try row.text(), createdAt: try row.milliseconds(),
            createdBy: try row.id(), updatedAt: try row.milliseconds(), updatedBy: try row.optionalID())
    }
}
