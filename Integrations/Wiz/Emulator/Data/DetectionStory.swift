import GraphQL

/// What a detection saw, told again from its id whenever somebody asks: the same each time, and nothing to store.
struct DetectionStory: Sendable {
    let detection: Detection
    let rule: Rule
    let resource: Resource?
    let account: CloudAccount?
    let startedAt: WizTime
    let endedAt: WizTime
    let actors: [DetectionActor]
    let eventCount: Int
    private let address: String

    init?(_ detection: Detection, in state: TenantState) {
        guard state.rules.indices.contains(detection.rule) else { return nil }
        self.detection = detection
        rule = state.rules[detection.rule]
        resource = state.resource(at: detection.resource)
        account = state.account(of: resource)
        var random = SeededGenerator(seed: detection.id.seed)
        endedAt = detection.createdAt.adding(seconds: -20 - Double(random.index(below: 280)))
        startedAt = endedAt.adding(seconds: -Double(random.index(below: 600)))
        address = random.address()
        actors = DetectionActor.actors(
            of: rule, account: account, resource: resource, address: address, using: &random)
        // A few detections have more events than Wiz gives inline.
        eventCount = random.chance(3) ? 60 + random.index(below: 60) : 1 + random.index(below: 4)
    }

    /// The most events that Wiz gives with a detection.
    static let inlineEventLimit = 50

    var title: String { rule.name }
    var primaryActor: DetectionActor { actors.first ?? .unknown }

    /// The first events, oldest first.
    func events(first count: Int) -> [DetectionEvent] {
        (0..<min(max(0, count), eventCount, Self.inlineEventLimit)).map(event)
    }

    private func event(_ number: Int) -> DetectionEvent {
        let id = WizID(seed: detection.id.seed, purpose: UInt64(number) &+ 100)
        var random = SeededGenerator(seed: id.seed)
        let script = EventScript(for: rule)
        let span = Double(endedAt.nanoseconds - startedAt.nanoseconds) / 1_000_000_000
        let time = startedAt.adding(seconds: span * Double(number) / Double(max(1, eventCount - 1)))
        let step =
            script.steps.isEmpty
            ? EventScript.Step(name: title, source: "Wiz Sensor", category: "Execution")
            : script.steps[number % script.steps.count]
        let succeeded = number == 0 || random.chance(80)
        let facts = AuditRecord.Facts(
            step: step, time: time, account: account, resource: resource, actor: actors.first, address: address,
            eventID: WizID(using: &random).description, succeeded: succeeded)
        return DetectionEvent(
            id: id, externalID: facts.eventID, name: step.name, description: rule.description, origin: rule.origin,
            time: time, source: step.source, category: step.category, status: succeeded ? "Success" : "Failure",
            actor: actors.first, address: rule.isRuntime ? nil : address,
            rawRecord: rule.isRuntime ? .null : AuditRecord.value(origin: rule.origin, facts),
            processes: processes(script, at: time, using: &random))
    }

    private func processes(
        _ script: EventScript, at time: WizTime, using random: inout SeededGenerator
    ) -> [EventProcess] {
        guard let chain = random.pick(script.chains) else { return [] }
        return chain.commands.enumerated().map { depth, command in
            let program = String(command.prefix { $0 != " " })
            let path = program.hasPrefix("/") ? program : "/usr/bin/" + program.filter { $0.isLetter || $0.isNumber }
            return EventProcess(
                command: command, path: path, hash: Hex.text(WizID(name: path).seed, digits: 16) + random.hex(24),
                size: 20_000 + random.index(below: 900_000),
                startedAt: time.adding(seconds: Double(depth - chain.commands.count) * 1.5),
                userID: depth == 0 ? 0 : 33, userName: depth == 0 ? "root" : "www-data")
        }
    }
}
