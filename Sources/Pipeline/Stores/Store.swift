import Workbench

/// Where everything is kept. A state change, its history, its workflow event and its deliveries commit together:
/// that is what `write` is for. The closures are synchronous, so nothing can wait for a network inside a transaction.
public protocol Store: Sendable {
    /// A consistent view; writing in it fails.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// One unit of work: all of it or, when the closure throws, none. When this returns, it is durable.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// Overwrites what deleted and replaced values have left in the files, so that a wiped secret is in none of them.
    func scrub() async throws
}

extension Store {
    /// For stores that leave nothing behind.
    public func scrub() async throws {}
}

/// What can be asked and changed within one unit of work, noun by noun.
public protocol Transaction {
    var organizations: any OrganizationStore { get }
    var people: any PeopleStore { get }
    var devices: any DeviceStore { get }
    var signals: any SignalStore { get }
    var vendorAlerts: any VendorAlertStore { get }
    var alerts: any AlertStore { get }
    var investigations: any InvestigationStore { get }
    var events: any WorkflowEventStore { get }
    var deliveries: any DeliveryStore { get }
    var polls: any PollStore { get }
    var suppressions: any SuppressionStore { get }
    var alertGroups: any AlertGroupStore { get }
    var setups: any SetupStore { get }
    var evidence: any EvidenceStore { get }
    var answers: any AnswerStore { get }
    var savedViews: any SavedViewStore { get }
    var actions: any ActionStore { get }
    var files: any FileStore { get }
    var timeline: any TimelineStore { get }
    var outbound: any OutboundStore { get }
    var correlations: any CorrelationStore { get }
    var ruleHits: any RuleHitStore { get }

    /// What a list shows beside each of these alerts, in as few queries as the store can.
    func standings(of alerts: [Alert]) throws -> [ID<Alert>: AlertStanding]
}

public protocol OrganizationStore {
    func insert(_ organization: Organization) throws
    func find(_ id: ID<Organization>, scope: AccessScope) throws -> Organization?
    func find(shortName: String) throws -> Organization?
    func list(_ query: ResourceQuery) throws -> Page<Organization>
    func listStatuses(_ query: ResourceQuery) throws -> Page<Organization>
}

public protocol PeopleStore {
    func insert(_ actor: Actor) throws
    func actor(_ id: ID<Actor>) throws -> Actor?
    /// For the names beside ids on a page; unknown ids are left out.
    func actors(_ ids: Set<ID<Actor>>) throws -> [ID<Actor>: Actor]
    /// Actors in scope, and the product's own, which belong to nobody.
    func list(_ query: ResourceQuery) throws -> Page<Actor>

    /// The person's actor must exist.
    func insert(_ user: UserAccount) throws
    func update(_ user: UserAccount) throws
    func user(email: String) throws -> UserAccount?
    func user(_ id: ID<Actor>) throws -> UserAccount?
    /// Everybody who has an account, by e-mail address.
    func users() throws -> [UserAccount]
    /// Active people to whom work in this organization may be given: its own and the provider's.
    func assignable(in organization: ID<Organization>) throws -> [UserAccount]

    func listUsers(_ query: ResourceQuery) throws -> Page<UserAccount>
    /// What each person may do, and whether they may sign in, as resources of their own over the same accounts.
    func listRoles(_ query: ResourceQuery) throws -> Page<UserAccount>
    func listStatuses(_ query: ResourceQuery) throws -> Page<UserAccount>

    func insert(_ key: APIKey) throws
    /// Name, state and last use; a key's role and token never change.
    func update(_ key: APIKey) throws
    func delete(_ key: ID<APIKey>) throws
    func key(digest: [UInt8]) throws -> APIKey?
    func key(_ id: ID<APIKey>, scope: AccessScope) throws -> APIKey?
    func listKeys(_ query: ResourceQuery) throws -> Page<APIKey>

    func insert(_ session: Session) throws
    func session(digest: [UInt8]) throws -> Session?
    func deleteSession(digest: [UInt8]) throws
    func deleteSessions(expiredBefore time: Timestamp) throws
}

public protocol DeviceStore {
    func insert(_ device: SecurityDevice) throws
    /// Everything but health.
    func update(_ device: SecurityDevice) throws
    func saveHealth(_ health: DeviceHealth, of device: ID<SecurityDevice>) throws
    /// Marks that a webhook, or the Test button, has arrived.
    func noteWebhook(_ device: ID<SecurityDevice>, at time: Timestamp, isTest: Bool) throws
    func find(_ id: ID<SecurityDevice>, scope: AccessScope) throws -> SecurityDevice?
    func find(webhookKey: String) throws -> SecurityDevice?
    /// Those that are not removed.
    func all() throws -> [SecurityDevice]
    func list(_ query: ResourceQuery) throws -> Page<SecurityDevice>

    func insert(_ history: DeviceHistory) throws
    func listHistories(_ query: ResourceQuery) throws -> Page<DeviceHistory>
}

