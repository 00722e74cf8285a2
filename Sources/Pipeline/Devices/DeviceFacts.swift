import Workbench

/// What the store alone shows to be wrong with a device.
struct DeviceFacts: Sendable {
    let settings: PipelineSettings
    let descriptor: VendorDescriptor

    func problems(of device: SecurityDevice, now: Timestamp, in tx: any Transaction) throws -> [HealthProblem] {
        let schedule = PollSchedule(settings: settings)
        let interval = try schedule.interval(of: device, now: now, in: tx)
        var problems: [HealthProblem] = []
        if let problem = try pollOverdue(device, interval: interval, now: now, in: tx) { problems.append(problem) }
        if let problem = try webhookSilent(device, schedule, now: now, in: tx) { problems.append(problem) }
        problems += try slow(device, interval: interval, now: now, in: tx)
        if let problem = try outOfStep(device, now: now, in: tx) { problems.append(problem) }
        return problems
    }

    /// Two periods without a poll that came to its end, or at least moved on.
    private func pollOverdue(_ device: SecurityDevice, interval: Double, now: Timestamp, in tx: any Transaction) throws
        -> HealthProblem?
    {
        let limit = 2 * interval
        var worst: (stream: PollStream, last: Timestamp?)?
        for stream in descriptor.streams {
            let success = try tx.polls.lastSuccess(device: device.id, stream: stream)?.updatedAt
            let running = try tx.polls.unfinished(device: device.id, stream: stream)
            let progress = running.flatMap { $0.error == nil ? $0.updatedAt : nil }
            // A device that was just added or resumed gets its two periods, too.
            let latest = [success, progress, device.updatedAt].compactMap { $0 }.max() ?? device.createdAt
            guard now.seconds(since: latest) > limit else { continue }
            if worst == nil || (success ?? device.createdAt) < (worst?.last ?? device.createdAt) {
                worst = (stream, success)
            }
        }
        guard let worst else { return nil }
        let when =
            worst.last.map { "The last complete poll of \(worst.stream.words) was at \($0)" }
            ?? "No poll of \(worst.stream.words) has been completed yet"
        return HealthProblem(
            kind: .pollOverdue,
            words: "\(when); one is due every \(Duration.words(interval)). New issues may be missing.")
    }

    private func webhookSilent(
        _ device: SecurityDevice, _ schedule: PollSchedule, now: Timestamp, in tx: any Transaction
    ) throws -> HealthProblem? {
        guard let last = device.health.lastWebhookAt,
            schedule.isSilent(
                lastWebhookAt: last, foundWithoutWebhook: try PollSchedule.foundWithoutWebhook(device, in: tx), now: now
            )
        else { return nil }
        return HealthProblem(
            kind: .webhookSilent,
            words: "No webhook has come since \(last), while polls find new issues. Check the automation rule in "
                + "\(descriptor.name); until then polls run every \(Duration.words(settings.shortPollInterval)).")
    }

    /// The 95th percentile of the last day, per way in. What a poll finds may be as old as the time between polls.
    private func slow(_ device: SecurityDevice, interval: Double, now: Timestamp, in tx: any Transaction) throws
        -> [HealthProblem]
    {
        let goals: [(source: Signal.Source, goal: Double)] = [
            (.webhook, settings.delayGoal), (.poll, interval + settings.delayGoal),
        ]
        return try goals.compactMap { source, goal in
            let delays = try tx.alerts.delays(
                device: device.id, source: source, since: now.adding(seconds: -DeviceFacts.day), limit: 200)
            // An issue that is days old when it first matches a rule is old, not late.
            let late = delays.filter { $0 < DeviceFacts.day }
            guard late.count >= DeviceFacts.leastSample, let high = DeviceFacts.percentile(late, 0.95), high > goal
            else {
                return nil
            }
            return HealthProblem(
                kind: .slow,
                words: "Of the alerts that came by \(source.rawValue) today, one in twenty took longer than "
                    + "\(Duration.words(high)) from their creation in \(descriptor.name); the goal is "
                    + "\(Duration.words(goal)).")
        }
    }

    /// What should stand in the vendor's console and does not, for longer than is tolerable.
    private func outOfStep(_ device: SecurityDevice, now: Timestamp, in tx: any Transaction) throws -> HealthProblem? {
        guard device.writesBack else { return nil }
        let count = try tx.deliveries.count(
            device: device.id, states: [.pending, .sending, .conflict, .refused, .held],
            before: now.adding(seconds: -settings.differenceTolerance))
        guard count > 0 else { return nil }
        let changes = count == 1 ? "One change has" : "\(count) changes have"
        return HealthProblem(
            kind: .outOfStep,
            words: "\(changes) not reached \(descriptor.name) for more than "
                + "\(Duration.words(settings.differenceTolerance)), so both sides differ. Decide on what was refused, "
                + "held or in conflict.")
    }

    private static let day: Double = 24 * 3600
    /// Fewer alerts than this say nothing about a percentile.
    private static let leastSample = 5

    /// The smallest value that at least this share of all does not exceed (nearest rank).
    static func percentile(_ values: [Double], _ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank - 1, 0), sorted.count - 1)]
    }
}

extension PollStream {
    fileprivate var words: String {
        switch self {
        case .created: "new issues"
        case .changed: "changed issues"
        case .detections: "detections"
        }
    }
}

extension Duration {
    /// A number of seconds for people: "12 h", "5 min", "3 s".
    fileprivate static func words(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "very long" }
        switch seconds {
        case 7200...: return "\(Int((seconds / 3600).rounded())) h"
        case 120...: return "\(Int((seconds / 60).rounded())) min"
        default: return "\(Int(seconds.rounded())) s"
        }
    }
}
