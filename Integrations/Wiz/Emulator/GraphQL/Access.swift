import GraphQL

/// What a service account may do (Wiz: permission scopes), checked for each operation.
struct Access: Sendable {
    let scopes: [String]

    /// The scopes that an integration needs, in the order that Wiz's set-up pages name them.
    static let integration =
        [
            "read:issues", "read:threat_issues", "read:detections", "read:projects", "read:cloud_accounts",
            "read:resources", "read:controls", "write:issue_status", "write:issue_ignore", "write:issue_comments",
            "update:write:issue_due_at", "write:service_ticket", "write:issue_participants", "read:vulnerabilities",
            "read:cloud_configuration", "read:reports", "create:reports", "update:reports", "admin:audit", "read:users",
            "write:forensics",
        ] + RecordList.scopes.filter { !["read:resources", "read:users"].contains($0) }
    /// For the control side.
    static let everything = Access(scopes: integration + ["read:all", "write:all"])

    init(scopes: [String], without missing: Set<String> = []) {
        self.scopes = scopes.filter { !missing.contains($0) }
    }

    func allows(_ scope: String) -> Bool {
        scopes.contains(scope) || scopes.contains(Self.general(scope))
    }

    func require(_ scope: String) throws(Refusal) {
        guard allows(scope) else {
            throw .unauthorized(required: [Self.general(scope), scope], effective: scopes)
        }
    }

    /// The scope for everything of that kind: `read:all` for `read:issues`.
    private static func general(_ scope: String) -> String {
        switch scope.prefix(while: { $0 != ":" }) {
        case "read": "read:all"
        case "admin": "admin:all"
        case "create": "create:all"
        default: scope.hasPrefix("update:reports") ? "update:all" : "write:all"
        }
    }
}

extension Access {
    /// Checks what a change needs: each part of it has a scope of its own.
    func check(_ change: IssueChange) throws(Refusal) {
        switch change.status {
        case .open?, .inProgress?: try require("write:issue_status")
        case .resolved?, .rejected?: try require("write:issue_ignore")
        case nil:
            if change.resolutionReason != nil || change.resolutionNote != nil || change.rejectionExpiredAt != nil {
                try require("write:issue_ignore")
            }
        }
        if change.note != nil { try require("write:issue_comments") }
        if change.dueAt != nil { try require("update:write:issue_due_at") }
    }
}

extension Refusal {
    /// The refusal as Wiz's error envelope has it.
    /// - Parameter field: the root field, for `extensions.exception`.
    func graphQLError(field: String) -> GraphQLError {
        switch self {
        case .badInput, .conflict: GraphQLError(message, code: "BAD_USER_INPUT")
        case .notFound:
            GraphQLError(
                message, code: "NOT_FOUND",
                extensions: ["exception": ["message": .string(message), "path": [.string(field)]]])
        case .unauthorized(let required, let effective):
            GraphQLError(
                message, code: "UNAUTHORIZED",
                extensions: [
                    "effectiveScopes": .list(effective.map(GraphQLValue.string)),
                    "requiredScopes": .list(required.map(GraphQLValue.string)),
                ])
        case .forbidden: GraphQLError(message, code: "UNAUTHORIZED")
        }
    }

    static func invalidID(_ kind: String = "id must be a valid service issue id") -> Refusal { .badInput(kind) }
}
