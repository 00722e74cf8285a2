import Workbench

/// Government clouds: a device takes nothing in until the provider has recorded the legal addendum and enabled it.
public struct LegalAddendum: Sendable {
    let context: SetupContext

    /// Files the addendum. Taking in begins only when somebody enables it.
    public func record(_ reference: String, for id: ID<SecurityDevice>, by principal: Principal) async throws {
        try principal.requireProvider()
        try principal.requireAdministrator()
        let words = reference.trimmed
        guard !words.isEmpty, words.count <= 200 else {
            throw WorkbenchError.invalid("Give the addendum's reference, up to 200 characters.", field: "reference")
        }
        let time = context.clock()
        let device = try await context.store.write { tx in
            let device = try context.device(id, for: principal, in: tx)
            try requireWaiting(device)
            var setup = try tx.setups.setup(of: id)
            setup.addendum = .init(reference: words, actorID: principal.actorID, at: time)
            try tx.setups.save(setup)
            try tx.setups.insert(
                SetupEvent(
                    .addendum, of: id, by: principal.actorID, words: "The addendum was recorded: \(words)", at: time))
            return device
        }
        await context.announce(device)
    }

    /// Begins to take in, from the time at which the device was made.
    public func enable(_ id: ID<SecurityDevice>, by principal: Principal) async throws {
        try principal.requireProvider()
        try principal.requireAdministrator()
        let time = context.clock()
        let device = try await context.store.write { tx in
            var device = try context.device(id, for: principal, in: tx)
            try requireWaiting(device)
            guard try tx.setups.setup(of: id).addendum != nil else {
                throw WorkbenchError.conflict("Record the legal addendum first.")
            }
            let before = device
            device.ingestion = .active
            device.updatedAt = time
            try context.update(device, since: before, by: principal.actorID, at: time, in: tx)
            try tx.polls.request(device: id, since: device.createdAt, at: time)
            try tx.setups.insert(
                SetupEvent(.addendum, of: id, by: principal.actorID, words: "Taking in was enabled.", at: time))
            return device
        }
        await context.announce(device)
    }

    private func requireWaiting(_ device: SecurityDevice) throws(WorkbenchError) {
        guard device.ingestion == .awaitingAddendum else {
            throw .conflict("This device waits for no legal addendum.")
        }
    }
}
