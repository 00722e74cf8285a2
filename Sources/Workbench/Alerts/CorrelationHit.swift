/// One vendor alert that counts towards a correlation: a rule that looks at several events.
public struct CorrelationHit: Hashable, Sendable {
    public var organizationID: ID<Organization>
    /// The rule that counts.
    public var correlationID: String
    /// The rule that matched the vendor alert.
    public var ruleID: String
    /// What the events that are counted together share.
    public var groupKey: String
    /// The value that is counted, for correlations that count different values; empty for the others.
    public var value: String
    public var vendorAlertID: ID<VendorAlert>
    /// By the vendor's clock where it gives a time.
    public var happenedAt: Timestamp
    /// When it cannot count any more.
    public var expiresAt: Timestamp

    public init(
        organizationID: ID<Organization>, correlationID: String, ruleID: String, groupKey: String, value: String,
        vendorAlertID: ID<VendorAlert>, happenedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.organizationID = organizationID
        self.correlationID = correlationID
        self.ruleID = ruleID
        self.groupKey = groupKey
        self.value = value
        self.vendorAlertID = vendorAlertID
        self.happenedAt = happenedAt
        self.expiresAt = expiresAt
    }
}
