import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/automation-rules`: where webhooks go.
struct AutomationControl: Sendable {
    let automation: Automation
    let clock: EmulatorClock

    func add(to group: RouterGroup<EmulatorContext>) {
        group.get("/automation-rules") { _, _ in Reply.json(automation.value) }
        group.put("/automation-rules", use: replace)
        group.delete("/automation-rules") { _, _ in
            automation.replace([])
            return Reply.json(automation.value)
        }
        group.post("/automation-rules/test", use: test)
    }

    /// A rule, a list of rules, or `{"rules": [...]}` takes the place of what was there.
    private func replace(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        automation.replace(try rules(in: try GraphQLValue(json: try await request.bytes())))
        return Reply.json(automation.value)
    }

    private func rules(in value: GraphQLValue) throws(AutomationRule.Malformed) -> [AutomationRule] {
        var random = SeededGenerator(seed: WizID(name: "automation").seed)
        var rules: [AutomationRule] = []
        for item in value["rules"]?.listValue ?? value.listValue ?? [value] {
            rules.append(try AutomationRule(item, using: &random))
        }
        return rules
    }

    /// The Test button of the rules that the body names by `id`, `name` or `source`, of the one that it holds whole,
    /// or of all. Answers with what each receiver said.
    private func test(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        let meant = object["url"] == nil ? named(in: object) : try rules(in: .object(object))
        guard !meant.isEmpty else { throw Refusal.notFound }
        var results: [GraphQLValue] = []
        for rule in meant {
            let outcome = await WebhookSender().send(TestBody.bytes(for: rule, now: clock.now()), to: rule)
            results.append(Self.result(of: rule, outcome))
        }
        return Reply.json(["results": .list(results)])
    }

    private func named(in object: GraphQLObject) -> [AutomationRule] {
        let source = object["source"]?.stringValue.flatMap(AutomationRule.source)
        return automation.rules.filter { rule in
            (object["id"]?.stringValue.map { $0 == rule.id.description } ?? true)
                && (object["name"]?.stringValue.map { $0 == rule.name } ?? true)
                && (object["source"] == nil || rule.source == source)
        }
    }

    private static func result(of rule: AutomationRule, _ outcome: WebhookSender.Outcome) -> GraphQLValue {
        var object: GraphQLObject = [
            "id": .string(rule.id.description), "name": .string(rule.name), "source": .string(rule.source.rawValue),
            "delivered": .bool(outcome.isDelivered),
        ]
        switch outcome {
        case .answered(let status, let body):
            object["status"] = .count(status)
            object["body"] = .string(body)
        case .failed(let reason): object["error"] = .string(reason)
        }
        return .object(object)
    }
}
