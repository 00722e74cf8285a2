import Workbench

/// Gives quarantined signals another chance, after a fix or an upgrade.
public struct SignalReplay: Sendable {
    private let store: any Store
    private let updates: LiveUpdates
    private let wakeIntake: @Sendable () async -> Void

    public init(store: any Store, updates: LiveUpdates, wakeIntake: @escaping @Sendable () async -> Void) {
        self.store = store
        self.updates = updates
        self.wakeIntake = wakeIntake
    }

    /// The most signals made pending in one transaction.
    private static let batch = 200

    /// Makes quarantined signals of a device pending again.
    ///
    /// - Parameter ids: those meant; nil means all of the device's.
    /// - Returns: how many.
    /// - Throws: `notFound`, `forbidden`.
    public func replay(_ ids: [ID<Signal>]? = nil, of id: ID<SecurityDevice>, by principal: Principal) async throws
        -> Int
    {
        try principal.requireWriter()
        let device = try await store.read { tx in try tx.devices.find(id, scope: principal.scope) }
        guard let device else { throw WorkbenchError.notFound("security device") }
        var count = 0
        if let ids {
            count = try await store.write { tx in try tx.signals.replay(ids, device: id) }
        } else {
            // Counted beforehand: what is quarantined again meanwhile is not taken up a second time.
            let total = try await store.read { tx in try tx.signals.count(device: id, state: .quarantined) }
            while count < total {
                let replayed = try await store.write { tx in
                    let signals = try tx.signals.list(device: id, state: .quarantined, limit: SignalReplay.batch)
                    return try tx.signals.replay(signals.map(\.id), device: id)
                }
                guard replayed > 0 else { break }
                count &+= replayed
            }
        }
        await updates.publish([.init(kind: .device, organizationID: device.organizationID, id: id.rawValue)])
        await wakeIntake()
        return count
    }
}
