import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("What is written for an outcome")
struct WriteDecisionTests {
    private static let marker = "watchfloor:0198-7"

    private static func state(_ word: String, _ reason: String? = nil, settled: Bool = false, at: Int64? = nil)
        -> IssueState
    {
        IssueState(
            status: WizVocabulary.status(word), vendorStatus: word, reason: reason, isSettledByVendor: settled,
            changedAt: at.map { Timestamp(milliseconds: $0) })
    }

    private static func decide(
        _ move: SyncIntent.Move, on current: IssueState, kind: VendorAlert.Kind = .issue, known: IssueState? = nil,
        written: IssueState? = nil, overrides: Bool = false, notes: [String] = [], hasNote: Bool = true
    ) -> WriteDecision {
        let note = hasNote ? SyncNote(headline: "Closed.", details: ["why"], link: "https://mdr.example/alerts/1") : nil
        let write = OutboundWrite(
            issueID: "i", kind: kind, intent: SyncIntent(rule: .alertClosed, move: move, note: note), marker: marker,
            knownState: known ?? state("OPEN"), lastWritten: written, overridesConflict: overrides)
        return WriteDecision(write, on: IssueReading(kind: kind, state: current, notes: notes))
    }

    private static func patch(_ decision: WriteDecision) -> JSON? {
        if case .write(let change) = decision { change.patch } else { nil }
    }

    private static let moves: [(move: SyncIntent.Move, kind: VendorAlert.Kind, status: JSON, reason: JSON)] = [
        (.unchanged, .issue, nil, nil), (.inProgress, .issue, "IN_PROGRESS", nil),
        (.inProgress, .threat, "IN_PROGRESS", nil),
        (.dismiss(.falsePositive), .issue, "REJECTED", "FALSE_POSITIVE"),
        (.dismiss(.benign), .issue, "REJECTED", "WONT_FIX"),
        (.dismiss(.testing), .issue, "REJECTED", "WONT_FIX"), (.dismiss(.suppression), .issue, "REJECTED", "WONT_FIX"),
        (.dismiss(.falsePositive), .threat, "RESOLVED", "NOT_MALICIOUS_THREAT"),
        (.dismiss(.benign), .threat, "RESOLVED", "NOT_MALICIOUS_THREAT"),
        (.dismiss(.suppression), .threat, "RESOLVED", "NOT_MALICIOUS_THREAT"),
        (.dismiss(.testing), .threat, "RESOLVED", "SECURITY_TEST_THREAT"),
        (.resolveMalicious, .threat, "RESOLVED", "MALICIOUS_THREAT"), (.resolveMalicious, .issue, nil, nil),
        (.leaveToCustomer, .issue, nil, nil), (.leaveToCustomer, .threat, nil, nil),
    ]

    @Test("Every move has its status and reason by the issue's kind, and its note", arguments: moves)
    func move(_ row: (move: SyncIntent.Move, kind: VendorAlert.Kind, status: JSON, reason: JSON)) {
        let patch = Self.patch(Self.decide(row.move, on: Self.state("OPEN"), kind: row.kind))?.object
        #expect(patch?["status"] ?? .null == row.status)
        #expect(patch?["resolutionReason"] ?? .null == row.reason)
        #expect(patch?["note"]?.string?.contains(Self.marker) == true)
        let isResolution = row.status == "RESOLVED"
        #expect(patch?["resolutionNote"] == (isResolution ? patch?["note"] : nil))
    }

    @Test("Reopening opens what we or the known state had ended, and clears no reason by itself")
    func reopen() {
        let rejected = Self.state("REJECTED", "WONT_FIX")
        #expect(Self.patch(Self.decide(.open, on: rejected, known: rejected))?["status"] == "OPEN")
        #expect(Self.patch(Self.decide(.open, on: rejected, known: rejected))?["resolutionReason"] == nil)
        #expect(Self.patch(Self.decide(.open, on: rejected, written: rejected))?["status"] == "OPEN")
    }

