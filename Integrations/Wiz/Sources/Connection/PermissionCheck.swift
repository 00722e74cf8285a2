import Pipeline
import Workbench

/// How one permission is asked for by itself.
///
/// A client cannot list its own permissions. Those to read are tried by reading. Those to write are tried on an issue
/// that does not exist: Wiz refuses the operation for want of the permission before it looks for the issue, and
/// otherwise does not find it, so that nothing can be changed.
struct PermissionCheck: Sendable {
    /// A well-formed id (RFC 9562 §5.4) that no tenant gives out.
    static let noIssue = "00000000-0000-4000-8000-000000000000"

    var scope: String
    var purpose: String
    var isRequired = true
    var operation: Operation
    var variables: [String: JSON] = [:]

    static let readIssues = PermissionCheck(
        scope: "read:issues", purpose: "Finding issues by polling, and reading them again after a webhook.",
        operation: .sampleIssues)
    static let readProjects = PermissionCheck(
        scope: "read:projects", purpose: "The names of projects, and whether all of them are in sight.",
        isRequired: false, operation: .probeProjects)

    /// Without `read:threat_issues` Wiz leaves threats out of a list silently, and refuses only when asked for them.
    static let all = [
        readIssues,
        PermissionCheck(
            scope: "read:threat_issues", purpose: "Threat issues: without it Wiz leaves them out without a word.",
            operation: .probeIssues, variables: ["filterBy": ["type": ["THREAT_DETECTION"]]]),
        PermissionCheck(
            scope: "read:detections", purpose: "Detections of Wiz Defend.", operation: .probeDetections),
        PermissionCheck(
            scope: "write:issue_status", purpose: "Moving issues between Open and In Progress.",
            operation: .updateIssue, variables: ["id": .string(noIssue), "patch": ["status": "IN_PROGRESS"]]),
        // Without a note, which Wiz demands, so that it would be refused for an issue that exists.
        PermissionCheck(
            scope: "write:issue_ignore", purpose: "Rejecting and resolving what was found to be benign.",
            operation: .updateIssue,
            variables: ["id": .string(noIssue), "patch": ["status": "REJECTED", "resolutionReason": "WONT_FIX"]]),
        PermissionCheck(
            scope: "write:issue_comments", purpose: "Notes with what the analysts found.",
            operation: .createIssueNote,
            variables: ["input": ["issueId": .string(noIssue), "text": "Connection test"]]),
        readProjects,
    ]

    /// - Parameter failure: nil when Wiz answered.
    func result(_ failure: CallFailure?) -> ConnectionReport.Permission {
        var permission = ConnectionReport.Permission(
            name: scope, purpose: purpose, isRequired: isRequired, verdict: .granted)
        guard let failure else { return permission }
        let error = failure.error
        if failure.code == "LICENSE_MISSING" {
            permission.verdict = .unlicensed
            permission.words = "\(error.detail). Ask your Wiz account team for the licence; issues come without it."
            return permission
        }
        if case .scope = error.reason { return missing(permission) }
        if error.detail.lowercased().contains("access denied") { return missing(permission) }
        // The issue that does not exist was looked for, so the operation as such is allowed.
        if operation.kind == .mutation, failure.code == "NOT_FOUND" || failure.code == "BAD_USER_INPUT" {
            return permission
        }
        permission.verdict = .unknown
        permission.words = error.detail
        return permission
    }

    private func missing(_ permission: ConnectionReport.Permission) -> ConnectionReport.Permission {
        var permission = permission
        permission.verdict = .missing
        permission.words = "Add \(scope) to the service account under Settings > Service Accounts in Wiz."
        return permission
    }
}
