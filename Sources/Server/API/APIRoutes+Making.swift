import Pipeline
import Workbench

// What can be made: one case for each noun. The answer is kept in the transaction that makes the thing.
extension APIRoutes {
    func make(
        _ type: String, _ body: [UInt8], by principal: Principal, _ reply: KeptReply, _ writer: DocumentWriter
    ) async throws -> ResourceObject {
        let keep: @Sendable (ResourceObject, any Transaction) throws -> Void = { object, tx in
            try reply.keep(try writer.single(object, in: tx), in: tx)
        }
        switch type {
        case "security_devices":
            return SecurityDevice.resource.object(
                try await devices.create(body, by: principal) { try keep(SecurityDevice.resource.object($0), $1) })
        case "investigations":
            return Investigation.resource.object(
                try await investigations.create(body, by: principal) {
                    try keep(Investigation.resource.object($0), $1)
                })
        case "investigation_findings":
            return InvestigationFinding.resource.object(
                try await findings.create(body, by: principal) {
                    try keep(InvestigationFinding.resource.object($0), $1)
                })
        case "suppressions":
            return SuppressionRecord.resource.object(
                try await suppressions.create(body, by: principal) {
                    try keep(SuppressionRecord.resource.object($0), $1)
                })
        case "comments":
            return Comment.resource.object(
                try await comments.create(body, by: principal) { try keep(Comment.resource.object($0), $1) })
        case "api_keys":
            return try await keys.create(body, by: principal) { try keep($0.object, $1) }.object
        default: return try await makeAction(type, body, by: principal, keep)
        }
    }

    private func makeAction(
        _ type: String, _ body: [UInt8], by principal: Principal,
        _ keep: @escaping @Sendable (ResourceObject, any Transaction) throws -> Void
    ) async throws -> ResourceObject {
        switch type {
        case "investigative_actions":
            let made = try await investigativeActions.create(body, by: principal) {
                try keep(InvestigativeActionRecord.resource.object(InvestigativeActionRecord($0)), $1)
            }
            return InvestigativeActionRecord.resource.object(InvestigativeActionRecord(made))
        case "remediation_actions":
            let made = try await remediation.create(body, by: principal) {
                try keep(RemediationActionRecord.resource.object(RemediationActionRecord($0)), $1)
            }
            return RemediationActionRecord.resource.object(RemediationActionRecord(made))
        case "remediation_action_assets":
            return RemediationAsset.resource.object(
                try await remediation.createAsset(body, by: principal) {
                    try keep(RemediationAsset.resource.object($0), $1)
                })
        case "files":
            return File.resource.object(
                try await files.create(body, by: principal) { try keep(File.resource.object($0), $1) })
        case "timeline_entries":
            return Workbench.TimelineEntry.resource.object(
                try await timeline.create(body, by: principal) {
                    try keep(Workbench.TimelineEntry.resource.object($0), $1)
                })
        case "secrets":
            return Secret.resource.object(
                try await outbound.createSecret(body, by: principal) { try keep(Secret.resource.object($0), $1) })
        case "integrations":
            return OutboundIntegration.resource.object(
                try await outbound.create(body, by: principal) {
                    try keep(OutboundIntegration.resource.object($0), $1)
                })
        default: throw WorkbenchError.forbidden("\(type) are not made through the API.")
        }
    }
}
