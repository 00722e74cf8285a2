/// How a device is doing, with reasons that a person can act on.
public struct DeviceHealth: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable, Codable {
        case healthy
        case unhealthy
    }

    /// Nil before the first check.
    public var status: Status?
    public var problems: [HealthProblem]
    public var checkedAt: Timestamp?
    public var statusUpdatedAt: Timestamp?
    public var lastSuccessAt: Timestamp?
    public var lastError: String?
    public var lastErrorAt: Timestamp?
    public var lastWebhookAt: Timestamp?
    /// When the vendor console's Test button last reached us.
    public var lastWebhookTestAt: Timestamp?

    public init(
        status: Status? = nil, problems: [HealthProblem] = [], checkedAt: Timestamp? = nil,
        statusUpdatedAt: Timestamp? = nil, lastSuccessAt: Timestamp? = nil, lastError: String? = nil,
        lastErrorAt: Timestamp? = nil, lastWebhookAt: Timestamp? = nil, lastWebhookTestAt: Timestamp? = nil
    ) {
        self.status = status
        self.problems = problems
        self.checkedAt = checkedAt
        self.statusUpdatedAt = statusUpdatedAt
        self.lastSuccessAt = lastSuccessAt
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
        self.lastWebhookAt = lastWebhookAt
        self.lastWebhookTestAt = lastWebhookTestAt
    }
}

/// One thing that is wrong with a device.
public struct HealthProblem: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case tokenRefused = "token_refused"
        case unreachable
        case scopeMissing = "scope_missing"
        case pollOverdue = "poll_overdue"
        case webhookSilent = "webhook_silent"
        case slow
        case outOfStep = "out_of_step"
        /// The vendor answers, but not with what was asked.
        case vendorError = "vendor_error"
    }

    public var kind: Kind
    /// What is wrong and what to do, in a sentence or two.
    public var words: String

    public init(kind: Kind, words: String) {
        self.kind = kind
        self.words = words
    }
}
