/// One step of looking into an alert or an investigation: done by a person, by the customer, or by a program.
public struct InvestigativeAction: Hashable, Sendable {
    public var id: ID<InvestigativeAction>
    public var organizationID: ID<Organization>
    /// Of these two at least one is set.
    public var investigationID: ID<Investigation>?
    public var alertID: ID<Alert>?
    public var deviceID: ID<SecurityDevice>?
    /// What must be done first.
    public var dependsOn: ID<InvestigativeAction>?
    public var kind: Kind
    public var status: Status
    public var statusUpdatedAt: Timestamp?
    public var content: Content
    /// The file that holds the outcome.
    public var resultFileID: ID<File>?
    public var classification: Classification?
    public var classifiedBy: ID<Actor>?
    public var acknowledgement: Acknowledgement?
    /// Who may say that the activity was authorized, in words.
    public var verifiedBy: String?
    public var assignedTo: ID<Actor>?
    /// Who looks at the outcome.
    public var analysisAssignedTo: ID<Actor>?
    /// Whether a service account made it.
    public var isRobot: Bool
    public var deletedAt: Timestamp?
    public var version: Int64
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<InvestigativeAction>, organizationID: ID<Organization>, investigationID: ID<Investigation>?,
        alertID: ID<Alert>?, deviceID: ID<SecurityDevice>? = nil, dependsOn: ID<InvestigativeAction>? = nil,
        kind: Kind, status: Status, statusUpdatedAt: Timestamp? = nil, content: Content,
        resultFileID: ID<File>? = nil, classification: Classification? = nil, classifiedBy: ID<Actor>? = nil,
        acknowledgement: Acknowledgement? = nil, verifiedBy: String? = nil, assignedTo: ID<Actor>? = nil,
        analysisAssignedTo: ID<Actor>? = nil, isRobot: Bool = false, deletedAt: Timestamp? = nil,
        version: Int64 = 1, createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.alertID = alertID
        self.deviceID = deviceID
        self.dependsOn = dependsOn
        self.kind = kind
        self.status = status
        self.statusUpdatedAt = statusUpdatedAt
        self.content = content
        self.resultFileID = resultFileID
        self.classification = classification
        self.classifiedBy = classifiedBy
        self.acknowledgement = acknowledgement
        self.verifiedBy = verifiedBy
        self.assignedTo = assignedTo
        self.analysisAssignedTo = analysisAssignedTo
        self.isRobot = isRobot
        self.deletedAt = deletedAt
        self.version = version
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }
}

extension InvestigativeAction {
    /// The API's codes (`investigative_actions.action_type`).
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case taskability = "TASKABILITY"
        case hunting = "HUNTING"
        case manual = "MANUAL"
        case research = "RESEARCH"
        case pivot = "PIVOT"
        case quickUpload = "QUICK_UPLOAD"
        /// The customer says whether what was seen was authorized.
        case verify = "VERIFY"
        case downgrade = "DOWNGRADE"
        case workflow = "WORKFLOW"
        case notify = "NOTIFY"

        /// Whether a program carries it out.
        public var isAutomated: Bool { self == .taskability || self == .workflow }

        public var words: String {
            switch self {
            case .taskability: "Automated task"
            case .hunting: "Hunt"
            case .manual: "Manual"
            case .research: "Research"
            case .pivot: "Pivot"
            case .quickUpload: "Quick upload"
            case .verify: "Verify with the customer"
            case .downgrade: "Downgrade"
            case .workflow: "Workflow"
            case .notify: "Notify the customer"
            }
        }
    }

    /// The API's codes (`investigative_actions.status`).
    public enum Status: String, Sendable, CaseIterable, Codable {
        case running = "RUNNING"
        case failed = "FAILED"
        case readyForAnalysis = "READY_FOR_ANALYSIS"
        case closed = "CLOSED"
        case completed = "COMPLETED"

        public var isFinished: Bool { self == .closed || self == .completed }

        public var words: String {
            switch self {
            case .running: "Running"
            case .failed: "Failed"
            case .readyForAnalysis: "Ready for analysis"
            case .closed: "Closed"
            case .completed: "Completed"
            }
        }
    }

    public enum Classification: String, Sendable, CaseIterable, Codable {
        case malicious = "MALICIOUS"
        case suspicious = "SUSPICIOUS"
        case notSuspicious = "NOT_SUSPICIOUS"
    }

    /// Why an incident was taken back (`investigative_actions.downgrade_reason`).
    public enum DowngradeReason: String, Sendable, CaseIterable, Codable {
        case falsePositive = "FALSE_POSITIVE"
        case attackFailed = "ATTACK_FAILED"
        case policyViolation = "POLICY_VIOLATION"
        case activityBlocked = "ACTIVITY_BLOCKED"
        case unwantedSoftware = "PUP_PUA"
        case benign = "BENIGN"
        case misconfiguration = "IT_MISCONFIGURATION"
        case other = "OTHER"
    }

    /// The customer's word on whether what was seen was authorized.
    public struct Acknowledgement: Hashable, Sendable {
        public var isAuthorized: Bool
        public var at: Timestamp
        /// Who said so.
        public var by: String

        public init(isAuthorized: Bool, at: Timestamp, by: String) {
            self.isAuthorized = isAuthorized
            self.at = at
            self.by = by
        }
    }

    /// What people and programs write into an action.
    public struct Content: Hashable, Sendable {
        public var title: String
        /// Why it is done; markdown.
        public var reason: String
        /// How it is done; markdown.
        public var instructions: String?
        /// What a program is asked to do, and with which arguments (an object).
        public var capability: String?
        public var inputArguments: JSON?
        /// The outcome in words.
        public var results: String?
        /// Why a program could not do it (an object).
        public var taskingError: JSON?
        public var closeReason: String?
        public var downgradeReason: DowngradeReason?
        /// The order among the actions of one investigation, lowest first.
        public var rank: Int64

        public init(
            title: String, reason: String = "", instructions: String? = nil, capability: String? = nil,
            inputArguments: JSON? = nil, results: String? = nil, taskingError: JSON? = nil,
            closeReason: String? = nil, downgradeReason: DowngradeReason? = nil, rank: Int64 = 1
        ) {
            self.title = title
            self.reason = reason
            self.instructions = instructions
            self.capability = capability
            self.inputArguments = inputArguments
            self.results = results
            self.taskingError = taskingError
            self.closeReason = closeReason
            self.downgradeReason = downgradeReason
            self.rank = rank
        }
    }
}
