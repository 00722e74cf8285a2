/// The eleven rules as data: what each workflow event means for the issue in the vendor's console.
///
/// A policy is versioned, so that a delivery says by which policy it was decided.
public struct SyncPolicy: Hashable, Sendable {
    /// The outcome that a rule names; some depend on the close reason.
    public enum Outcome: String, Sendable, Codable {
        case unchanged
        case open
        case inProgress = "in_progress"
        /// By close reason: dismissed, or left to the customer.
        case byReason = "by_reason"
        /// By decision, and a confirmed threat is resolved as malicious.
        case byIncidentDecision = "by_incident_decision"
        /// Dismissed, unless that suppression says not to.
        case suppress
    }

    public struct Rule: Hashable, Sendable {
        public var outcome: Outcome
        public var writesNote: Bool
        /// Issues found by backfill get no note.
        public var isSilentForBackfill: Bool

        public init(outcome: Outcome, writesNote: Bool = true, isSilentForBackfill: Bool = false) {
            self.outcome = outcome
            self.writesNote = writesNote
            self.isSilentForBackfill = isSilentForBackfill
        }
    }

    public var version: Int
    public var rules: [WorkflowEvent.Kind: Rule]

    public init(version: Int, rules: [WorkflowEvent.Kind: Rule]) {
        self.version = version
        self.rules = rules
    }

    public static let standard = SyncPolicy(
        version: 1,
        rules: [
            .alertCreated: Rule(outcome: .unchanged, isSilentForBackfill: true),
            .alertClosed: Rule(outcome: .byReason),
            .alertReopened: Rule(outcome: .open),
            .alertSuppressedInWorkbench: Rule(outcome: .suppress),
            .alertSuppressedByDetection: Rule(outcome: .suppress),
            .alertToInvestigation: Rule(outcome: .inProgress),
            .investigationToIncident: Rule(outcome: .inProgress),
            .investigationReopened: Rule(outcome: .inProgress),
            .investigationClosed: Rule(outcome: .byReason),
            .incidentClosed: Rule(outcome: .byIncidentDecision),
            .noDetectionMatched: Rule(outcome: .unchanged, writesNote: false, isSilentForBackfill: true),
        ])

    /// This policy with the switch on that adds one "reviewed, no match" note.
    public func notingUnmatched() -> SyncPolicy {
        var policy = self
        policy.rules[.noDetectionMatched] = Rule(outcome: .unchanged, isSilentForBackfill: true)
        return policy
    }
}

/// What a rule needs to know of the moment, besides the event.
public struct SyncContext: Hashable, Sendable {
    /// How live the issue's other alerts and their investigations are: the strongest wins.
    public enum OthersState: Int, Comparable, Sendable, Codable {
        case closed, open, investigating
        public static func < (left: OthersState, right: OthersState) -> Bool { left.rawValue < right.rawValue }
    }

    public var kind: VendorAlert.Kind
    public var closeReason: CloseReason?
    public var isBackfill: Bool
    public var isInOpenInvestigation: Bool
    public var others: OthersState
    /// For suppressions: whether this one may dismiss. System suppressions never do.
    public var suppressionDismisses: Bool
    /// An incident's dismissal or resolution waits for these.
    public var hasOpenRemediation: Bool

    public init(
        kind: VendorAlert.Kind, closeReason: CloseReason? = nil, isBackfill: Bool = false,
        isInOpenInvestigation: Bool = false, others: OthersState = .closed, suppressionDismisses: Bool = true,
        hasOpenRemediation: Bool = false
    ) {
        self.kind = kind
        self.closeReason = closeReason
        self.isBackfill = isBackfill
        self.isInOpenInvestigation = isInOpenInvestigation
        self.others = others
        self.suppressionDismisses = suppressionDismisses
        self.hasOpenRemediation = hasOpenRemediation
    }
}

extension SyncPolicy {
    /// What an event means for one issue; nil when there is nothing to write, or it must wait.
    public func intent(for event: WorkflowEvent.Kind, in context: SyncContext, note: SyncNote) -> SyncIntent? {
        guard let rule = rules[event], context.kind.isIssue else { return nil }
        guard !(event == .incidentClosed && context.hasOpenRemediation) else { return nil }
        let silent = !rule.writesNote || (rule.isSilentForBackfill && context.isBackfill)
        let wanted = move(for: rule.outcome, in: context)
        let intent = SyncIntent(
            rule: event, move: yielding(wanted, to: context.others), note: silent ? nil : note)
        return intent.isSilent ? nil : intent
    }

    private func move(for outcome: Outcome, in context: SyncContext) -> SyncIntent.Move {
        switch outcome {
        case .unchanged: .unchanged
        case .open: context.isInOpenInvestigation ? .inProgress : .open
        case .inProgress: .inProgress
        case .byReason: SyncPolicy.move(forReason: context.closeReason)
        case .suppress: context.suppressionDismisses ? .dismiss(.suppression) : .unchanged
        case .byIncidentDecision: incidentMove(in: context)
        }
    }

    /// Only these reasons say that the issue needs no work; every other describes a real exposure and never hides it.
    private static func move(forReason reason: CloseReason?) -> SyncIntent.Move {
        switch reason {
        case .falsePositive: .dismiss(.falsePositive)
        case .benign: .dismiss(.benign)
        case .testing: .dismiss(.testing)
        default: .leaveToCustomer
        }
    }

    private func incidentMove(in context: SyncContext) -> SyncIntent.Move {
        switch context.closeReason {
        case .falsePositive, .benign, .testing: SyncPolicy.move(forReason: context.closeReason)
        // Whatever the kind is said to be: an issue's first webhook need not name it, and it is certain when written.
        case .truePositive, nil: .resolveMalicious
        default: .leaveToCustomer
        }
    }

    /// While another alert of the same issue is live, nothing may end or lower the issue's status.
    private func yielding(_ move: SyncIntent.Move, to others: SyncContext.OthersState) -> SyncIntent.Move {
        switch (move, others) {
        case (.unchanged, _), (.inProgress, _), (_, .closed): move
        case (.open, .open): move
        case (_, .open): .unchanged
        case (_, .investigating): .unchanged
        }
    }
}
