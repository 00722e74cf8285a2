/// One event in the course of an attack, as the people on a case wrote it down.
public struct TimelineEntry: Hashable, Sendable {
    public var id: ID<TimelineEntry>
    public var organizationID: ID<Organization>
    /// Of these two at least one is set.
    public var investigationID: ID<Investigation>?
    public var alertID: ID<Alert>?
    /// When it happened, not when it was written down.
    public var eventAt: Timestamp
    public var content: Content
    public var deletedAt: Timestamp?
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<TimelineEntry>, organizationID: ID<Organization>, investigationID: ID<Investigation>?,
        alertID: ID<Alert>?, eventAt: Timestamp, content: Content, deletedAt: Timestamp? = nil, createdAt: Timestamp,
        createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.alertID = alertID
        self.eventAt = eventAt
        self.content = content
        self.deletedAt = deletedAt
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    public struct Content: Hashable, Sendable {
        /// What happened, in words.
        public var event: String?
        public var eventType: String?
        public var attackPhase: String?
        public var comment: String?
        public var sourceHost: String?
        public var destinationHost: String?
        /// Whether it belongs in a report.
        public var isSelected: Bool

        public init(
            event: String? = nil, eventType: String? = nil, attackPhase: String? = nil, comment: String? = nil,
            sourceHost: String? = nil, destinationHost: String? = nil, isSelected: Bool = false
        ) {
            self.event = event
            self.eventType = eventType
            self.attackPhase = attackPhase
            self.comment = comment
            self.sourceHost = sourceHost
            self.destinationHost = destinationHost
            self.isSelected = isSelected
        }

        /// - Throws: `invalid` for a text that is too long.
        public func check() throws(WorkbenchError) {
            let texts = [
                ("event", event), ("event_type", eventType), ("attack_phase", attackPhase), ("comment", comment),
                ("src_host", sourceHost), ("dest_host", destinationHost),
            ]
            for (name, text) in texts where (text?.count ?? 0) > Investigation.textLimit {
                throw .invalid("This is longer than \(Investigation.textLimit) characters.", field: name)
            }
        }
    }
}
