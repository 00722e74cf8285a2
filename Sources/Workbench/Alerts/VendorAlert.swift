/// The normalised issue or detection: one per device and vendor id, without a working status of its own.
public struct VendorAlert: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// A posture or risk issue.
        case issue
        /// An issue of the vendor's threat-detection type.
        case threat
        /// A detection, with or without an issue.
        case detection

        /// Issues of either type have a status that can be written; detections have none.
        public var isIssue: Bool { self != .detection }
    }

    public var id: ID<VendorAlert>
    public var organizationID: ID<Organization>
    public var deviceID: ID<SecurityDevice>
    public var kind: Kind
    /// The vendor's id; unique per device.
    public var vendorID: String
    /// For a detection, the issue it belongs to.
    public var issueID: String?
    public var content: VendorAlertContent
    /// The vendor's newest known state; nil for detections.
    public var state: IssueState?
    /// How new the newest content is by the vendor's own clock. Older signals never overwrite newer ones.
    public var vendorUpdatedAt: Timestamp?
    /// When the vendor made it, by the vendor's clock.
    public var vendorCreatedAt: Timestamp?
    /// The vendor's own JSON, as last received.
    public var raw: JSON
    /// How it first came.
    public var firstSource: Signal.Source
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<VendorAlert>, organizationID: ID<Organization>, deviceID: ID<SecurityDevice>, kind: Kind,
        vendorID: String, issueID: String?, content: VendorAlertContent, state: IssueState?,
        vendorUpdatedAt: Timestamp?, vendorCreatedAt: Timestamp?, raw: JSON, firstSource: Signal.Source,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.deviceID = deviceID
        self.kind = kind
        self.vendorID = vendorID
        self.issueID = issueID
        self.content = content
        self.state = state
        self.vendorUpdatedAt = vendorUpdatedAt
        self.vendorCreatedAt = vendorCreatedAt
        self.raw = raw
        self.firstSource = firstSource
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
