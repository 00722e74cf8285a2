/// What is known to be harmless and need not be looked at again: a condition over the fields of a detection event,
/// where it holds, why, by whom, and until when.
public struct Suppression: Hashable, Sendable {
    /// Where it acts.
    public enum Place: String, Sendable, CaseIterable, Codable {
        /// The alert is opened and closed at once as suppressed, with its history.
        case workbench
        /// No alert is opened; the vendor alert is kept and marked.
        case detection

        public var words: String {
            switch self {
            case .workbench: "In the workbench"
            case .detection: "At detection"
            }
        }
    }

    public enum Status: String, Sendable, CaseIterable, Codable {
        case active
        case expired
        /// Its condition cannot be read any more, or it has matched nothing for a long time.
        case needsReview = "needs_review"

        public var words: String {
            switch self {
            case .active: "Active"
            case .expired: "Expired"
            case .needsReview: "Needs review"
            }
        }
    }

    public var id: ID<Suppression>
    /// Nil holds for every organization.
    public var organizationID: ID<Organization>?
    /// Nil holds for every device of the organization.
    public var deviceID: ID<SecurityDevice>?
    public var name: String
    /// Searches and a condition over them, as a detection rule writes them (YAML).
    public var condition: String
    public var reason: String
    public var place: Place
    /// Whether what it suppresses is dismissed in the vendor's console as well.
    public var dismisses: Bool
    /// Nil never expires.
    public var expiresAt: Timestamp?
    /// How often it has suppressed something.
    public var matchCount: Int
    public var lastMatchedAt: Timestamp?
    public var createdBy: ID<Actor>
    public var updatedBy: ID<Actor>
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<Suppression>, organizationID: ID<Organization>?, deviceID: ID<SecurityDevice>? = nil, name: String,
        condition: String, reason: String, place: Place, dismisses: Bool, expiresAt: Timestamp? = nil,
        matchCount: Int = 0, lastMatchedAt: Timestamp? = nil, createdBy: ID<Actor>, updatedBy: ID<Actor>,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.organizationID = organizationID
        self.deviceID = deviceID
        self.name = name
        self.condition = condition
        self.reason = reason
        self.place = place
        self.dismisses = dismisses
        self.expiresAt = expiresAt
        self.matchCount = matchCount
        self.lastMatchedAt = lastMatchedAt
        self.createdBy = createdBy
        self.updatedBy = updatedBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Suppression {
    /// Days without a match after which somebody should ask whether it is still wanted.
    public static let quietDays = 90
    /// The longest name and the longest reason, in characters.
    public static let nameLimit = 200
    public static let reasonLimit = 2000

    /// Whether it is in force for what comes from a device. An unreadable condition never matches, so it is not
    /// asked here.
    public func holds(for device: ID<SecurityDevice>, of organization: ID<Organization>, at time: Timestamp) -> Bool {
        guard expiresAt.map({ $0 > time }) ?? true else { return false }
        return (organizationID == nil || organizationID == organization) && (deviceID == nil || deviceID == device)
    }

    /// - Parameter problem: why its condition cannot be read, if it cannot.
    public func status(at time: Timestamp, problem: String?) -> Status {
        if let expiresAt, expiresAt <= time { return .expired }
        return problem != nil || isQuiet(at: time) ? .needsReview : .active
    }

    /// True when nothing has matched for `quietDays`.
    public func isQuiet(at time: Timestamp) -> Bool {
        time.seconds(since: lastMatchedAt ?? createdAt) >= Double(Suppression.quietDays) * 86_400
    }

    /// What an alert's history and the note to the vendor say.
    public var words: String { "\(name): \(reason)" }

    /// Everybody sees those that hold for all; beyond these, each its own organization's.
    public func isVisible(in scope: AccessScope) -> Bool { organizationID.map(scope.allows) ?? true }

    /// Those that hold for all are changed only by whoever sees everything.
    public func isChangeable(in scope: AccessScope) -> Bool {
        organizationID.map(scope.allows) ?? (scope == .everything)
    }

    /// - Throws: `invalid` with the field at fault.
    public func checkWords() throws(WorkbenchError) {
        guard !name.trimmed.isEmpty else { throw .invalid("Give it a name.", field: "name") }
        guard name.count <= Suppression.nameLimit else {
            throw .invalid("The name is longer than \(Suppression.nameLimit) characters.", field: "name")
        }
        guard !reason.trimmed.isEmpty else {
            throw .invalid("Say why this need not be looked at.", field: "reason")
        }
        guard reason.count <= Suppression.reasonLimit else {
            throw .invalid("The reason is longer than \(Suppression.reasonLimit) characters.", field: "reason")
        }
    }
}

/// A suppression with what is found out when it is looked at: its status, and what is wrong with its condition.
public struct SuppressionRecord: Hashable, Sendable {
    public var suppression: Suppression
    public var status: Suppression.Status
    /// Why its condition cannot be read, or why else somebody should look at it.
    public var problem: String?

    public init(_ suppression: Suppression, at time: Timestamp, fault: String?) {
        self.suppression = suppression
        status = suppression.status(at: time, problem: fault)
        let quiet = "It has matched nothing for \(Suppression.quietDays) days."
        problem = fault ?? (status == .needsReview ? quiet : nil)
    }
}
