/// What the vendor's console says of an issue, in words of ours, with the vendor's own beside them.
public struct IssueState: Hashable, Sendable, Codable {
    public enum Status: String, Sendable, CaseIterable, Codable {
        case open
        case inProgress = "in_progress"
        case resolved
        /// Rejected, ignored: a person decided that it needs no work.
        case dismissed
        /// A status this version does not know; `vendorStatus` has the vendor's word.
        case other
    }

    public var status: Status
    /// The vendor's own word, for people ("IN_PROGRESS").
    public var vendorStatus: String
    /// The vendor's own resolution reason, if it gave one.
    public var reason: String?
    /// The vendor itself moved it (a scan found it fixed, the object is gone): never ours to move again.
    public var isSettledByVendor: Bool
    public var changedAt: Timestamp?
    /// The person or service account that moved it, if the vendor says.
    public var changedBy: String?

    public init(
        status: Status, vendorStatus: String, reason: String? = nil, isSettledByVendor: Bool = false,
        changedAt: Timestamp? = nil, changedBy: String? = nil
    ) {
        self.status = status
        self.vendorStatus = vendorStatus
        self.reason = reason
        self.isSettledByVendor = isSettledByVendor
        self.changedAt = changedAt
        self.changedBy = changedBy
    }

    /// Same status and reason, whatever the time. A reason left over from before on a live issue says nothing.
    public func isSame(as other: IssueState) -> Bool {
        status == other.status && vendorStatus == other.vendorStatus
            && (status == .open || status == .inProgress || reason == other.reason)
    }

    public var isLive: Bool { status == .open || status == .inProgress }
}
