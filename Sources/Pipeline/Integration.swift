import Logging
import Workbench

/// What a vendor answers for. The pipeline owns queues, order, retries, de-duplication and health;
/// an integration only says what a payload means and how to read and write its vendor's issues.
public protocol Integration: Sendable {
    var descriptor: VendorDescriptor { get }

    /// What has to be done on the vendor's side.
    var guide: SetupGuide { get }

    /// Whether checked settings lead into a government's cloud, for which a legal addendum must be recorded first.
    func needsAddendum(_ settings: [String: String]) -> Bool

    /// What sent a webhook; nil when its body does not say. Pure, and never fails on odd input.
    func trigger(of body: [UInt8]) -> WebhookTrigger?

    /// What one signal means. Pure; never fails on odd input other than by saying what is odd.
    ///
    /// - Throws: `decoding` when the bytes cannot be understood; the signal is then quarantined with that reason.
    func parse(_ body: [UInt8]) throws(IntegrationError) -> ParsedSignal

    /// What every item of a file means: a signal's body, a whole reply of the vendor's API, or a list of such.
    /// Never empty, never fails: what cannot be understood is an item that says so.
    func inspect(_ bytes: [UInt8]) -> [Inspection]

    /// What would be written for an intent, without asking the vendor: for previews and for tests.
    func plan(_ intent: SyncIntent, kind: VendorAlert.Kind, marker: String) -> PlannedWrite

    /// - Throws: `invalid` with the field's name when the settings cannot be right; nothing is sent anywhere.
    func validate(_ settings: [String: String]) throws(WorkbenchError) -> [String: String]

    /// A live connection to one tenant. All work of a device goes through one connection, so that it shares
    /// one token and one rate limit.
    func connect(_ settings: [String: String], secret: String, logger: Logger) throws(IntegrationError)
        -> any TenantConnection
}

/// One tenant, reachable.
public protocol TenantConnection: Sendable {
    /// One page of what is new or changed. The items' own bytes enter the inbox as signals.
    func poll(_ request: PollRequest) async throws(IntegrationError) -> PollPage

    /// Issues by vendor id, for re-reading after a webhook. Ids that the vendor does not know are left out.
    func fetch(issues ids: [String]) async throws(IntegrationError) -> [VendorItem]

    /// Reads the issue, decides, writes at most once.
    func deliver(_ write: OutboundWrite) async throws(IntegrationError) -> DeliveryOutcome

    /// Asks for one of everything that we need, and says what is wrong. Empty when all is well.
    func check() async -> [HealthProblem]

    /// Asks for each permission by itself, for somebody who sets the connection up. Changes nothing at the vendor.
    func test() async -> ConnectionReport

    /// Ends its connections.
    func close() async
}

/// How a vendor presents itself: names, form fields, words. Pages and forms are drawn from this.
public struct VendorDescriptor: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public var key: String
        public var label: String
        public var help: String
        public var isSecret: Bool
        public var isRequired: Bool

        public init(key: String, label: String, help: String, isSecret: Bool = false, isRequired: Bool = true) {
            self.key = key
            self.label = label
            self.help = help
            self.isSecret = isSecret
            self.isRequired = isRequired
        }
    }

    /// In addresses and settings; also `plugin_slug` in the API.
    public var slug: String
    /// For people.
    public var name: String
    /// The prefix of the names of alerts backed by an issue, and of those backed by detections alone.
    public var issueProduct: String
    public var detectionProduct: String
    /// The settings that a connection needs; exactly one of them is the secret.
    public var fields: [Field]
    /// How often a poll may come too late before the device is unhealthy is a setting; which streams there are is the vendor's.
    public var streams: [PollStream]

    public init(
        slug: String, name: String, issueProduct: String, detectionProduct: String, fields: [Field],
        streams: [PollStream]
    ) {
        self.slug = slug
        self.name = name
        self.issueProduct = issueProduct
        self.detectionProduct = detectionProduct
        self.fields = fields
        self.streams = streams
    }
}

/// One of the questions that a poll asks.
public enum PollStream: String, Hashable, Sendable, CaseIterable, Codable {
    /// Issues by creation time.
    case created
    /// Issues by the time of their last change of status.
    case changed
    /// Detections by creation time.
    case detections
}

