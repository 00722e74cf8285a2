import Workbench

/// What an alert's joining or leaving means for the investigations concerned: the lead, and an entry in each history.
struct InvestigationMembership {
    let before: Alert
    let after: Alert

    private var isChanged: Bool { before.investigationID != after.investigationID }

    /// - Throws: `invalid` for an investigation that is not this organization's, `conflict` for a closed one.
    func check(in tx: any Transaction) throws {
        guard isChanged, let joined = after.investigationID else { return }
        guard let investigation = try tx.investigations.find(joined, scope: .organization(after.organizationID)) else {
            throw WorkbenchError.invalid("There is no such investigation in this organization.", field: "investigation")
        }
        guard investigation.isOpen else {
            throw WorkbenchError.conflict("\(investigation.shortLink) is closed. Reopen it first.")
        }
    }

    /// Once the alert is stored.
    func record(by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction) throws {
        guard isChanged else { return }
        if let left = before.investigationID { try leave(left, by: actor, at: time, in: tx) }
        if let joined = after.investigationID { try join(joined, by: actor, at: time, in: tx) }
    }

    private func join(_ id: ID<Investigation>, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction) throws {
        guard var investigation = try tx.investigations.find(id, scope: .everything) else { return }
        if investigation.leadAlertID == nil { investigation.leadAlertID = after.id }
        try save(&investigation, ["alert_added": described(after)], by: actor, at: time, in: tx)
    }

    /// The lead passes on to the oldest alert that is left.
    private func leave(_ id: ID<Investigation>, by actor: ID<Actor>, at time: Timestamp, in tx: any Transaction) throws
    {
        guard var investigation = try tx.investigations.find(id, scope: .everything) else { return }
        if investigation.leadAlertID == before.id {
            investigation.leadAlertID = try tx.investigations.alerts(of: id).first { $0.id != before.id }?.id
        }
        try save(&investigation, ["alert_removed": described(before)], by: actor, at: time, in: tx)
    }

    private func save(
        _ investigation: inout Investigation, _ value: JSON, by actor: ID<Actor>, at time: Timestamp,
        in tx: any Transaction
    ) throws {
        investigation.version &+= 1
        investigation.updatedAt = max(time, investigation.updatedAt)
        investigation.updatedBy = actor
        try tx.investigations.update(investigation)
        try tx.investigations.insert(investigation.history(.changed, by: actor, at: time, value: value))
    }

    private func described(_ alert: Alert) -> JSON { ["id": .string(alert.id.rawValue), "name": .string(alert.name)] }
}