    @Test("What is so already is not written again; the note is, unless it is there")
    func already() {
        let rejected = Self.state("REJECTED", "FALSE_POSITIVE")
        let decision = Self.decide(.dismiss(.falsePositive), on: rejected)
        #expect(Self.patch(decision)?["status"] == nil)
        #expect(Self.patch(decision)?["note"] != nil)
        guard
            case .nothing(let words) = Self.decide(
                .dismiss(.falsePositive), on: rejected, notes: ["x [\(Self.marker)]"])
        else {
            Issue.record("a second note would be written")
            return
        }
        #expect(words.contains("already"))
        #expect(
            Self.decide(.unchanged, on: Self.state("OPEN"), notes: [Self.marker])
                == .nothing("The note stands there already."))
        guard case .nothing = Self.decide(.open, on: Self.state("OPEN", "WONT_FIX"), hasNote: false) else {
            Issue.record("a reason left on a live issue says nothing")
            return
        }
    }

    private static let settled: [(move: SyncIntent.Move, kind: VendorAlert.Kind)] = [
        (.open, .issue), (.inProgress, .issue), (.dismiss(.benign), .issue), (.dismiss(.testing), .threat),
        (.resolveMalicious, .threat),
    ]

    @Test("What Wiz itself ended is never moved, not even over a conflict", arguments: settled)
    func vendorSettled(_ row: (move: SyncIntent.Move, kind: VendorAlert.Kind)) {
        for overrides in [false, true] {
            let current = Self.state("RESOLVED", "OBJECT_DELETED", settled: true)
            let decision = Self.decide(row.move, on: current, kind: row.kind, overrides: overrides)
            guard case .write(let change) = decision else {
                Issue.record("\(decision)")
                return
            }
            #expect(change.target == nil)
            #expect(change.words.contains("OBJECT_DELETED"))
        }
    }

    private static let conflicts: [(current: IssueState, known: IssueState, isConflict: Bool)] = [
        (state("IN_PROGRESS"), state("OPEN"), true), (state("REJECTED", "EXCEPTION"), state("OPEN"), true),
        (state("RESOLVED", "INCONCLUSIVE_THREAT"), state("OPEN"), true), (state("SNOOZED"), state("OPEN"), true),
        (state("OPEN"), state("IN_PROGRESS"), true), (state("OPEN"), state("OPEN"), false),
        (state("OPEN", "WONT_FIX"), state("OPEN"), false), (state("IN_PROGRESS"), state("IN_PROGRESS"), false),
        (state("REJECTED", "WONT_FIX"), state("OPEN"), false),
    ]

    @Test("A state that is neither the known one nor the wanted one is a conflict", arguments: conflicts)
    func conflict(_ row: (current: IssueState, known: IssueState, isConflict: Bool)) {
        let decision = Self.decide(.dismiss(.benign), on: row.current, known: row.known)
        #expect((decision == .conflict(row.current)) == row.isConflict)
        let forced = Self.decide(.dismiss(.benign), on: row.current, known: row.known, overrides: true)
        #expect(forced != .conflict(row.current))
    }

    @Test("Ours is written over theirs once a person decided so")
    func overrides() {
        let decision = Self.decide(.dismiss(.benign), on: Self.state("REJECTED", "EXCEPTION"), overrides: true)
        #expect(Self.patch(decision)?["status"] == "REJECTED")
        #expect(Self.patch(decision)?["resolutionReason"] == "WONT_FIX")
    }

    @Test("Our own last change is no conflict, whatever our person had seen before it")
    func own() {
        let ours = Self.state("REJECTED", "WONT_FIX")
        #expect(Self.patch(Self.decide(.inProgress, on: ours, written: ours))?["status"] == "IN_PROGRESS")
    }

    @Test("Without knowledge of a state only a live issue is moved")
    func unknown() {
        func decide(_ current: IssueState) -> WriteDecision {
            let write = OutboundWrite(
                issueID: "i", kind: .issue,
                intent: SyncIntent(rule: .alertClosed, move: .dismiss(.benign), note: SyncNote(headline: "h")),
                marker: Self.marker, knownState: nil, lastWritten: nil, overridesConflict: false)
            return WriteDecision(write, on: IssueReading(kind: .issue, state: current))
        }
        #expect(Self.patch(decide(Self.state("OPEN")))?["status"] == "REJECTED")
        #expect(decide(Self.state("REJECTED", "EXCEPTION")) == .conflict(Self.state("REJECTED", "EXCEPTION")))
    }

    @Test("An issue that our person knew as ended keeps the reason that was given there")
    func keepsReason() {
        let theirs = Self.state("REJECTED", "EXCEPTION")
        let decision = Self.decide(.dismiss(.benign), on: theirs, known: theirs)
        #expect(Self.patch(decision)?["status"] == nil)
        #expect(Self.patch(decision)?["note"] != nil)
    }

    private static let left: [(current: IssueState, written: IssueState?, opens: Bool)] = [
        (state("IN_PROGRESS"), state("IN_PROGRESS"), true), (state("IN_PROGRESS"), nil, false),
        (state("IN_PROGRESS"), state("REJECTED", "WONT_FIX"), false), (state("OPEN"), state("IN_PROGRESS"), false),
        (state("IN_PROGRESS", at: 5_000), state("IN_PROGRESS", at: 5_000), true),
        (state("IN_PROGRESS", at: 9_000), state("IN_PROGRESS", at: 5_000), false),
        (state("REJECTED", "WONT_FIX"), state("IN_PROGRESS"), false),
    ]

    @Test("What is left to the customer returns to Open only if it was we who set In Progress", arguments: left)
    func leaves(_ row: (current: IssueState, written: IssueState?, opens: Bool)) {
        for (move, kind) in [
            (SyncIntent.Move.leaveToCustomer, VendorAlert.Kind.issue), (.leaveToCustomer, .threat),
            (.resolveMalicious, .issue),
        ] {
            let decision = Self.decide(move, on: row.current, kind: kind, written: row.written)
            #expect(Self.patch(decision)?["status"] == (row.opens ? "OPEN" : nil))
            #expect(Self.patch(decision)?["note"] != nil)
        }
    }

    @Test("What ends an issue has a note even when the intent has none, because Wiz demands it")
    func requiredNote() {
        for (kind, hasMarker) in [(VendorAlert.Kind.issue, false), (.threat, false), (.issue, true)] {
            let decision = Self.decide(
                .dismiss(.benign), on: Self.state("OPEN"), kind: kind, notes: hasMarker ? [Self.marker] : [],
                hasNote: false)
            #expect(Self.patch(decision)?["note"]?.string?.contains(Self.marker) == true)
        }
        guard case .nothing = Self.decide(.unchanged, on: Self.state("OPEN"), hasNote: false) else {
            Issue.record("there was nothing to say")
            return
        }
    }

    @Test("A plan says beforehand what would be written")
    func plan() {
        let integration = WizIntegration(productVersion: "1")
        func plan(_ move: SyncIntent.Move, _ kind: VendorAlert.Kind) -> PlannedWrite {
            integration.plan(
                SyncIntent(rule: .alertClosed, move: move, note: SyncNote(headline: "h")), kind: kind, marker: "m")
        }
        #expect(plan(.dismiss(.falsePositive), .issue).status == "Rejected · false positive")
        #expect(plan(.dismiss(.benign), .issue).status == "Rejected · won't fix")
        #expect(plan(.dismiss(.testing), .threat).status == "Resolved · security test")
        #expect(plan(.resolveMalicious, .threat).status == "Resolved · malicious")
        #expect(plan(.inProgress, .issue).status == "In Progress")
        #expect(plan(.leaveToCustomer, .issue) == PlannedWrite(status: nil, note: "h\n[m]"))
        #expect(plan(.dismiss(.benign), .detection) == PlannedWrite(status: nil, note: nil))
    }
}
