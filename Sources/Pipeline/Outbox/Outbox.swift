import Logging
import Workbench

/// Writes one device's deliveries to its vendor: in order for one issue, a few issues at a time.
///
/// A delivery is taken under a lease that is renewed while the vendor is asked. A worker that dies leaves its lease
/// to run out; whoever takes the delivery over finds the marker of a note that was already written.
///
/// While writing back is off for the device nothing is taken, and what waits stays pending: turned on again, it goes
/// out in order, and each write first reads the issue, so that what has changed meanwhile becomes a conflict.
actor Outbox {
    /// A delivery in hand.
    private struct Claim: Sendable {
        var delivery: Delivery
        var lastWritten: IssueState?
        var leasedUntil: Timestamp
    }

    private enum Next: Sendable {
        case claim(Claim)
        /// Nothing can be taken for so many seconds, unless the bell rings.
        case wait(Double)
    }

    private let device: ID<SecurityDevice>
    private let connection: any TenantConnection
    private let context: WorkerContext
    private let landing: DeliveryLanding
    private let bell = Doorbell()
    private var leases: [ID<Delivery>: Timestamp] = [:]
    private var isStopped = false
    /// The vendor asked not to be called before then.
    private var pausedUntil: Timestamp?

    init(device: ID<SecurityDevice>, connection: any TenantConnection, context: WorkerContext) {
        self.device = device
        self.connection = connection
        self.context = context
        landing = DeliveryLanding(settings: context.settings)
    }

    func ring() async {
        await bell.ring()
    }

    /// Takes no more; what is under way comes to its end.
    func stop() async {
        isStopped = true
        await bell.ring()
    }

    func run() async {
        await withDiscardingTaskGroup { group in
            while !isStopped, !Stopping.isWanted {
                switch await next() {
                case .claim(let claim):
                    leases[claim.delivery.id] = claim.leasedUntil
                    group.addTask { await self.send(claim) }
                case .wait(let seconds):
                    await bell.wait(seconds: seconds)
                }
            }
        }
    }

    private func next() async -> Next {
        let now = context.clock()
        let look = context.settings.lookInterval
        guard leases.count < context.settings.deliveriesAtOnce else { return .wait(look) }
        if let pausedUntil, now < pausedUntil { return .wait(min(look, pausedUntil.seconds(since: now))) }
        do {
            let due = try await context.store.read { [device] tx -> Timestamp? in
                guard try tx.devices.find(device, scope: .everything)?.writesBack == true else { return nil }
                return try tx.deliveries.nextDue(device: device)
            }
            guard let due else { return .wait(look) }
            guard due <= now else { return .wait(min(look, due.seconds(since: now))) }
            guard let claim = try await claim(at: now) else { return .wait(min(look, Outbox.blockedLook)) }
            return .claim(claim)
        } catch {
            context.logUnlessStopping("Deliveries cannot be read", error)
            return .wait(look)
        }
    }

    /// Seconds after which to look again when all that is due waits for an earlier write to the same issue.
    private static let blockedLook = 0.5

    private func claim(at now: Timestamp) async throws -> Claim? {
        let leasedUntil = lease(from: now)
        return try await context.store.write { [device] tx in
            // Asked again within the transaction: switching off stops the very next write.
            guard try tx.devices.find(device, scope: .everything)?.writesBack == true,
                let delivery = try tx.deliveries.claim(device: device, now: now, leaseUntil: leasedUntil)
            else { return nil }
            let last = try tx.deliveries.lastWritten(device: device, issueID: delivery.issueID)
            return Claim(delivery: delivery, lastWritten: last?.state, leasedUntil: leasedUntil)
        }
    }

    /// In whole milliseconds, as it is stored: it is compared when the outcome is recorded.
    private func lease(from now: Timestamp) -> Timestamp {
        Timestamp(milliseconds: now.adding(seconds: context.settings.deliveryLease).milliseconds)
    }

    private func send(_ claim: Claim) async {
        let delivery = claim.delivery
        let startedAt = context.clock()
        let renewal = Task { await self.renew(delivery.id) }
        let result: Result<DeliveryOutcome, IntegrationError>
        do throws(IntegrationError) {
            result = .success(try await connection.deliver(OutboundWrite(delivery, lastWritten: claim.lastWritten)))
        } catch {
            result = .failure(error)
        }
        renewal.cancel()
        await renewal.value
        if case .failure(let error) = result, case .later(let until?) = error.verdict { pausedUntil = until }
        await record(result, of: delivery.id, startedAt: startedAt)
        leases[delivery.id] = nil
        await bell.ring()
    }

    /// Keeps the lease ahead of the clock for as long as the vendor takes.
    private func renew(_ id: ID<Delivery>) async {
        let pause = max(0.05, context.settings.deliveryLease / 3)
        while true {
            do { try await Task.sleep(for: .seconds(pause)) } catch { return }
            guard let held = leases[id] else { return }
            let next = lease(from: context.clock())
            do {
                let isOurs = try await shielded { [context] in
                    try await context.store.write { tx in
                        guard var row = try tx.deliveries.find(id, scope: .everything), row.state == .sending,
                            row.leasedUntil == held
                        else { return false }
                        row.leasedUntil = next
                        try tx.deliveries.update(row)
                        return true
                    }
                }
                guard isOurs else { return }
                leases[id] = next
            } catch {
                context.logger.warning(
                    "A lease could not be renewed", metadata: ["delivery": "\(id)", "error": "\(error)"])
            }
        }
    }

    private func record(
        _ result: Result<DeliveryOutcome, IntegrationError>, of id: ID<Delivery>, startedAt: Timestamp
    ) async {
        guard let lease = leases[id] else { return }
        let now = context.clock()
        do {
            let landed = try await shielded { [context, landing, device] in
                try await context.store.write { tx -> Delivery? in
                    guard let row = try tx.deliveries.find(id, scope: .everything), row.state == .sending,
                        row.leasedUntil == lease
                    else { return nil }
                    let landed = landing.landing(of: row, after: result, at: now)
                    try tx.deliveries.update(landed)
                    if case .success(let outcome) = result {
                        try Outbox.settle(outcome, of: landed, startedAt: startedAt, at: now, in: tx)
                    } else if case .failure(let error) = result {
                        try DeviceHealthCheck.noteError(error, of: device, at: now, in: tx)
                    }
                    return landed
                }
            }
            if let landed { await announce(landed, result) }
        } catch {
            // The lease runs out, somebody takes the delivery over, and the marker keeps it from being written twice.
            context.logger.error(
                "A write's outcome could not be kept", metadata: ["delivery": "\(id)", "error": "\(error)"])
        }
    }

    /// What the vendor now says of the issue. Our own move becomes the known state at once, so that its echo says
    /// nothing new; whatever somebody else did is read and judged like any other signal.
    private static func settle(
        _ outcome: DeliveryOutcome, of delivery: Delivery, startedAt: Timestamp, at now: Timestamp,
        in tx: any Transaction
    ) throws {
        guard var issue = try tx.vendorAlerts.find(delivery.vendorAlertID, scope: .everything) else { return }
        var mustReread = true
        if case .done(let state, let written, _) = outcome {
            if var moved = written?.state {
                mustReread = moved.changedAt == nil
                // Not before we asked for it: an older reading that is still under way must not undo it.
                moved.changedAt = moved.changedAt ?? startedAt
                issue.state = moved
                issue.updatedAt = now
                try tx.vendorAlerts.save(issue)
            } else {
                mustReread = state.map { !(issue.state?.isSame(as: $0) ?? false) } ?? false
            }
        }
        guard mustReread else { return }
        try tx.polls.requestReread(device: delivery.deviceID, issueID: delivery.issueID, at: now)
    }

    private func announce(_ landed: Delivery, _ result: Result<DeliveryOutcome, IntegrationError>) async {
        context.meter.add { $0.deliveries[landed.state, default: 0] &+= 1 }
        var metadata: Logger.Metadata = [
            "delivery": "\(landed.id)", "issue": "\(landed.issueID)", "state": "\(landed.state.rawValue)",
        ]
        if case .failure(let error) = result {
            metadata["error"] = "\(error.label)"
            metadata["detail"] = "\(error.detail)"
            context.logger.warning("A write did not go through", metadata: metadata)
            await context.wakeHealth(device)
        } else {
            context.logger.info("A write went through", metadata: metadata)
            await context.wakeRereads(device)
        }
        var updates = [
            LiveUpdates.Update(kind: .delivery, organizationID: landed.organizationID, id: landed.id.rawValue)
        ]
        if let alertID = landed.alertID {
            updates.append(.init(kind: .alert, organizationID: landed.organizationID, id: alertID.rawValue))
        }
        await context.updates.publish(updates)
    }
}

extension OutboundWrite {
    init(_ delivery: Delivery, lastWritten: IssueState?) {
        self.init(
            issueID: delivery.issueID, kind: delivery.kind, intent: delivery.intent, marker: delivery.marker,
            knownState: delivery.knownState, lastWritten: lastWritten, overridesConflict: delivery.overridesConflict)
    }
}
