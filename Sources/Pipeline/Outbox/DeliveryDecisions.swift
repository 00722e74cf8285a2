import Workbench

/// What a person may decide about a delivery that did not go through by itself.
public enum DeliveryDecision: String, Sendable, CaseIterable {
    /// Keep what stands in the vendor's console.
    case acceptTheirs = "accept_theirs"
    /// Write ours over what stands there.
    case writeOurs = "write_ours"
    /// Try the same again.
    case retry
    /// Let a held dismissal go.
    case release
}

public struct DeliveryDecisions: Sendable {
    private let store: any Store
    private let updates: LiveUpdates
    private let wakeOutbox: @Sendable (ID<SecurityDevice>) async -> Void
    private let clock: @Sendable () -> Timestamp

    public init(
        store: any Store, updates: LiveUpdates, wakeOutbox: @escaping @Sendable (ID<SecurityDevice>) async -> Void,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.store = store
        self.updates = updates
        self.wakeOutbox = wakeOutbox
        self.clock = clock
    }

    /// - Throws: `notFound`, `forbidden`, or `conflict` when the delivery's state does not allow the decision.
    public func decide(_ decision: DeliveryDecision, on id: ID<Delivery>, by principal: Principal) async throws
        -> Delivery
    {
        try principal.requireWriter()
        let time = clock()
        let delivery = try await store.write { tx in
            guard var delivery = try tx.deliveries.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("delivery")
            }
            try refuseUnfit(decision, delivery, in: tx)
            delivery.updatedAt = time
            switch decision {
            case .acceptTheirs:
                delivery.state = .cancelled
                delivery.finishedAt = time
                delivery.answer = "\(principal.displayName) kept what stands in the vendor's console."
            case .writeOurs, .retry, .release:
                delivery.state = .pending
                delivery.attempts = 0
                delivery.notBefore = time
                delivery.finishedAt = nil
                delivery.overridesConflict = decision == .writeOurs
                delivery.answer = nil
            }
            try tx.deliveries.update(delivery)
            return delivery
        }
        await updates.publish([.init(kind: .delivery, organizationID: delivery.organizationID, id: id.rawValue)])
        await wakeOutbox(delivery.deviceID)
        return delivery
    }

    private func refuseUnfit(_ decision: DeliveryDecision, _ delivery: Delivery, in tx: any Transaction) throws {
        let fits: Bool =
            switch decision {
            case .acceptTheirs:
                delivery.state == .conflict || delivery.state == .refused || delivery.state == .held
            case .writeOurs: delivery.state == .conflict
            case .retry: delivery.state == .refused || delivery.state == .conflict || delivery.state == .cancelled
            case .release: delivery.state == .held
            }
        guard fits else {
            throw WorkbenchError.conflict("This delivery is \(delivery.state.rawValue); that cannot be decided now.")
        }
        guard decision != .acceptTheirs, let alertID = delivery.alertID else { return }
        let later = try tx.deliveries.list(alert: alertID).contains {
            $0.issueID == delivery.issueID && $0.id != delivery.id && $0.createdAt >= delivery.createdAt
                && $0.id.rawValue > delivery.id.rawValue && $0.intent.move != .unchanged && $0.state != .cancelled
        }
        guard !later else {
            throw WorkbenchError.conflict("A later change of this alert supersedes it. Decide on that one instead.")
        }
    }
}
