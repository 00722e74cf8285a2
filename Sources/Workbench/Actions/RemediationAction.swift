/// One thing that is to be done to end a threat: contain a host, reset credentials, block an address.
public struct RemediationAction: Hashable, Sendable {
    public var id: ID<RemediationAction>
    public var organizationID: ID<Organization>
    public var investigationID: ID<Investigation>
    public var deviceID: ID<SecurityDevice>?
    public var status: Status
    public var statusUpdatedAt: Timestamp?
    public var content: Content
    public var assignedTo: ID<Actor>?
    public var deletedAt: Timestamp?
    public var version: Int64
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<RemediationAction>, organizationID: ID<Organization>, investigationID: ID<Investigation>,
        deviceID: ID<SecurityDevice>? = nil, status: Status = .inProgress, statusUpdatedAt: Timestamp? = nil,
        content: Content, assignedTo: ID<Actor>? = nil, deletedAt: Timestamp? = nil, version: Int64 = 1,
        createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.investigationID = investigationID
        self.deviceID = deviceID
        self.status = status
        self.statusUpdatedAt = statusUpdatedAt
        self.content = content
        self.assignedTo = assignedTo
        self.deletedAt = deletedAt
        self.version = version
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }
}

extension RemediationAction {
    /// The API's codes (`remediation_actions.action_type`).
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case blockCommandAndControl = "BLOCK_COMMAND_AND_CONTROL_COMMUNICATIONS"
        case blockKnownBadHashes = "BLOCK_KNOWN_BAD_HASHES"
        case containHosts = "CONTAIN_HOSTS"
        case containRemovableMedia = "CONTAIN_INFECTED_REMOVABLE_MEDIA"
        case deleteMaliciousFiles = "DELETE_MALICIOUS_FILES"
        case disableAWSAccessKeys = "DISABLE_AND_MODIFY_AWS_ACCESS_KEYS"
        case mitigateVulnerability = "MITIGATE_VULNERABILITY"
        case other = "OTHER_REMEDIATION"
        case removeForwardingAddress = "REMOVE_AND_BLOCK_EMAIL_FORWARDING_ADDRESS"
        case removeSystems = "REMOVE_COMPROMISED_SYSTEMS_FROM_NETWORK_OTHER"
        case removeSystemsAWS = "REMOVE_COMPROMISED_SYSTEMS_FROM_NETWORK_AWS"
        case removeInboxRules = "REMOVE_INBOX_RULES_FOR_KNOWN_COMPROMISED_ACCOUNTS"
        case resetCredentials = "RESET_CREDENTIALS_OTHER"
        case resetCredentialsAWS = "RESET_CREDENTIALS_AWS"
        case resetCredentialsO365 = "RESET_CREDENTIALS_O365"
        case blockDomainsAndAddresses = "BLOCK_MALICIOUS_DOMAINS_AND_IPS"
        case blockSenderAddress = "BLOCK_SENDER_ADDRESS"
        case blockSenderDomain = "BLOCK_SENDER_DOMAIN"
        case removeMaliciousEmail = "REMOVE_MALICIOUS_EMAIL"
        case resetCredentialsGSuite = "RESET_CREDENTIALS_GSUITE"
        case disableUserAccount = "DISABLE_USER_ACCOUNT"
        case resetCredentialsOkta = "RESET_CREDENTIALS_OKTA"
        case removeTAPThreat = "REMOVE_TAP_THREAT_ID"
        case resetCredentialsAzure = "RESET_CREDENTIALS_AZURE"
        case resetCredentialsSalesforce = "RESET_CREDENTIALS_SALESFORCE"
        case resetCredentialsGCP = "RESET_CREDENTIALS_GCP"

        /// As a heading: the code's words with the names of products spelled as these spell themselves.
        public var words: String {
            let names = [
                "AWS": "AWS", "IPS": "IPs", "O365": "Office 365", "GSUITE": "G Suite", "GCP": "GCP", "TAP": "TAP",
                "ID": "id", "OKTA": "Okta", "AZURE": "Azure", "SALESFORCE": "Salesforce",
            ]
            let words = rawValue.split(separator: "_").map { names[String($0)] ?? $0.lowercased() }
            let sentence = words.joined(separator: " ")
            return "\(sentence.prefix(1).uppercased())\(sentence.dropFirst())"
        }
    }

    /// The API's codes (`remediation_actions.status`).
    public enum Status: String, Sendable, CaseIterable, Codable {
        case inProgress = "IN_PROGRESS"
        case completed = "COMPLETED"
        case closed = "CLOSED"

        public var isFinished: Bool { self != .inProgress }

        public var words: String {
            switch self {
            case .inProgress: "In progress"
            case .completed: "Completed"
            case .closed: "Closed"
            }
        }

        /// Where an action may go from here: what is finished is reopened before it ends another way.
        public var successors: Set<Status> {
            switch self {
            case .inProgress: [.completed, .closed]
            case .completed, .closed: [.inProgress]
            }
        }
    }

    /// Which edition of the client's form an action was written with (`remediation_actions.version`).
    public enum Edition: String, Sendable, CaseIterable, Codable {
        case first = "V1"
        case second = "V2"
        case third = "V3"
    }

    /// What people and programs write into an action.
    public struct Content: Hashable, Sendable {
        public var kind: Kind?
        /// What is to be done, in words.
        public var action: String?
        /// Markdown.
        public var comment: String?
        public var templateName: String?
        /// Why it was closed without being done; markdown.
        public var closeReason: String?
        public var edition: Edition

        public init(
            kind: Kind? = nil, action: String? = nil, comment: String? = nil, templateName: String? = nil,
            closeReason: String? = nil, edition: Edition = .third
        ) {
            self.kind = kind
            self.action = action
            self.comment = comment
            self.templateName = templateName
            self.closeReason = closeReason
            self.edition = edition
        }
    }
}
