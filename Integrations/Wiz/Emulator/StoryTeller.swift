import Logging
import Synchronization

/// Lets attack stories unfold in the tenant.
final class StoryTeller: Sendable {
    private struct Board {
        var random: SeededGenerator
        var running: [Task<Void, Never>] = []
    }

    private let tenant: Tenant
    private let logger: Logger
    private let board: Mutex<Board>

    init(tenant: Tenant, seed: UInt64, logger: Logger) {
        self.tenant = tenant
        self.logger = logger
        board = Mutex(Board(random: SeededGenerator(seed: SeededGenerator.mix(seed ^ 0x7374_6F72_79))))
    }

    /// One story after another until cancelled, a step every 40 seconds and a pause of five minutes between two.
    func run() async {
        while !Task.isCancelled, let story = board.withLock({ $0.random.pick(AttackStory.all) }) {
            await tell(story, pause: .seconds(40))
            try? await Task.sleep(for: .seconds(300))
        }
    }

    /// Begins a story and returns at once.
    func begin(_ story: AttackStory, pause: Duration) {
        let task = Task { await self.tell(story, pause: pause) }
        board.withLock { board in
            board.running.removeAll { $0.isCancelled }
            if board.running.count > 1000 { board.running.removeFirst() }
            board.running.append(task)
        }
    }

    /// Ends the stories that were begun.
    func stop() {
        board.withLock { board in
            for task in board.running { task.cancel() }
            board.running = []
        }
    }

    private func tell(_ story: AttackStory, pause: Duration) async {
        logger.info("attack story begins", metadata: ["story": "\(story.name)"])
        var stage = Stage(
            story: story, tenant: tenant, random: board.withLock { SeededGenerator(seed: $0.random.next()) })
        for (number, step) in story.steps.enumerated() {
            if number > 0 {
                do { try await Task.sleep(for: pause) } catch { return }
            }
            do throws(Refusal) {
                try stage.play(step)
            } catch {
                logger.warning("attack story step refused", metadata: ["reason": "\(error.message)"])
            }
        }
    }
}

/// Where a story takes place: one account, and the threats so far.
private struct Stage {
    private let tenant: Tenant
    private let account: Int?
    private var random: SeededGenerator
    private var threats: [WizID] = []
    /// What the attack is at: the next step stays there where it can.
    private var place: Int?

    init(story: AttackStory, tenant: Tenant, random: SeededGenerator) {
        self.tenant = tenant
        self.random = random
        let accounts = tenant.snapshot().estate.accounts
        account = self.random.pick(accounts.indices.filter { accounts[$0].provider == story.platform })
    }

    mutating func play(_ step: AttackStory.Step) throws(Refusal) {
        switch step {
        case .sign(let name):
            var order = DetectionOrder(type: .matchOnly, name: name)
            order.resource = resource(for: name)
            _ = try tenant.createDetection(order)
        case .threat(let name):
            var order = IssueOrder(type: .threatDetection, name: name)
            order.resource = resource(for: name)
            threats.append(try tenant.create(order, createdAt: nil).id)
        case .more(let name):
            var order = DetectionOrder(issue: threats.last, name: name)
            order.resource = resource(for: name)
            _ = try tenant.createDetection(order)
        case .verdict(let reason, let words):
            for threat in threats {
                let change = IssueChange(
                    status: .resolved, resolutionReason: reason, note: words, resolutionNote: .set(words))
                _ = try tenant.update(threat, change, by: TenantState.people[0])
            }
        }
    }

    private mutating func resource(for name: String) -> Int? {
        let state = tenant.snapshot()
        guard let account, let rule = state.rules.first(where: { $0.name == name }) else { return nil }
        if let resource = state.resource(at: place), rule.resourceTypes.contains(resource.type) { return place }
        place = state.inventory.pick(for: rule, inAccount: account, using: &random) ?? place
        return place
    }
}