public protocol SignalStore {
    func insert(_ signals: [Signal]) throws
    /// The oldest that are pending, without those of paused devices: these wait for the device to be resumed.
    func pending(limit: Int) throws -> [Signal]
    func pendingCount() throws -> Int
    func finish(_ id: ID<Signal>, as state: Signal.State, reason: String?, at time: Timestamp) throws
    func find(_ id: ID<Signal>) throws -> Signal?
    /// Newest first.
    func list(device: ID<SecurityDevice>, state: Signal.State, limit: Int) throws -> [Signal]
    func count(device: ID<SecurityDevice>, state: Signal.State) throws -> Int
    func list(_ query: ResourceQuery) throws -> Page<SignalRecord>
    /// All that came since a time, finished or not, as far as they are still kept.
    func count(device: ID<SecurityDevice>, since: Timestamp) throws -> Int
    /// Makes quarantined signals of a device pending again.
    func replay(_ ids: [ID<Signal>], device: ID<SecurityDevice>) throws -> Int
    /// When a signal of this source last came.
    func lastReceived(device: ID<SecurityDevice>, source: Signal.Source) throws -> Timestamp?
    /// Forgets finished signals (never quarantined ones) older than a time.
    func prune(before time: Timestamp, limit: Int) throws -> Int
}

public protocol VendorAlertStore {
    func find(_ id: ID<VendorAlert>, scope: AccessScope) throws -> VendorAlert?
    func find(device: ID<SecurityDevice>, vendorID: String) throws -> VendorAlert?
    /// Inserts, or replaces the vendor's fields of the row with the same device and vendor id.
    func save(_ alert: VendorAlert) throws
    /// The issue with this vendor id, and every detection that names it.
    func related(device: ID<SecurityDevice>, issueID: String) throws -> [VendorAlert]
    func list(_ query: ResourceQuery) throws -> Page<VendorAlert>
}

public protocol AlertStore {
    /// With the vendor alerts it rests on.
    func insert(_ alert: Alert, vendorAlerts: [ID<VendorAlert>]) throws
    /// - Throws: `conflict` when the stored version is not the one before the alert's.
    func update(_ alert: Alert) throws
    func attach(_ vendorAlert: ID<VendorAlert>, to alert: ID<Alert>) throws
    func find(_ id: ID<Alert>, scope: AccessScope) throws -> Alert?
    /// The alerts that rest on any of these, oldest first.
    func resting(on vendorAlerts: [ID<VendorAlert>]) throws -> [Alert]
    func vendorAlerts(of alert: ID<Alert>) throws -> [VendorAlert]
    /// Without reading what the vendor sent. An alert without vendor alerts is left out.
    func activity(of alerts: [ID<Alert>]) throws -> [ID<Alert>: AlertActivity]
    func list(_ query: ResourceQuery) throws -> Page<Alert>
    /// From transactional counters.
    func counts(scope: AccessScope) throws -> AlertCounts
    /// Of those that match, by status and severity; from counters where these decide, else counted.
    func counts(of filter: ResourceFilter, scope: AccessScope) throws -> AlertCounts
    /// Seconds from the vendor's creation time to our alert, newest alerts first, for one device and source.
    func delays(device: ID<SecurityDevice>, source: Signal.Source, since: Timestamp, limit: Int) throws -> [Double]

    func insert(_ history: AlertHistory) throws
    func history(of alert: ID<Alert>) throws -> [AlertHistory]
    func listHistories(_ query: ResourceQuery) throws -> Page<AlertHistory>

    func insert(_ comment: Comment) throws
    func update(_ comment: Comment) throws
    func delete(_ comment: ID<Comment>) throws
    func comment(_ id: ID<Comment>, scope: AccessScope) throws -> Comment?
    func comments(on alert: ID<Alert>) throws -> [Comment]
    func comments(in investigation: ID<Investigation>) throws -> [Comment]
    /// On alerts and on investigations.
    func listComments(_ query: ResourceQuery) throws -> Page<Comment>
    func insert(_ history: CommentHistory) throws
    func listCommentHistories(_ query: ResourceQuery) throws -> Page<CommentHistory>
}

/// How many alerts there are, by status and severity.
public struct AlertCounts: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public var status: Alert.Status
        public var severity: Severity

        public init(status: Alert.Status, severity: Severity) {
            self.status = status
            self.severity = severity
        }
    }

    public var numbers: [Key: Int]

    public init(numbers: [Key: Int]) {
        self.numbers = numbers
    }

    public func total(status: Alert.Status? = nil, severity: Severity? = nil) -> Int {
        numbers.reduce(0) { sum, entry in
            let counts =
                (status == nil || entry.key.status == status) && (severity == nil || entry.key.severity == severity)
            return counts ? sum + entry.value : sum
        }
    }
}

public protocol WorkflowEventStore {
    func insert(_ event: WorkflowEvent) throws
    func list(alert: ID<Alert>) throws -> [WorkflowEvent]
}

