/// One raw delivery, kept before anything else happens to it: a webhook body, or an issue or detection that was polled.
public struct Signal: Hashable, Sendable {
    public enum Source: String, Sendable, CaseIterable, Codable {
        /// Sent by the vendor.
        case webhook
        /// Found by a regular poll.
        case poll
        /// Found by a device's first run, or by a poll asked to look further back.
        case backfill
        /// Re-read by id after a webhook, because a body's claims are not the state.
        case reread
    }

    public enum State: String, Sendable, CaseIterable, Codable {
        /// Durable, not looked at yet.
        case pending
        case done
        /// Could not be understood; kept with the reason until somebody replays it.
        case quarantined
        /// Understood, and deliberately led to nothing (a test message, an unsupported kind).
        case ignored
    }

    public var id: ID<Signal>
    public var deviceID: ID<SecurityDevice>
    public var source: Source
    public var state: State
    /// Exactly the bytes that arrived.
    public var body: [UInt8]
    /// Why it was quarantined or ignored, in words.
    public var reason: String?
    public var receivedAt: Timestamp
    public var processedAt: Timestamp?

    public init(
        id: ID<Signal>, deviceID: ID<SecurityDevice>, source: Source, state: State = .pending, body: [UInt8],
        reason: String? = nil, receivedAt: Timestamp, processedAt: Timestamp? = nil
    ) {
        self.id = id
        self.deviceID = deviceID
        self.source = source
        self.state = state
        self.body = body
        self.reason = reason
        self.receivedAt = receivedAt
        self.processedAt = processedAt
    }
}
