import GraphQL

/// The root of mutations for one request.
struct MutationRoot: GraphQLNode {
    let tenant: Tenant
    let access: Access
    let portal: String
    /// Where the emulator is, for addresses in answers.
    let origin: String
    /// The caller's `User-Agent`.
    let agent: String

    let typename = "Mutation"

    func resolve(_ field: FieldCall) throws -> Resolved {
        let input = field.arguments["input"]?.objectValue ?? [:]
        do throws(Refusal) {
            let resolved = try carryOut(field.name, input)
            record(field.name, .success, input)
            return resolved
        } catch {
            record(field.name, error.auditStatus, input)
            throw error.graphQLError(field: field.name)
        }
    }

    private func carryOut(_ name: String, _ input: GraphQLObject) throws(Refusal) -> Resolved {
        switch name {
        case "updateIssue": return try updateIssue(input)
        case "createIssueNote": return try createNote(input)
        case "deleteIssueNote": return try deleteNote(input)
        case "associateServiceTicket": return try associateTicket(input)
        case "updateIssuesAssignee": return try assign(input)
        case "createReport": return try createReport(input)
        case "rerunReport": return try rerunReport(input)
        case "deleteReport": return try deleteReport(input)
        case "copyResourceForensicsToExternalAccount": return try copyForensics(input)
        default: return .null
        }
    }

    private func record(_ name: String, _ status: AuditLog.Status, _ input: GraphQLObject) {
        let action = name.prefix(1).uppercased() + name.dropFirst()
        tenant.audit.record(
            action, status, at: tenant.clock.now(), by: tenant.serviceAccount, parameters: ["input": .object(input)],
            agent: agent)
    }

    private func updateIssue(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        guard let id = input["id"]?.stringValue.flatMap(WizID.init) else { throw .invalidID() }
        let change = try IssueChange(
            patch: input["patch"]?.objectValue ?? [:], override: input["override"]?.objectValue ?? [:])
        try access.check(change)
        let issue = try tenant.update(id, change, by: tenant.serviceAccount)
        let view = TenantView(state: tenant.snapshot(), now: tenant.clock.now(), portal: portal)
        return .node(UpdateIssuePayload(issue: IssueNode(issue: issue, view: view, written: change.note)))
    }

    private func createNote(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("write:issue_comments")
        guard let id = input["issueId"]?.stringValue.flatMap(WizID.init) else { throw .invalidID() }
        let note = try tenant.addNote(input["text"]?.stringValue ?? "", to: id, by: tenant.serviceAccount)
        return .value(["issueNote": note.value])
    }

    private func deleteNote(_ input: GraphQLObject) throws(Refusal) -> Resolved {
        try access.require("write:issue_comments")
        guard let id = input["id"]?.stringValue.flatMap(WizID.init) else {
            throw .invalidID("id must be a valid issue note id")
        }
        try tenant.deleteNote(id, by: tenant.serviceAccount)
        return .value(["_stub": .null])
    }
}

/// The reply to `updateIssue`.
private struct UpdateIssuePayload: GraphQLNode {
    let issue: IssueNode
    let typename = "UpdateIssuePayload"

    func resolve(_ field: FieldCall) throws -> Resolved {
        field.name == "issue" ? .node(issue) : .null
    }
}

extension IssueChange {
    /// Reads `UpdateIssueInput`: in `patch` null means unchanged, in `override` it clears what can be cleared.
    init(patch: GraphQLObject, override: GraphQLObject) throws(Refusal) {
        self.init()
        try read(patch, nullClears: false)
        try read(override, nullClears: true)
    }

    private mutating func read(_ object: GraphQLObject, nullClears: Bool) throws(Refusal) {
        if let name = object["status"]?.stringValue { status = IssueStatus(rawValue: name) }
        if let name = object["resolutionReason"]?.stringValue { resolutionReason = ResolutionReason(rawValue: name) }
        if let text = object["note"]?.stringValue { note = text }
        if nullClears, object["status"]?.isNull ?? false { throw .badInput("status must not be null") }
        if let value = object["resolutionNote"], !value.isNull || nullClears {
            resolutionNote = value.stringValue.map { .set($0) } ?? .clear
        }
        dueAt = try Self.time("dueAt", of: object, nullClears) ?? dueAt
        rejectionExpiredAt = try Self.time("rejectionExpiredAt", of: object, nullClears) ?? rejectionExpiredAt
    }

    private static func time(
        _ key: String, of object: GraphQLObject, _ nullClears: Bool
    ) throws(Refusal) -> Setting<WizTime>? {
        guard let value = object[key] else { return nil }
        if value.isNull { return nullClears ? .clear : nil }
        guard let time = value.stringValue.flatMap(WizTime.init) else {
            throw .badInput("\(key) must be an RFC 3339 time")
        }
        return .set(time)
    }
}
