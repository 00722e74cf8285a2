import Testing
import Workbench

@Suite("The eleven synchronization rules")
struct SyncPolicyTests {
    static let reasons: [CloseReason?] = [nil] + CloseReason.allCases.map { $0 }
    static let issues: [VendorAlert.Kind] = [.issue, .threat]
    let note = SyncNote(headline: "A note.")

    func intent(
        _ event: WorkflowEvent.Kind, _ context: SyncContext, policy: SyncPolicy = .standard
    ) -> SyncIntent? {
        policy.intent(for: event, in: context, note: note)
    }

    /// The table of the documentation, written once more: what closing for a reason means.
    static func closing(_ reason: CloseReason?) -> SyncIntent.Move {
        switch reason {
        case .falsePositive: .dismiss(.falsePositive)
        case .benign: .dismiss(.benign)
        case .testing: .dismiss(.testing)
        case nil, .truePositive, .other, .attackFailed, .policyViolation, .activityBlocked, .unwantedSoftware,
            .misconfiguration, .inconclusive, .suppressed, .phishingSimulation, .suppressedNewDevice,
            .suppressedThreshold:
            .leaveToCustomer
        }
    }

    @Test("there is a rule for each of the eleven events, under a version")
    func complete() {
        #expect(WorkflowEvent.Kind.allCases.count == 11)
        #expect(Set(SyncPolicy.standard.rules.keys) == Set(WorkflowEvent.Kind.allCases))
        #expect(SyncPolicy.standard.version == 1)
    }

    @Test("nothing is ever written for a detection", arguments: WorkflowEvent.Kind.allCases, reasons)
    func detections(event: WorkflowEvent.Kind, reason: CloseReason?) {
        let context = SyncContext(kind: .detection, closeReason: reason)
        #expect(intent(event, context, policy: SyncPolicy.standard.notingUnmatched()) == nil)
    }

    @Test("a new alert leaves the status and adds a note, but not for backfill", arguments: issues)
    func created(kind: VendorAlert.Kind) {
        let intent = intent(.alertCreated, SyncContext(kind: kind))
        #expect(intent == SyncIntent(rule: .alertCreated, move: .unchanged, note: note))
        #expect(self.intent(.alertCreated, SyncContext(kind: kind, isBackfill: true)) == nil)
    }

    @Test("closing dismisses for three reasons and leaves every other to the customer", arguments: issues, reasons)
    func closed(kind: VendorAlert.Kind, reason: CloseReason?) {
        for event in [WorkflowEvent.Kind.alertClosed, .investigationClosed] {
            let intent = intent(event, SyncContext(kind: kind, closeReason: reason))
            #expect(intent == SyncIntent(rule: event, move: Self.closing(reason), note: note))
        }
    }

    @Test("reopening opens the issue, or keeps it in progress while an investigation is open", arguments: issues)
    func reopened(kind: VendorAlert.Kind) {
        #expect(intent(.alertReopened, SyncContext(kind: kind))?.move == .open)
        let investigated = SyncContext(kind: kind, isInOpenInvestigation: true)
        #expect(intent(.alertReopened, investigated)?.move == .inProgress)
    }

    @Test("a suppression dismisses unless it says not to; then it still says why", arguments: issues)
    func suppressed(kind: VendorAlert.Kind) {
        for event in [WorkflowEvent.Kind.alertSuppressedInWorkbench, .alertSuppressedByDetection] {
            #expect(intent(event, SyncContext(kind: kind))?.move == .dismiss(.suppression))
            let gentle = intent(event, SyncContext(kind: kind, suppressionDismisses: false))
            #expect(gentle == SyncIntent(rule: event, move: .unchanged, note: note))
        }
    }

    @Test("an investigation puts the issue in progress, whatever the reason once was", arguments: issues, reasons)
    func investigating(kind: VendorAlert.Kind, reason: CloseReason?) {
        for event in [WorkflowEvent.Kind.alertToInvestigation, .investigationToIncident, .investigationReopened] {
            let intent = intent(event, SyncContext(kind: kind, closeReason: reason))
            #expect(intent == SyncIntent(rule: event, move: .inProgress, note: note))
        }
    }

    @Test(
        "a closed incident resolves what was confirmed, whatever its kind is thought to be", arguments: issues, reasons)
    func incidentClosed(kind: VendorAlert.Kind, reason: CloseReason?) {
        let isConfirmed = reason == nil || reason == .truePositive
        let expected: SyncIntent.Move = isConfirmed ? .resolveMalicious : Self.closing(reason)
        let context = SyncContext(kind: kind, closeReason: reason)
        #expect(intent(.incidentClosed, context) == SyncIntent(rule: .incidentClosed, move: expected, note: note))
    }

    @Test("an incident's end waits while remediation is open; an alert's does not", arguments: issues, reasons)
    func remediation(kind: VendorAlert.Kind, reason: CloseReason?) {
        let context = SyncContext(kind: kind, closeReason: reason, hasOpenRemediation: true)
        #expect(intent(.incidentClosed, context) == nil)
        #expect(intent(.alertClosed, context) != nil)
    }

    @Test("an issue without a match is left alone; a switch adds one note, but never for backfill", arguments: issues)
    func unmatched(kind: VendorAlert.Kind) {
        let noting = SyncPolicy.standard.notingUnmatched()
        #expect(intent(.noDetectionMatched, SyncContext(kind: kind)) == nil)
        let intent = intent(.noDetectionMatched, SyncContext(kind: kind), policy: noting)
        #expect(intent == SyncIntent(rule: .noDetectionMatched, move: .unchanged, note: note))
        let backfill = SyncContext(kind: kind, isBackfill: true)
        #expect(self.intent(.noDetectionMatched, backfill, policy: noting) == nil)
    }

    @Test("while another alert of the issue is open, nothing ends the issue", arguments: issues, reasons)
    func othersOpen(kind: VendorAlert.Kind, reason: CloseReason?) {
        let context = SyncContext(kind: kind, closeReason: reason, others: .open)
        for event in [WorkflowEvent.Kind.alertClosed, .investigationClosed, .incidentClosed] {
            #expect(intent(event, context) == SyncIntent(rule: event, move: .unchanged, note: note))
        }
        #expect(intent(.alertSuppressedInWorkbench, context)?.move == .unchanged)
        #expect(intent(.alertReopened, context)?.move == .open)
        #expect(intent(.alertToInvestigation, context)?.move == .inProgress)
    }

    @Test("while another alert of the issue is investigated, nothing lowers it to open either", arguments: issues)
    func othersInvestigated(kind: VendorAlert.Kind) {
        let context = SyncContext(kind: kind, closeReason: .benign, others: .investigating)
        #expect(intent(.alertClosed, context)?.move == .unchanged)
        #expect(intent(.alertReopened, context)?.move == .unchanged)
        #expect(intent(.investigationReopened, context)?.move == .inProgress)
    }

    @Test("a note keeps only details that say something")
    func notes() {
        #expect(SyncNote(headline: "Closed.", details: ["", "  ", "Known job."]).details == ["Known job."])
    }
}
