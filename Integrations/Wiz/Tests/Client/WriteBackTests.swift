import GraphQL
import Pipeline
import Testing
import Workbench

@Suite("Writing back to a tenant")
struct WriteBackTests {
    static func write(
        _ move: SyncIntent.Move, on id: String, kind: VendorAlert.Kind = .issue, known: IssueState? = nil,
        written: IssueState? = nil, overrides: Bool = false, marker: String = "watchfloor:1"
    ) -> OutboundWrite {
        OutboundWrite(
            issueID: id, kind: kind,
            intent: SyncIntent(
                rule: .alertClosed, move: move,
                note: SyncNote(headline: "Closed by Ada.", details: ["why"], link: "https://mdr.example/alerts/1")),
            marker: marker, knownState: known ?? IssueState(status: .open, vendorStatus: "OPEN"), lastWritten: written,
            overridesConflict: overrides)
    }

    private static func done(_ outcome: DeliveryOutcome) throws -> (
        state: IssueState, written: WrittenChange?, words: String
    ) {
        guard case .done(let state?, let written, let words) = outcome else {
            Issue.record("\(outcome)")
            throw IntegrationError(.client, "not done")
        }
        return (state, written, words)
    }

    @Test("A dismissed issue is rejected with reason and note, in one call, and opened again")
    func issue() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            let closed = try Self.done(try await wiz.connection.deliver(Self.write(.dismiss(.falsePositive), on: id)))
            #expect(closed.state.vendorStatus == "REJECTED")
            #expect(closed.state.reason == "FALSE_POSITIVE")
            #expect(closed.written?.state == closed.state)
            #expect(try await wiz.notes(id) == ["Closed by Ada.\nwhy\nhttps://mdr.example/alerts/1\n[watchfloor:1]"])
            #expect(try await wiz.calls("updateIssue") == 1)
            #expect(try await wiz.calls("createIssueNote") == 0)
            let open = Self.write(.open, on: id, known: closed.state, written: closed.state, marker: "watchfloor:2")
            #expect(try Self.done(try await wiz.connection.deliver(open)).state.vendorStatus == "OPEN")
            #expect(try await wiz.notes(id).count == 2)
        }
    }

    @Test("A dismissed threat is resolved with a threat's reason and both notes")
    func threat() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue(["postExploit": true])
            let closed = try Self.done(
                try await wiz.connection.deliver(Self.write(.dismiss(.testing), on: id, kind: .threat)))
            #expect(closed.state.vendorStatus == "RESOLVED")
            #expect(closed.state.reason == "SECURITY_TEST_THREAT")
            #expect(!closed.state.isSettledByVendor)
            #expect(try await wiz.notes(id).count == 1)
            #expect(try await wiz.tenant.issue(id).text("resolutionNote")?.contains("watchfloor:1") == true)
        }
    }

    @Test("The kind that Wiz gives decides, not the one that was believed")
    func kind() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue(["postExploit": true])
            let closed = try Self.done(try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id)))
            #expect(closed.state.reason == "NOT_MALICIOUS_THREAT")
        }
    }

    @Test("The same delivery twice writes once and leaves one note")
    func replay() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            for move in [SyncIntent.Move.unchanged, .dismiss(.benign)] {
                let write = Self.write(move, on: id, marker: "watchfloor:\(move)")
                _ = try await wiz.connection.deliver(write)
                let again = try Self.done(try await wiz.connection.deliver(write))
                #expect(again.written == nil)
            }
            #expect(try await wiz.notes(id).count == 2)
            #expect(try await wiz.calls("updateIssue") == 1)
            #expect(try await wiz.calls("createIssueNote") == 1)
        }
    }

    @Test("A person's change in Wiz is a conflict; written over it once that is decided")
    func conflict() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.change(id, ["status": "REJECTED", "resolutionReason": "EXCEPTION", "note": "accepted risk"])
            guard case .conflict(let state) = try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id))
            else {
                Issue.record("a person's change was not seen")
                return
            }
            #expect(state.reason == "EXCEPTION")
            #expect(try await wiz.state(id).reason == "EXCEPTION")
            #expect(try await wiz.notes(id).count == 1)
            let ours = try Self.done(
                try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id, overrides: true)))
            #expect(ours.state.reason == "WONT_FIX")
        }
    }

    @Test("What Wiz resolved itself stays resolved and gets the note")
    func settled() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.change(id, ["status": "RESOLVED", "resolutionReason": "OBJECT_DELETED", "author": "wiz"])
            for move in [SyncIntent.Move.open, .inProgress, .dismiss(.benign)] {
                let outcome = try Self.done(try await wiz.connection.deliver(Self.write(move, on: id, overrides: true)))
                #expect(outcome.state.vendorStatus == "RESOLVED")
            }
            #expect(try await wiz.notes(id).count == 1)
            #expect(try await wiz.calls("updateIssue") == 0)
        }
    }

    @Test("What is left to the customer returns to Open if it was we who set In Progress")
    func leave() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            let begun = try Self.done(try await wiz.connection.deliver(Self.write(.inProgress, on: id)))
            #expect(begun.state.vendorStatus == "IN_PROGRESS")
            let left = Self.write(
                .leaveToCustomer, on: id, known: begun.state, written: begun.state, marker: "watchfloor:2")
            #expect(try Self.done(try await wiz.connection.deliver(left)).state.vendorStatus == "OPEN")
            try await wiz.change(id, ["status": "IN_PROGRESS"])
            let theirs = Self.write(
                .leaveToCustomer, on: id, known: begun.state, written: begun.state, marker: "watchfloor:3")
            #expect(try Self.done(try await wiz.connection.deliver(theirs)).state.vendorStatus == "IN_PROGRESS")
        }
    }

    @Test("Without write:issue_ignore the note is written alone, and that is said")
    func notesOnly() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.set(["missingScopes": ["write:issue_ignore"]])
            let outcome = try Self.done(try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id)))
            #expect(outcome.state.vendorStatus == "OPEN")
            #expect(outcome.written?.state == nil)
            #expect(outcome.written?.note != nil)
            #expect(outcome.words.contains("write:issue_ignore"))
            #expect(try await wiz.notes(id).count == 1)
        }
    }

    @Test("Without write:issue_comments nothing is written, and the permission is named")
    func noComments() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.set(["missingScopes": ["write:issue_comments"]])
            for move in [SyncIntent.Move.unchanged, .dismiss(.benign)] {
                let error = await #expect(throws: IntegrationError.self) {
                    try await wiz.connection.deliver(Self.write(move, on: id))
                }
                #expect(error?.reason == .scope("write:issue_comments"))
            }
            #expect(try await wiz.state(id).vendorStatus == "OPEN")
        }
    }

    @Test("A change whose answer was lost is found done and not repeated")
    func lostAnswer() async throws {
        try await ConnectedTenant.with { wiz in
            for (move, operation) in [
                (SyncIntent.Move.dismiss(.benign), "updateIssue"), (.unchanged, "createIssueNote"),
            ] {
                let id = try await wiz.newIssue()
                try await wiz.set(["dropAfterMutation": 1])
                let outcome = try Self.done(try await wiz.connection.deliver(Self.write(move, on: id)))
                #expect(outcome.words.contains("read again"))
                #expect(outcome.written?.note != nil)
                #expect(try await wiz.notes(id).count == 1)
                #expect(try await wiz.calls(operation) == 1)
            }
        }
    }

    @Test(
        "A change that did not happen is thrown, and the next attempt makes it",
        arguments: [
            (["dropBefore": ["calls": 1, "operation": "updateIssue"]], "network"),
            (["serverError5xx": ["calls": 1, "operation": "updateIssue", "status": 500]], "server"),
            (["htmlBody": ["calls": 1, "operation": "updateIssue", "status": 200]], "decoding"),
            (["rateLimitIn200": ["calls": 1, "operation": "updateIssue"]], "rate_limited"),
            (["rateLimit429": ["calls": 1, "operation": "updateIssue"]], "rate_limited"),
        ] as [(GraphQLValue, String)])
    func failed(_ faults: GraphQLValue, _ label: String) async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            let write = Self.write(.dismiss(.benign), on: id)
            try await wiz.set(faults)
            let error = await #expect(throws: IntegrationError.self) { try await wiz.connection.deliver(write) }
            #expect(error?.label == label)
            #expect(try await wiz.tenant.issue(id).text("status") == "OPEN")
            guard label != "rate_limited" else { return }
            #expect(try Self.done(try await wiz.connection.deliver(write)).state.vendorStatus == "REJECTED")
            #expect(try await wiz.notes(id).count == 1)
        }
    }

    @Test("A reply with a hole is read again before it counts")
    func partial() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.set(["partialData": ["calls": 1, "operation": "updateIssue"]])
            let outcome = try Self.done(try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id)))
            #expect(outcome.state.vendorStatus == "REJECTED")
            try await wiz.set(["partialData": ["calls": 1, "operation": "issue"]])
            let error = await #expect(throws: IntegrationError.self) {
                try await wiz.connection.deliver(Self.write(.unchanged, on: id, marker: "watchfloor:2"))
            }
            #expect(error?.reason == .server)
        }
    }

    @Test(
        "An issue that Wiz does not know is refused in its words",
        arguments: ["00000000-0000-4000-8000-000000000000", "no-id"])
    func unknown(_ id: String) async throws {
        try await ConnectedTenant.with { wiz in
            let error = await #expect(throws: IntegrationError.self) {
                try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: id))
            }
            #expect(error?.reason == .refused)
            #expect(error?.detail.contains("Wiz: ") == true)
        }
    }

    @Test("A note of any length is taken")
    func longNote() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            var write = Self.write(.dismiss(.benign), on: id)
            write.intent.note = SyncNote(
                headline: "Closed.", details: [String(repeating: "👩‍👩‍👧‍👦 why ", count: 900)], link: "https://mdr.example/1")
            _ = try Self.done(try await wiz.connection.deliver(write))
            #expect(try await wiz.notes(id).first?.hasSuffix("https://mdr.example/1\n[watchfloor:1]") == true)
        }
    }

    @Test("Detections have no status: nothing is written for them")
    func detection() async throws {
        try await ConnectedTenant.with { wiz in
            let outcome = try await wiz.connection.deliver(Self.write(.dismiss(.benign), on: "d", kind: .detection))
            guard case .done(nil, nil, _) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try await wiz.calls("issue") == 0)
        }
    }
}
