import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's rules on changing issues")
struct UpdateIssueTests {
    private static let mutation = """
        mutation UpdateIssue($issueId: ID!, $patch: UpdateIssuePatch, $override: UpdateIssuePatch) {
          updateIssue(input: {id: $issueId, patch: $patch, override: $override}) {
            issue { id note notes { id text user { id } serviceAccount { id name } } status dueAt resolutionReason
              resolutionNote }
          }
        }
        """

    private static func update(
        _ tenant: EmulatedTenant, _ id: String, _ patch: GraphQLValue, override: GraphQLValue = .null
    ) async throws -> GraphQLValue {
        try await tenant.graphQL(mutation, ["issueId": .string(id), "patch": patch, "override": override])
    }

    private static func posture(_ tenant: EmulatedTenant) async throws -> String {
        try await tenant.newIssue(["type": "TOXIC_COMBINATION"]).text("id") ?? ""
    }

    private static func threat(_ tenant: EmulatedTenant) async throws -> String {
        try await tenant.newIssue(["type": "THREAT_DETECTION"]).text("id") ?? ""
    }

    @Test("Open and in progress follow each other freely, and the change is the service account's")
    func progress() async throws {
        try await EmulatedTenant.with { tenant in
            for id in [try await Self.posture(tenant), try await Self.threat(tenant)] {
                let reply = try await Self.update(tenant, id, ["status": "IN_PROGRESS"])
                #expect(reply.text("data.updateIssue.issue.status") == "IN_PROGRESS")
                let back = try await Self.update(tenant, id, ["status": "OPEN"])
                #expect(back.text("data.updateIssue.issue.status") == "OPEN")
                let history = try await tenant.issue(id)["statusHistory"]?.listValue ?? []
                #expect(history.map { $0.text("to") } == ["IN_PROGRESS", "OPEN"])
                #expect(history.allSatisfy { $0.text("author.kind") == "service_account" })
            }
        }
    }

    @Test("Rejecting needs a reason out of three and a note, and both are kept")
    func rejection() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            let noReason = try await Self.update(tenant, id, ["status": "REJECTED", "note": "ours"])
            #expect(noReason.text("errors.0.extensions.code") == "BAD_USER_INPUT")
            let noNote = try await Self.update(tenant, id, ["status": "REJECTED", "resolutionReason": "WONT_FIX"])
            #expect(noNote.text("errors.0.message") == "A note is required for rejection")
            let wrong = try await Self.update(
                tenant, id, ["status": "REJECTED", "resolutionReason": "ISSUE_FIXED", "note": "ours"])
            #expect(wrong["errors"] != nil)
            #expect(try await tenant.issue(id).text("status") == "OPEN")
            #expect(try await tenant.issue(id)["notes"]?.listValue?.count ?? 0 == 0)

