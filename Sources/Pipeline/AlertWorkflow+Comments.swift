import Workbench

extension AlertWorkflow {
    /// Changes a remark. Only its author may.
    ///
    /// - Throws: `notFound`, `forbidden`, `invalid`.
    public func edit(_ id: ID<Comment>, to text: String, by principal: Principal) async throws -> Comment {
        try principal.requireWriter()
        let words = try Comment.checked(text)
        let time = clock()
        let comment = try await store.write { tx in
            var comment = try AlertWorkflow.own(id, principal, in: tx)
            guard comment.text != words else { return comment }
            comment.text = words
            comment.updatedAt = time
            comment.updatedBy = principal.actorID
            try tx.alerts.update(comment)
            try tx.alerts.insert(comment.history(.updated, by: principal.actorID, at: time))
            return comment
        }
        await announce(comment)
        return comment
    }

    /// Takes a remark away; its history keeps what it said. Only its author may.
    public func delete(_ id: ID<Comment>, by principal: Principal) async throws {
        try principal.requireWriter()
        let time = clock()
        let comment = try await store.write { tx in
            let comment = try AlertWorkflow.own(id, principal, in: tx)
            try tx.alerts.delete(id)
            try tx.alerts.insert(comment.history(.deleted, by: principal.actorID, at: time))
            return comment
        }
        await announce(comment)
    }

    private static func own(_ id: ID<Comment>, _ principal: Principal, in tx: any Transaction) throws -> Comment {
        guard let comment = try tx.alerts.comment(id, scope: principal.scope) else {
            throw WorkbenchError.notFound("comment")
        }
        guard comment.createdBy == principal.actorID else {
            throw WorkbenchError.forbidden("Only its author may change or delete a comment.")
        }
        return comment
    }

    private func announce(_ comment: Comment) async {
        let organization = comment.organizationID
        if let alert = comment.alertID {
            await updates.publish([.init(kind: .alert, organizationID: organization, id: alert.rawValue)])
        }
        if let investigation = comment.investigationID {
            await updates.publish([
                .init(kind: .investigation, organizationID: organization, id: investigation.rawValue)
            ])
        }
    }
}
