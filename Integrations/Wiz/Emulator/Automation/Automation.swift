import GraphQL
import Logging
import Synchronization

/// The automation rules of the tenant, and the queue of what they still have to send.
///
/// Events are taken in at once and sent in the background; a slow receiver delays nobody but itself and, when many
/// deliveries wait for it, later ones. How often Wiz retries is not public: here five attempts within 8 seconds.
final class Automation: Sendable {
    private struct Board {
        var rules: [AutomationRule] = []
        var delivered: [WizID: Int] = [:]
        var failed: [WizID: Int] = [:]
        var lastOutcome: [WizID: String] = [:]
        var pending = 0
        var dropped = 0
    }

    private struct Job: Sendable {
        let rule: AutomationRule
        let event: TenantEvent
    }

    private static let queueLimit = 100_000
    private static let parallelDeliveries = 32
    private static let attempts = 5

    private let tenant: Tenant
    private let portal: String
    private let logger: Logger
    private let board = Mutex(Board())
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation

    init(tenant: Tenant, portal: String, logger: Logger) {
        self.tenant = tenant
        self.portal = portal
        self.logger = logger
        (jobs, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.queueLimit))
        tenant.listen { [weak self] event in self?.take(event) }
    }

    var rules: [AutomationRule] { board.withLock { $0.rules } }

    func replace(_ rules: [AutomationRule]) {
        board.withLock { $0.rules = rules }
    }

    private func take(_ event: TenantEvent) {
        for rule in rules where rule.wants(event) {
            board.withLock { $0.pending += 1 }
            if case .enqueued = queue.yield(Job(rule: rule, event: event)) { continue }
            board.withLock { board in
                board.pending -= 1
                board.dropped += 1
            }
        }
    }

    /// Sends until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            let slots = DeliverySlots(count: Self.parallelDeliveries)
            for await job in jobs {
                await slots.take()
                group.addTask {
                    await self.deliver(job)
                    await slots.give()
                }
            }
        }
    }

    private func deliver(_ job: Job) async {
        // The body tells of the issue as the event left it; only what hangs on it is looked up now.
        let view = TenantView(state: tenant.snapshot(), now: tenant.clock.now(), portal: portal)
        guard let body = WebhookBody(rule: job.rule, view: view).bytes(for: job.event) else {
            return finish(job.rule, delivered: false, "no body for this event")
        }
        var outcome = await WebhookSender().send(body, to: job.rule)
        for attempt in 1..<Self.attempts where outcome.isWorthRetrying {
            do {
                try await Task.sleep(for: .milliseconds(500 << (attempt - 1)))
            } catch {
                break
            }
            outcome = await WebhookSender().send(body, to: job.rule)
        }
        finish(job.rule, delivered: outcome.isDelivered, outcome.words)
    }

    private func finish(_ rule: AutomationRule, delivered: Bool, _ words: String) {
        if !delivered {
            logger.warning("webhook not delivered", metadata: ["rule": "\(rule.name)", "outcome": "\(words)"])
        }
        board.withLock { board in
            board.pending -= 1
            board.lastOutcome[rule.id] = words
            if delivered { board.delivered[rule.id, default: 0] += 1 } else { board.failed[rule.id, default: 0] += 1 }
        }
    }

    /// The rules with what became of their deliveries.
    var value: GraphQLValue {
        let board = board.withLock { $0 }
        let rules = board.rules.map { rule -> GraphQLValue in
            var object = rule.value.objectValue ?? [:]
            object["delivered"] = .count(board.delivered[rule.id] ?? 0)
            object["failed"] = .count(board.failed[rule.id] ?? 0)
            object["last_outcome"] = .text(board.lastOutcome[rule.id])
            return .object(object)
        }
        return ["rules": .list(rules), "pending": .count(board.pending), "dropped": .count(board.dropped)]
    }
}

extension WebhookSender.Outcome {
    var words: String {
        switch self {
        case .answered(let status, _): "HTTP \(status)"
        case .failed(let reason): reason
        }
    }
}

/// Lets so many deliveries run at once.
private actor DeliverySlots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
