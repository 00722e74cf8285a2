import Pipeline
import Workbench

/// Remarks on alerts.
struct CommentAPI: Sendable {
    let services: ServerServices

    func create(_ body: [UInt8], by principal: Principal) async throws -> Comment {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: Comment.resource.description, current: nil, settable: ["expel_alert"])
        guard let alert = document.relationships["expel_alert"] ?? nil else {
            throw WorkbenchError.invalid(
                "Say which alert: the relationship expel_alert.", field: "/data/relationships/expel_alert")
        }
        return try await services.workflow.comment(document.text("comment") ?? "", on: ID(alert), by: principal)
    }
}
