import Workbench

// What happened when.
extension InvestigationWorkflow {
    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid`.
    public func addEvent(
        _ content: TimelineEntry.Content, at eventAt: Timestamp, investigation: ID<Investigation>?, alert: ID<Alert>?,
        by principal: Principal,
        alongside: @escaping @Sendable (TimelineEntry, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> TimelineEntry {
        try principal.requireWriter()
        let time = alerts.clock()
        let entry = try await store.write { tx in
            let subject = try CaseSubject(investigation: investigation, alert: alert, for: principal, in: tx)
            try content.check()
            let entry = TimelineEntry(
                id: .make(at: time), organizationID: subject.organizationID, investigationID: investigation,
                alertID: alert, eventAt: eventAt, content: content, createdAt: time, createdBy: principal.actorID,
                updatedAt: time, updatedBy: principal.actorID)
            try tx.timeline.insert(entry)
            try alongside(entry, tx)
            return entry
        }
        await announce(entry)
        return entry
    }

    /// Nil leaves a part as it is.
    public func changeEvent(
        _ id: ID<TimelineEntry>, _ content: TimelineEntry.Content?, at eventAt: Timestamp?, by principal: Principal
    ) async throws -> TimelineEntry {
        try await rewrite(id, by: principal) { entry in
            if let content { entry.content = content }
            if let eventAt { entry.eventAt = eventAt }
            try entry.content.check()
        }
    }

    /// It is gone from every list.
    public func deleteEvent(_ id: ID<TimelineEntry>, by principal: Principal) async throws {
        let time = alerts.clock()
        _ = try await rewrite(id, by: principal) { $0.deletedAt = time }
    }

    private func rewrite(
        _ id: ID<TimelineEntry>, by principal: Principal,
        _ change: @escaping @Sendable (inout TimelineEntry) throws -> Void
    ) async throws -> TimelineEntry {
        try principal.requireWriter()
        let time = alerts.clock()
        let entry = try await store.write { tx in
            guard let before = try tx.timeline.find(id, scope: principal.scope), before.deletedAt == nil else {
                throw WorkbenchError.notFound("timeline entry")
            }
            var entry = before
            try change(&entry)
            guard entry != before else { return before }
            entry.updatedAt = max(time, before.updatedAt)
            entry.updatedBy = principal.actorID
            try tx.timeline.update(entry)
            return entry
        }
        await announce(entry)
        return entry
    }

    private func announce(_ entry: TimelineEntry) async {
        await ActionWorkflow(alerts).announce(
            organization: entry.organizationID, entry.investigationID, entry.alertID)
    }
}