public protocol DeliveryStore {
    func insert(_ delivery: Delivery) throws
    func update(_ delivery: Delivery) throws
    func find(_ id: ID<Delivery>, scope: AccessScope) throws -> Delivery?
    /// Takes the next due delivery of a device for which no earlier one of the same issue is unfinished, under a lease.
    func claim(device: ID<SecurityDevice>, now: Timestamp, leaseUntil: Timestamp) throws -> Delivery?
    /// When the next unfinished delivery of a device is due; nil when there is none.
    func nextDue(device: ID<SecurityDevice>) throws -> Timestamp?
    /// Those that write to this issue and are not finished, oldest first.
    func unfinished(device: ID<SecurityDevice>, issueID: String) throws -> [Delivery]
    /// What we last made of an issue; nil when we never moved it.
    func lastWritten(device: ID<SecurityDevice>, issueID: String) throws -> (state: IssueState, at: Timestamp)?
    /// How many dismissals were written, or are on their way, since a time.
    func dismissals(device: ID<SecurityDevice>, since: Timestamp) throws -> Int
    /// Oldest first.
    func list(alert: ID<Alert>) throws -> [Delivery]
    /// Newest first.
    func list(scope: AccessScope, device: ID<SecurityDevice>?, states: [Delivery.State], limit: Int) throws
        -> [Delivery]
    func list(_ query: ResourceQuery) throws -> Page<Delivery>
    func count(device: ID<SecurityDevice>, states: [Delivery.State], before: Timestamp?) throws -> Int
    /// What was really written, newest decision first.
    func ledger(_ query: LedgerQuery) throws -> [Delivery]
}

public protocol PollStore {
    /// Everything up to here is in the inbox.
    func watermark(device: ID<SecurityDevice>, stream: PollStream) throws -> Timestamp?
    func saveWatermark(_ time: Timestamp, device: ID<SecurityDevice>, stream: PollStream) throws
    func save(_ run: PollRun) throws
    /// The run that was begun and not ended, if any: after a crash it goes on where it stood.
    func unfinished(device: ID<SecurityDevice>, stream: PollStream) throws -> PollRun?
    /// Newest first.
    func runs(device: ID<SecurityDevice>, limit: Int) throws -> [PollRun]
    func lastSuccess(device: ID<SecurityDevice>, stream: PollStream) throws -> PollRun?
    /// Forgets ended runs that began before a time.
    func pruneRuns(before time: Timestamp, limit: Int) throws -> Int

    /// Asks for a poll at once, from this process or another; `since` looks further back than the watermark.
    func request(device: ID<SecurityDevice>, since: Timestamp?, at time: Timestamp) throws
    func takeRequest(device: ID<SecurityDevice>) throws -> PollDemand?

    /// Issues to be read again from the vendor; asking twice is asking once.
    func requestReread(device: ID<SecurityDevice>, issueID: String, at time: Timestamp) throws
    func dueRereads(device: ID<SecurityDevice>, now: Timestamp, limit: Int) throws -> [Reread]
    func finishRereads(_ rereads: [Reread]) throws
    func postponeRereads(_ rereads: [Reread], until time: Timestamp) throws
}

/// One reading of one stream's window, with its progress.
public struct PollRun: Hashable, Sendable {
    public enum State: String, Sendable, CaseIterable, Codable { case running, done, failed }

    public var id: ID<PollRun>
    public var deviceID: ID<SecurityDevice>
    public var stream: PollStream
    public var state: State
    /// The window.
    public var after: Timestamp
    public var before: Timestamp
    public var isBackfill: Bool
    /// Where the next page begins.
    public var cursor: String?
    public var items: Int
    public var pages: Int
    /// How many items the window holds, if the vendor said.
    public var total: Int?
    public var error: String?
    public var startedAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<PollRun>, deviceID: ID<SecurityDevice>, stream: PollStream, state: State = .running, after: Timestamp,
        before: Timestamp, isBackfill: Bool, cursor: String? = nil, items: Int = 0, pages: Int = 0,
        total: Int? = nil, error: String? = nil, startedAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.deviceID = deviceID
        self.stream = stream
        self.state = state
        self.after = after
        self.before = before
        self.isBackfill = isBackfill
        self.cursor = cursor
        self.items = items
        self.pages = pages
        self.total = total
        self.error = error
        self.startedAt = startedAt
        self.updatedAt = updatedAt
    }
}

public struct PollDemand: Hashable, Sendable {
    /// Look back to here; nil means from the watermark.
    public var since: Timestamp?
    public var requestedAt: Timestamp

    public init(since: Timestamp?, requestedAt: Timestamp) {
        self.since = since
        self.requestedAt = requestedAt
    }
}

public struct Reread: Hashable, Sendable {
    public var deviceID: ID<SecurityDevice>
    public var issueID: String
    /// Changes when it is asked for again, so that finishing an older request does not swallow a newer one.
    public var requestedAt: Timestamp
    public var attempts: Int

    public init(deviceID: ID<SecurityDevice>, issueID: String, requestedAt: Timestamp, attempts: Int) {
        self.deviceID = deviceID
        self.issueID = issueID
        self.requestedAt = requestedAt
        self.attempts = attempts
    }
}