/// What a signal turned out to be.
public enum ParsedSignal: Hashable, Sendable {
    case item(VendorItem)
    /// The vendor console's Test button: succeeds like any delivery and opens nothing.
    case test(name: String)
    /// Well-formed, and of a kind that this product takes no part in.
    case unsupported(reason: String)
}

/// One issue or detection, normalised, with the bytes it came as.
public struct VendorItem: Hashable, Sendable {
    public enum Completeness: String, Hashable, Sendable {
        /// A notification: opens an alert at once, but its claims about status are not the state.
        case notification
        /// Read from the vendor's API: the truth at that moment.
        case snapshot
    }

    public var kind: VendorAlert.Kind
    public var vendorID: String
    public var issueID: String?
    public var content: VendorAlertContent
    public var state: IssueState?
    public var completeness: Completeness
    public var createdAt: Timestamp?
    /// The newest time the vendor gives for it; decides which of two items is newer.
    public var updatedAt: Timestamp?
    public var raw: JSON

    public init(
        kind: VendorAlert.Kind, vendorID: String, issueID: String?, content: VendorAlertContent, state: IssueState?,
        completeness: Completeness, createdAt: Timestamp?, updatedAt: Timestamp?, raw: JSON
    ) {
        self.kind = kind
        self.vendorID = vendorID
        self.issueID = issueID
        self.content = content
        self.state = state
        self.completeness = completeness
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.raw = raw
    }
}

/// A window of one stream. `after` is inclusive for us: the integration widens it where its vendor excludes it.
public struct PollRequest: Hashable, Sendable {
    public var stream: PollStream
    public var after: Timestamp
    public var before: Timestamp
    /// A first run asks only for what is still open.
    public var onlyLive: Bool
    /// Where the previous page ended; nil for the first.
    public var cursor: String?

    public init(stream: PollStream, after: Timestamp, before: Timestamp, onlyLive: Bool, cursor: String?) {
        self.stream = stream
        self.after = after
        self.before = before
        self.onlyLive = onlyLive
        self.cursor = cursor
    }
}

public struct PollPage: Hashable, Sendable {
    /// Each item's own JSON, as `parse` understands it.
    public var bodies: [[UInt8]]
    /// Opaque, storable, and valid in another process; nil when the window is read to its end.
    public var next: String?
    /// How many items the window holds in all, if the vendor says; for progress.
    public var total: Int?

    public init(bodies: [[UInt8]], next: String?, total: Int?) {
        self.bodies = bodies
        self.next = next
        self.total = total
    }
}

/// One delivery, with what the write-back must know beside it.
public struct OutboundWrite: Hashable, Sendable {
    public var issueID: String
    public var kind: VendorAlert.Kind
    public var intent: SyncIntent
    /// Stands in the note, so that a replay finds it.
    public var marker: String
    /// The state our person knew when acting.
    public var knownState: IssueState?
    /// What we ourselves last made of this issue; nil if we never moved it.
    public var lastWritten: IssueState?
    /// A person chose to write ours over theirs.
    public var overridesConflict: Bool

    public init(
        issueID: String, kind: VendorAlert.Kind, intent: SyncIntent, marker: String, knownState: IssueState?,
        lastWritten: IssueState?, overridesConflict: Bool
    ) {
        self.issueID = issueID
        self.kind = kind
        self.intent = intent
        self.marker = marker
        self.knownState = knownState
        self.lastWritten = lastWritten
        self.overridesConflict = overridesConflict
    }
}

/// What a write would say to the vendor.
public struct PlannedWrite: Hashable, Sendable {
    /// In words for a person: "Rejected · false positive"; nil when the status stays.
    public var status: String?
    public var note: String?

    public init(status: String?, note: String?) {
        self.status = status
        self.note = note
    }
}

/// How one write went. Failures that may pass are thrown as `IntegrationError` instead.
public enum DeliveryOutcome: Hashable, Sendable {
    /// Written now, or found to be written already. `state` is the issue's state afterwards.
    case done(state: IssueState?, written: WrittenChange?, words: String)
    /// Neither what our person saw nor what we want stands there now.
    case conflict(IssueState)
}
