import Workbench

extension AlertWorkflow {
    /// What closing these alerts, one after the other, would write: an issue behind several of them is moved with the
    /// last one only.
    ///
    /// - Returns: nothing for alerts that are closed already or out of scope.
    public func previewClosing(_ ids: [ID<Alert>], as reason: CloseReason, comment: String, by principal: Principal)
        async throws -> [WritePreview]
    {
        try await store.read { tx in
            var closed: [Alert] = []
            var previews: [WritePreview] = []
            for id in ids {
                guard var alert = try tx.alerts.find(id, scope: principal.scope), alert.status != .closed else {
                    continue
                }
                alert.status = .closed
                alert.closeReason = reason
                alert.closeComment = comment
                if let device = try tx.devices.find(alert.deviceID, scope: .everything),
                    let integration = integrations[device.vendor]
                {
                    let writes = try planner.preview(
                        .alertClosed, of: alert, alongside: closed, by: principal.actorID, in: tx)
                    previews += writes.map { issue, intent in
                        WritePreview(
                            issueName: issue.content.name, issueID: issue.vendorID,
                            write: integration.plan(intent, kind: issue.kind, marker: "…"))
                    }
                }
                closed.append(alert)
            }
            return previews
        }
    }

    /// Gives a person the open alert that needs somebody most: the worst, and of these the oldest, that nobody has.
    ///
    /// - Parameter organization: only of this one; nil for all in scope.
    /// - Returns: nil when none is left.
    public func claimNext(in organization: ID<Organization>?, by principal: Principal) async throws -> Alert? {
        try principal.requireWriter()
        let time = clock()
        let claimed = try await store.write { tx -> Alert? in
            guard let next = try unclaimed(in: organization, for: principal, tx) else { return nil }
            return try apply([.assign(principal.actorID)], to: next, by: principal.actorID, at: time, in: tx)
        }
        guard let claimed else { return nil }
        await updates.publish([.init(kind: .alert, organizationID: claimed.organizationID, id: claimed.id.rawValue)])
        await wakeOutbox(claimed.deviceID)
        return claimed
    }

    /// Severity by severity, so that each question is answered by the front of an index.
    private func unclaimed(in organization: ID<Organization>?, for principal: Principal, _ tx: any Transaction) throws
        -> Alert?
    {
        for severity in Severity.allCases.sorted(by: { $0.rank < $1.rank }) {
            var conditions: [ResourceFilter] = [
                .compare("status", .equal, .text(Alert.Status.open.rawValue)),
                .compare("expel_severity", .equal, .text(severity.rawValue)),
                .isNull(FieldPath(["assigned_to_actor"], "id")),
            ]
            if let organization {
                conditions.append(.compare(FieldPath(["organization"], "id"), .equal, .text(organization.rawValue)))
            }
            let query = ResourceQuery(
                scope: principal.scope, filter: .all(conditions), sort: [SortKey("created_at")], limit: 1)
            if let first = try tx.alerts.list(query).rows.first { return first }
        }
        return nil
    }
}
