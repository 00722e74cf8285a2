import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/detections`.
struct DetectionControl: Sendable {
    let tenant: Tenant
    let view: ControlView

    private static let keys: Set<String> = ["type", "issueId", "issue_id", "name", "severity", "createdAt"]

    func add(to group: RouterGroup<EmulatorContext>) {
        group.post("/detections", use: create)
        group.get("/detections/:id", use: show)
    }

    private func create(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        let fields = ControlFields(object)
        try fields.allow(only: Self.keys)
        let order = DetectionOrder(
            type: try fields.word("type") ?? .generatedThreat,
            issue: try fields.id("issueId") ?? fields.id("issue_id"), name: fields.text("name"),
            severity: try fields.word("severity"), createdAt: try fields.time("createdAt"))
        let detection = try tenant.createDetection(order)
        guard let node = view.detection(detection.id) else { throw Refusal.notFound }
        return Reply.json(node, status: .created)
    }

    private func show(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        guard let id = context.parameters.get("id").flatMap(WizID.init), let node = view.detection(id) else {
            throw Refusal.notFound
        }
        return Reply.json(node)
    }
}
