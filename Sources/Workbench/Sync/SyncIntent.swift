/// What should happen to one issue, in words of ours. The integration turns it into its vendor's status and reason.
public struct SyncIntent: Hashable, Sendable, Codable {
    public enum Move: Hashable, Sendable, Codable {
        /// Status stays; only the note is written.
        case unchanged
        case open
        case inProgress
        /// A person or rule decided that it needs no work.
        case dismiss(DismissReason)
        /// The customer's own work: back to open if it was we who set it in progress, else untouched.
        case leaveToCustomer
        /// A confirmed compromise that is over. Only issues of the threat type can be resolved by hand; any other is
        /// left to the customer.
        case resolveMalicious
    }

    public enum DismissReason: String, Sendable, CaseIterable, Codable {
        case falsePositive = "false_positive"
        case benign
        case testing
        case suppression
    }

    public var rule: WorkflowEvent.Kind
    public var move: Move
    /// Nil writes no note.
    public var note: SyncNote?

    public init(rule: WorkflowEvent.Kind, move: Move, note: SyncNote?) {
        self.rule = rule
        self.move = move
        self.note = note
    }

    public var isDismissal: Bool {
        if case .dismiss = move { true } else { false }
    }

    /// An intent without a move and without a note has nothing to deliver.
    public var isSilent: Bool { move == .unchanged && note == nil }
}

/// The words of a note, before the vendor's length limit: the headline and the link always survive.
public struct SyncNote: Hashable, Sendable, Codable {
    public var headline: String
    public var details: [String]
    /// The way back to the alert here.
    public var link: String?

    public init(headline: String, details: [String] = [], link: String? = nil) {
        self.headline = headline
        self.details = details.filter { !$0.trimmed.isEmpty }
        self.link = link
    }
}
