import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/stories`: attacks that unfold step by step.
struct StoryControl: Sendable {
    let teller: StoryTeller

    func add(to group: RouterGroup<EmulatorContext>) {
        group.get("/stories") { _, _ in
            Reply.json(["stories": .list(AttackStory.all.map(\.value))])
        }
        group.post("/stories", use: begin)
        group.delete("/stories") { _, _ in
            teller.stop()
            return Response(status: .noContent)
        }
    }

    /// 202; `{"name", "secondsPerStep"?}`.
    private func begin(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        try ControlFields(object).allow(only: ["name", "secondsPerStep"])
        let name = object["name"]?.stringValue
        guard let story = AttackStory.all.first(where: { $0.name == name }) else {
            let known = AttackStory.all.map(\.name).joined(separator: ", ")
            throw Refusal.badInput("name must be one of \(known)")
        }
        let seconds = min(max(object["secondsPerStep"]?.doubleValue ?? 40, 0), 3600)
        teller.begin(story, pause: .milliseconds(Int64(seconds * 1000)))
        return Reply.json(story.value, status: .accepted)
    }
}

extension AttackStory {
    fileprivate var value: GraphQLValue {
        [
            "name": .string(name), "title": .string(title), "platform": .string(platform),
            "steps": .list(steps.map { .string($0.words) }),
        ]
    }
}

extension AttackStory.Step {
    fileprivate var words: String {
        switch self {
        case .sign(let name): "detection: \(name)"
        case .threat(let name): "threat: \(name)"
        case .more(let name): "detection of the same threat: \(name)"
        case .verdict(let reason, _): "resolved by a person: \(reason.rawValue)"
        }
    }
}