            let reply = try await Self.update(
                tenant, id, ["status": "REJECTED", "resolutionReason": "WONT_FIX", "note": "Accepted risk."])
            #expect(reply.text("data.updateIssue.issue.status") == "REJECTED")
            #expect(reply.text("data.updateIssue.issue.note") == "Accepted risk.")
            let after = try await tenant.issue(id)
            #expect(after.text("resolutionReason") == "WONT_FIX")
            #expect(after.text("notes.0.text") == "Accepted risk.")
            #expect(after.text("notes.0.author.kind") == "service_account")
        }
    }

    @Test("Nobody but Wiz resolves a posture issue, and nobody rejects a threat")
    func forbiddenEnds() async throws {
        try await EmulatedTenant.with { tenant in
            let posture = try await Self.posture(tenant)
            let resolved = try await Self.update(
                tenant, posture, ["status": "RESOLVED", "resolutionReason": "ISSUE_FIXED", "note": "done"])
            #expect(resolved.text("errors.0.message") == "changing to resolved status is not allowed")
            let threat = try await Self.threat(tenant)
            let rejected = try await Self.update(
                tenant, threat, ["status": "REJECTED", "resolutionReason": "FALSE_POSITIVE", "note": "no"])
            #expect(rejected.text("errors.0.message") == "issue rejection is not supported for threat issues")
            #expect(try await tenant.issue(posture).text("status") == "OPEN")
            #expect(try await tenant.issue(threat).text("status") == "OPEN")
        }
    }

    @Test("A threat is resolved with a reason for threats and a resolution note, and reopening forgets both")
    func resolution() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.threat(tenant)
            #expect(try await Self.update(tenant, id, ["status": "RESOLVED"])["errors"] != nil)
            let wrong = try await Self.update(tenant, id, ["status": "RESOLVED", "resolutionReason": "FALSE_POSITIVE"])
            #expect(wrong["errors"] != nil)
            let reply = try await Self.update(
                tenant, id,
                ["status": "RESOLVED", "resolutionReason": "SECURITY_TEST_THREAT", "resolutionNote": "Red team."])
            #expect(reply.text("data.updateIssue.issue.resolutionReason") == "SECURITY_TEST_THREAT")
            #expect(reply.text("data.updateIssue.issue.resolutionNote") == "Red team.")
            #expect(try await tenant.issue(id).text("resolvedAt") != nil)
            let open = try await Self.update(tenant, id, ["status": "OPEN"])
            #expect(open[path: "data.updateIssue.issue.resolutionReason"] == .null)
            #expect(try await tenant.issue(id)["resolvedAt"] == .null)
        }
    }

    @Test("A note may have 1,500 characters and no more, and a refused one changes nothing")
    func noteLength() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            let longest = String(repeating: "é", count: 1500)
            let taken = try await Self.update(tenant, id, ["note": .string(longest)])
            #expect(taken.text("data.updateIssue.issue.note") == longest)
            let refused = try await Self.update(tenant, id, ["status": "IN_PROGRESS", "note": .string(longest + "x")])
            #expect(refused.text("errors.0.extensions.code") == "BAD_USER_INPUT")
            let after = try await tenant.issue(id)
            #expect(after.text("status") == "OPEN")
            #expect(after["notes"]?.listValue?.count == 1)
        }
    }

    @Test("A due date is set by patch and cleared by override only")
    func dueDate() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            let set = try await Self.update(tenant, id, ["dueAt": "2027-01-05T00:00:00Z"])
            #expect(set.text("data.updateIssue.issue.dueAt") == "2027-01-05T00:00:00Z")
            let kept = try await Self.update(tenant, id, ["dueAt": .null])
            #expect(kept.text("data.updateIssue.issue.dueAt") == "2027-01-05T00:00:00Z")
            let cleared = try await Self.update(tenant, id, .null, override: ["dueAt": .null])
            #expect(cleared[path: "data.updateIssue.issue.dueAt"] == .null)
        }
    }

    @Test("Each part of a change needs its own scope, and a missing one leaves the issue as it was")
    func scopes() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            let changes: [(String, GraphQLValue)] = [
                ("write:issue_status", ["status": "IN_PROGRESS"]),
                ("write:issue_ignore", ["status": "REJECTED", "resolutionReason": "WONT_FIX", "note": "n"]),
                ("write:issue_comments", ["note": "n"]),
                ("update:write:issue_due_at", ["dueAt": "2027-01-05T00:00:00Z"]),
            ]
            for (scope, patch) in changes {
                _ = try await tenant.send(.put, "/_emulator/faults", ["missingScopes": [.string(scope)]])
                let reply = try await Self.update(tenant, id, patch)
                #expect(reply.text("errors.0.extensions.code") == "UNAUTHORIZED", "\(scope)")
                #expect(reply[path: "errors.0.extensions.requiredScopes"]?.listValue?.contains(.string(scope)) == true)
            }
            let after = try await tenant.issue(id)
            #expect(after.text("status") == "OPEN")
            #expect(after["notes"]?.listValue?.count ?? 0 == 0)
            #expect(after["dueAt"] == .null)
        }
    }

    @Test("A note can be added and deleted by its author, and by nobody else")
    func notes() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            let made = try await tenant.graphQL(
                """
                mutation($input: CreateIssueNoteInput!) {
                  createIssueNote(input: $input) { issueNote { id text createdAt user { id } serviceAccount { name } } }
                }
                """, ["input": ["issueId": .string(id), "text": "Looked at it."]])
            #expect(made.text("data.createIssueNote.issueNote.text") == "Looked at it.")
            #expect(made.text("data.createIssueNote.issueNote.serviceAccount.name") != nil)
            _ = try await tenant.send(.patch, "/_emulator/issues/\(id)", ["note": "By a person."])
            let notes = try await tenant.issue(id)["notes"]?.listValue ?? []
            try #require(notes.count == 2)
            let delete = "mutation($id: ID!) { deleteIssueNote(input: {id: $id}) { _stub } }"
            let refused = try await tenant.graphQL(delete, ["id": notes[1]["id"] ?? .null])
            #expect(refused.text("errors.0.message") == "Only the user who created the note, can delete it.")
            let deleted = try await tenant.graphQL(delete, ["id": notes[0]["id"] ?? .null])
            #expect(deleted["errors"] == nil)
            let left = try await tenant.issue(id)["notes"]?.listValue ?? []
            #expect(left.map { $0.text("text") } == ["By a person."])
        }
    }

    @Test("The history tells of every change with its author")
    func history() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await Self.posture(tenant)
            _ = try await Self.update(tenant, id, ["status": "IN_PROGRESS", "note": "On it."])
            _ = try await tenant.send(
                .patch, "/_emulator/issues/\(id)", ["status": "RESOLVED", "resolutionReason": "OBJECT_DELETED"])
            let reply = try await tenant.graphQL(
                "query($id: ID!) { issueHistoryEvents(filterBy: {issue: $id}) { nodes { type message } } }",
                ["id": .string(id)])
            let types = (reply[path: "data.issueHistoryEvents.nodes"]?.listValue ?? []).map { $0.text("type") }
            #expect(types == ["CREATED", "STATUS_CHANGED", "NOTE_ADDED", "STATUS_CHANGED"])
            let shown = try await tenant.issue(id)
            #expect(shown.text("statusHistory.1.author.kind") == "wiz")
            #expect(shown.text("history.1.author.kind") == "service_account")
        }
    }

    @Test("An unknown issue is not found and a malformed id is bad input")
    func unknown() async throws {
        try await EmulatedTenant.with { tenant in
            let unknown = try await Self.update(
                tenant, "0190c2b4-0000-5000-8000-000000000000", ["status": "IN_PROGRESS"])
            #expect(unknown.text("errors.0.extensions.code") == "NOT_FOUND")
            let malformed = try await Self.update(tenant, "42", ["status": "IN_PROGRESS"])
            #expect(malformed.text("errors.0.extensions.code") == "BAD_USER_INPUT")
        }
    }
}
