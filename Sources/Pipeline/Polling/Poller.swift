import Logging
import Workbench

/// Polls one device: on its schedule, and at once when somebody asked for it in the store.
///
/// A page's items, the run's cursor and, with the last page, the watermark commit together. So the watermark never
/// passes what is in the inbox, and after a crash the run goes on with the page it had not committed.
actor Poller {
    private let device: ID<SecurityDevice>
    private let streams: [PollStream]
    private let connection: any TenantConnection
    private let context: WorkerContext
    private let schedule: PollSchedule
    private let backOff: BackOff
    private let bell = Doorbell()
    private var failures: [PollStream: (count: Int, retryAt: Timestamp)] = [:]

    init(device: ID<SecurityDevice>, streams: [PollStream], connection: any TenantConnection, context: WorkerContext) {
        self.device = device
        self.streams = streams
        self.connection = connection
        self.context = context
        schedule = PollSchedule(settings: context.settings)
        backOff = BackOff(context.settings)
    }

    func ring() async {
        await bell.ring()
    }

    func run() async {
        while !Stopping.isWanted {
            for run in await dueRuns() where !Stopping.isWanted { await read(run) }
            await bell.wait(seconds: context.settings.lookInterval)
        }
    }

    /// Runs that were begun and not ended come first; else those that are due or asked for, saved as begun.
    private func dueRuns() async -> [PollRun] {
        let now = context.clock()
        let resting = Set(failures.filter { $0.value.retryAt > now }.keys)
        do {
            return try await context.store.write { [device, streams, schedule] tx in
                guard let row = try tx.devices.find(device, scope: .everything), row.ingestion == .active else {
                    return []
                }
                let begun = try streams.compactMap { try tx.polls.unfinished(device: device, stream: $0) }
                guard begun.isEmpty else { return begun.filter { !resting.contains($0.stream) } }
                let demand = try tx.polls.takeRequest(device: device)
                let due = try streams.filter { stream in
                    if demand != nil { return true }
                    guard !resting.contains(stream) else { return false }
                    return try Poller.isDue(stream, of: row, schedule, now: now, in: tx)
                }
                return try due.map { stream in
                    let watermark = try tx.polls.watermark(device: device, stream: stream)
                    let run = schedule.run(
                        of: stream, device: device, watermark: watermark, since: demand?.since, now: now)
                    try tx.polls.save(run)
                    return run
                }
            }
        } catch {
            context.logUnlessStopping("The polls that are due cannot be read", error)
            return []
        }
    }

    private static func isDue(
        _ stream: PollStream, of device: SecurityDevice, _ schedule: PollSchedule, now: Timestamp,
        in tx: any Transaction
    ) throws -> Bool {
        guard let last = try tx.polls.lastSuccess(device: device.id, stream: stream) else { return true }
        return now.seconds(since: last.updatedAt) >= (try schedule.interval(of: device, now: now, in: tx))
    }

    private func read(_ begun: PollRun) async {
        var run = begun
        let start = ContinuousClock.now
        let itemsBefore = run.items
        while !Stopping.isWanted {
            do {
                guard try await mayReadOn() else { return }
                let page = try await page(of: run)
                run = try await commit(page, of: run)
                failures[run.stream] = nil
                guard run.state == .running else { break }
            } catch let error as IntegrationError {
                await fail(run, error)
                return
            } catch {
                context.logUnlessStopping("A page could not be stored", error)
                postpone(run.stream, until: nil)
                return
            }
        }
        guard run.state == .done else { return }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        log(run, items: run.items - itemsBefore, seconds: seconds)
    }

    /// Waits while the inbox is full: what is read faster than it is processed would only pile up.
    ///
    /// - Returns: false when the device is no longer to be polled.
    private func mayReadOn() async throws -> Bool {
        while !Stopping.isWanted {
            let (isActive, waiting) = try await context.store.read { [device] tx in
                let row = try tx.devices.find(device, scope: .everything)
                return (row?.ingestion == .active, try tx.signals.count(device: device, state: .pending))
            }
            guard isActive else { return false }
            guard waiting >= context.settings.backlogLimit else { return true }
            await context.wakeIntake()
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    private func page(of run: PollRun) async throws -> PollPage {
        let page = try await connection.poll(
            PollRequest(
                stream: run.stream, after: run.after, before: run.before, onlyLive: run.wantsOnlyLive,
                cursor: run.cursor))
        if let next = page.next, next == run.cursor {
            throw IntegrationError(.decoding, "The vendor gave the same page mark twice; reading on would never end.")
        }
        return page
    }

    private func commit(_ page: PollPage, of run: PollRun) async throws -> PollRun {
        let now = context.clock()
        var next = run
        next.cursor = page.next
        next.items = run.items &+ page.bodies.count
        next.pages = run.pages &+ 1
        next.total = page.total ?? run.total
        next.error = nil
        next.state = page.next == nil ? .done : .running
        next.updatedAt = now
        let signals = page.bodies.map {
            Signal(id: .make(at: now), deviceID: device, source: run.source, body: $0, receivedAt: now)
        }
        let saved = next
        let organization = try await context.store.write { [device] tx -> ID<Organization>? in
            try tx.signals.insert(signals)
            try tx.polls.save(saved)
            if saved.state == .done {
                let watermark = try tx.polls.watermark(device: device, stream: saved.stream)
                try tx.polls.saveWatermark(
                    max(watermark ?? saved.before, saved.before), device: device, stream: saved.stream)
                try DeviceHealthCheck.noteSuccess(of: device, at: now, in: tx)
            }
            return try tx.devices.find(device, scope: .everything)?.organizationID
        }
        context.meter.add { counts in
            counts.pollPages &+= 1
            counts.pollItems &+= signals.count
            counts.accepted[saved.source, default: 0] &+= signals.count
            if saved.state == .done { counts.polls[.done, default: 0] &+= 1 }
        }
        if !signals.isEmpty { await context.wakeIntake() }
        if let organization {
            await context.updates.publish([.init(kind: .device, organizationID: organization, id: device.rawValue)])
        }
        return next
    }

    /// What may pass leaves the run open, to go on with the same page later; anything else ends it.
    private func fail(_ run: PollRun, _ error: IntegrationError) async {
        guard !Stopping.isWanted else { return }
        context.logger.warning(
            "A poll failed",
            metadata: ["stream": "\(run.stream.rawValue)", "error": "\(error.label)", "detail": "\(error.detail)"])
        var next = run
        next.error = error.detail
        next.updatedAt = context.clock()
        switch error.verdict {
        case .retry: postpone(run.stream, until: nil)
        case .later(let until): postpone(run.stream, until: until)
        case .giveUp:
            next.state = .failed
            postpone(run.stream, until: context.clock().adding(seconds: context.settings.shortPollInterval))
            context.meter.add { $0.polls[.failed, default: 0] &+= 1 }
        }
        let saved = next
        do {
            try await context.store.write { [device] tx in
                try tx.polls.save(saved)
                try DeviceHealthCheck.noteError(error, of: device, at: saved.updatedAt, in: tx)
            }
        } catch {
            context.logUnlessStopping("A failed poll could not be noted", error)
        }
        await context.wakeHealth(device)
    }

    private func postpone(_ stream: PollStream, until time: Timestamp?) {
        let count = (failures[stream]?.count ?? 0) &+ 1
        let retryAt = context.clock().adding(seconds: backOff.delay(afterFailures: count))
        failures[stream] = (count, max(time ?? retryAt, retryAt))
    }

    private func log(_ run: PollRun, items: Int, seconds: Double) {
        let rate = seconds > 0 ? Double(items) / seconds : 0
        context.logger.info(
            "Read \(items) items in \(run.pages) pages",
            metadata: [
                "stream": "\(run.stream.rawValue)", "backfill": "\(run.isBackfill)",
                "seconds": "\((seconds * 10).rounded() / 10)", "per_second": "\(rate.rounded())",
                "after": "\(run.after)", "before": "\(run.before)",
            ])
    }
}

extension PollSchedule {
    /// Seconds between two polls of a device, by what the store knows of its webhooks.
    func interval(of device: SecurityDevice, now: Timestamp, in tx: any Transaction) throws -> Double {
        interval(
            lastWebhookAt: device.health.lastWebhookAt,
            foundWithoutWebhook: try PollSchedule.foundWithoutWebhook(device, in: tx), now: now)
    }

    static func foundWithoutWebhook(_ device: SecurityDevice, in tx: any Transaction) throws -> Bool {
        guard let last = device.health.lastWebhookAt else { return false }
        return try !tx.alerts.delays(device: device.id, source: .poll, since: last, limit: 1).isEmpty
    }
}
