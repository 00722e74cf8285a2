import Pipeline
import Workbench

/// Remarks on alerts and investigations.
struct CommentAPI: Sendable {
    let services: ServerServices

    func create(_ body: [UInt8], by principal: Principal) async throws -> Comment {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: Comment.resource.description, current: nil,
            settable: ["expel_alert", "investigation", "organization"])
        let words = document.text("comment") ?? ""
        switch (document.relationships["expel_alert"] ?? nil, document.relationships["investigation"] ?? nil) {
        case (let alert?, nil): return try await services.workflow.comment(words, on: ID(alert), by: principal)
        case (nil, let investigation?):
            return try await services.investigations.comment(words, on: ID(investigation), by: principal)
        default:
            throw WorkbenchError.invalid(
                "Say on what: the relationship expel_alert or investigation, one of them.",
                field: "/data/relationships/investigation")
        }
    }
}
