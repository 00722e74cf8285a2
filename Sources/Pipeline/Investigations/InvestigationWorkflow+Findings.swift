import Workbench

// What an investigation established.
extension InvestigationWorkflow {
    /// - Parameter alongside: done in the same transaction.
    public func addFinding(
        _ draft: FindingDraft, to id: ID<Investigation>, by principal: Principal,
        alongside: @escaping @Sendable (InvestigationFinding, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> InvestigationFinding {
        try principal.requireWriter()
        let time = alerts.clock()
        let (finding, investigation) = try await store.write { tx in
            let investigation = try find(id, for: principal, in: tx)
            let last = try tx.investigations.findings(of: id).map(\.rank).max() ?? 0
            let blank = InvestigationFinding(
                id: .make(at: time), investigationID: id, organizationID: investigation.organizationID, title: "",
                text: "", rank: last &+ 1, createdAt: time, createdBy: principal.actorID, updatedAt: time,
                updatedBy: principal.actorID)
            let finding = try blank.applying(draft, by: principal.actorID, at: time)
            try tx.investigations.insert(finding)
            try tx.investigations.insert(finding.history(.created, by: principal.actorID, at: time))
            try alongside(finding, tx)
            return (finding, investigation)
        }
        await announce(investigation, alerts: [], [])
        return finding
    }

    public func changeFinding(_ id: ID<InvestigationFinding>, _ draft: FindingDraft, by principal: Principal)
        async throws -> InvestigationFinding
    {
        try await rewrite(id, by: principal) { finding, time in
            let next = try finding.applying(draft, by: principal.actorID, at: time)
            return next == finding ? nil : (next, .changed)
        }
    }

    /// It is gone from every list; its history stays.
    public func deleteFinding(_ id: ID<InvestigationFinding>, by principal: Principal) async throws {
        _ = try await rewrite(id, by: principal) { finding, time in
            var next = finding
            next.deletedAt = time
            next.updatedAt = max(time, finding.updatedAt)
            next.updatedBy = principal.actorID
            return (next, .deleted)
        }
    }

    private func rewrite(
        _ id: ID<InvestigationFinding>, by principal: Principal,
        _ change:
            @escaping @Sendable (InvestigationFinding, Timestamp) throws -> (
                InvestigationFinding, InvestigationFindingHistory.Action
            )?
    ) async throws -> InvestigationFinding {
        try principal.requireWriter()
        let time = alerts.clock()
        let (finding, investigation) = try await store.write { tx in
            guard let finding = try tx.investigations.finding(id, scope: principal.scope), finding.deletedAt == nil
            else { throw WorkbenchError.notFound("finding") }
            let investigation = try find(finding.investigationID, for: principal, in: tx)
            guard let (next, action) = try change(finding, time) else { return (finding, investigation) }
            try tx.investigations.update(next)
            try tx.investigations.insert(next.history(action, by: principal.actorID, at: time))
            return (next, investigation)
        }
        await announce(investigation, alerts: [], [])
        return finding
    }
}
