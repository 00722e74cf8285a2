import Workbench

extension AlertWorkflow {
    /// What is to be done to one alert among many.
    public struct Change: Sendable {
        public var alertID: ID<Alert>
        /// The acts that are wanted, given the alert as it stands.
        ///
        /// - Throws: `WorkbenchError` when what is wanted does not fit the alert.
        public var commands: @Sendable (Alert) throws -> [AlertCommand]

        public init(_ alertID: ID<Alert>, commands: @escaping @Sendable (Alert) throws -> [AlertCommand]) {
            self.alertID = alertID
            self.commands = commands
        }
    }

    /// The most alerts that are changed at once.
    public static let changeLimit = 1000

    /// Changes many alerts in one transaction. One that cannot be changed stays as it is, and the others go ahead.
    ///
    /// - Returns: what became of each, in the order of the changes.
    /// - Throws: `forbidden`, `invalid` for too many; then nothing was changed.
    public func perform(_ changes: [Change], by principal: Principal) async throws
        -> [Result<Alert, WorkbenchError>]
    {
        try principal.requireWriter()
        guard changes.count <= AlertWorkflow.changeLimit else {
            throw WorkbenchError.invalid("Change at most \(AlertWorkflow.changeLimit) alerts at once.", field: "/data")
        }
        let time = clock()
        let results = try await store.write { tx in
            try changes.map { change in try perform(change, by: principal, at: time, in: tx) }
        }
        let changed = results.compactMap { try? $0.get() }
        await updates.publish(
            changed.map { .init(kind: .alert, organizationID: $0.organizationID, id: $0.id.rawValue) })
        for device in Set(changed.map(\.deviceID)) { await wakeOutbox(device) }
        return results
    }

    /// Everything that can be refused is refused before the first row is written.
    private func perform(_ change: Change, by principal: Principal, at time: Timestamp, in tx: any Transaction) throws
        -> Result<Alert, WorkbenchError>
    {
        let before: Alert
        let outcome: Outcome
        do {
            guard let found = try tx.alerts.find(change.alertID, scope: principal.scope) else {
                throw WorkbenchError.notFound("alert")
            }
            before = found
            let commands = try change.commands(before)
            try checkAssignees(commands, before, in: tx)
            outcome = try self.outcome(of: commands, on: before, by: principal.actorID, at: time, in: tx)
        } catch let error as WorkbenchError where error.code != .unavailable && error.code != .internal {
            return .failure(error)
        }
        if outcome.alert != before { try save(outcome, by: principal.actorID, at: time, in: tx) }
        return .success(outcome.alert)
    }
}
