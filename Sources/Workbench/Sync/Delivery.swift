/// One outbound write, a row with a state: what is to be done to an issue, and how that went.
public struct Delivery: Hashable, Sendable {
    public enum State: String, Sendable, CaseIterable, Codable {
        case pending
        /// A worker has it; if the lease runs out, another takes it.
        case sending
        case done
        /// The vendor said no; its words are in `answer`.
        case refused
        /// The vendor's state changed meanwhile; a person decides.
        case conflict
        /// Held back by the cap on dismissals until a person releases it.
        case held
        /// Not written and never will be: withdrawn by a person, or writing back is off.
        case cancelled

        public var isFinished: Bool {
            switch self {
            case .pending, .sending: false
            case .done, .refused, .conflict, .held, .cancelled: true
            }
        }
    }

    public var id: ID<Delivery>
    public var organizationID: ID<Organization>
    public var deviceID: ID<SecurityDevice>
    public var alertID: ID<Alert>?
    public var vendorAlertID: ID<VendorAlert>
    /// The vendor's id of the issue: deliveries for one issue go in order.
    public var issueID: String
    public var kind: VendorAlert.Kind
    public var eventID: ID<WorkflowEvent>
    public var actorID: ID<Actor>
    public var intent: SyncIntent
    public var policyVersion: Int
    /// The vendor's state as our person knew it when acting; nil when nothing was known.
    public var knownState: IssueState?
    public var state: State
    public var attempts: Int
    public var notBefore: Timestamp
    public var leasedUntil: Timestamp?
    /// What the vendor answered, or why it failed, in words.
    public var answer: String?
    public var written: WrittenChange?
    /// What stood in the way, when the state is `conflict`.
    public var conflictingState: IssueState?
    /// A person chose "write ours": the conflict check is skipped once.
    public var overridesConflict: Bool
    public var createdAt: Timestamp
    public var finishedAt: Timestamp?
    public var updatedAt: Timestamp

    public init(
        id: ID<Delivery>, organizationID: ID<Organization>, deviceID: ID<SecurityDevice>, alertID: ID<Alert>?,
        vendorAlertID: ID<VendorAlert>, issueID: String, kind: VendorAlert.Kind, eventID: ID<WorkflowEvent>,
        actorID: ID<Actor>, intent: SyncIntent, policyVersion: Int, knownState: IssueState?, state: State = .pending,
        attempts: Int = 0, notBefore: Timestamp, leasedUntil: Timestamp? = nil, answer: String? = nil,
        written: WrittenChange? = nil, conflictingState: IssueState? = nil, overridesConflict: Bool = false,
        createdAt: Timestamp, finishedAt: Timestamp? = nil, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.deviceID = deviceID
        self.alertID = alertID
        self.vendorAlertID = vendorAlertID
        self.issueID = issueID
        self.kind = kind
        self.eventID = eventID
        self.actorID = actorID
        self.intent = intent
        self.policyVersion = policyVersion
        self.knownState = knownState
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
        self.leasedUntil = leasedUntil
        self.answer = answer
        self.written = written
        self.conflictingState = conflictingState
        self.overridesConflict = overridesConflict
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.updatedAt = updatedAt
    }

    /// Stands in every note, so that a replayed write finds its own and adds no second.
    public var marker: String { "watchfloor:\(id.rawValue)" }
}

/// What was really written to the vendor, for the ledger and to recognise our own echo.
public struct WrittenChange: Hashable, Sendable, Codable {
    /// The issue's state after the write; nil when only a note was added.
    public var state: IssueState?
    public var note: String?

    public init(state: IssueState?, note: String?) {
        self.state = state
        self.note = note
    }
}
