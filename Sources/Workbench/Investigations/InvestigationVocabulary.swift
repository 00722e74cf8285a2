/// The API's words for what an analyst says of an attack (`investigations`). A client may rely on exactly these.
extension Investigation {
    public enum AnalystSeverity: String, Sendable, CaseIterable, Codable {
        case critical = "CRITICAL"
        case high = "HIGH"
        case medium = "MEDIUM"
        case low = "LOW"
        case info = "INFO"

        public var words: String { "\(rawValue.prefix(1))\(rawValue.dropFirst().lowercased())" }
    }

    public enum AttackLifecycle: String, Sendable, CaseIterable, Codable {
        case initialReconnaissance = "INITIAL_RECON"
        case delivery = "DELIVERY"
        case exploitation = "EXPLOITATION"
        case installation = "INSTALLATION"
        case commandAndControl = "COMMAND_CONTROL"
        case lateralMovement = "LATERAL_MOVEMENT"
        case actionOnTargets = "ACTION_TARGETS"
        case unknown = "UNKNOWN"
    }

    public enum AttackTiming: String, Sendable, CaseIterable, Codable {
        case historical = "HISTORICAL"
        case present = "PRESENT"
    }

    public enum AttackVector: String, Sendable, CaseIterable, Codable {
        case driveBy = "DRIVE_BY"
        case phishing = "PHISHING"
        case phishingLink = "PHISHING_LINK"
        case phishingAttachment = "PHISHING_ATTACHMENT"
        case removableMedia = "REV_MEDIA"
        case spearPhishing = "SPEAR_PHISHING"
        case spearPhishingLink = "SPEAR_PHISHING_LINK"
        case spearPhishingAttachment = "SPEAR_PHISHING_ATTACHMENT"
        case strategicWebCompromise = "STRAG_WEB_COMP"
        case serverVulnerability = "SERVER_SIDE_VULN"
        case credentialTheft = "CRED_THEFT"
        case misconfiguration = "MISCONFIG"
        case unknown = "UNKNOWN"
    }

    public enum DetectionType: String, Sendable, CaseIterable, Codable {
        case unknown = "UNKNOWN"
        case endpoint = "ENDPOINT"
        case siem = "SIEM"
        case network = "NETWORK"
        case expel = "EXPEL"
        case hunting = "HUNTING"
        case cloud = "CLOUD"
        case phishing = "PHISHING"
    }

    public enum OpenReason: String, Sendable, CaseIterable, Codable {
        case accessKeys = "ACCESS_KEYS"
        case virtualMachines = "EC2"
        case buckets = "S3_BUCKETS"
        case other = "OTHER"
    }

    public enum SourceReason: String, Sendable, CaseIterable, Codable {
        case hunting = "HUNTING"
        case organizationReported = "ORGANIZATION_REPORTED"
        case discovery = "DISCOVERY"
        case phishing = "PHISHING"
        case surre = "SURRE"
        case vulnerability = "VULNERABILITY"
    }

    public enum ThreatType: String, Sendable, CaseIterable, Codable {
        case targeted = "TARGETED"
        case targetedPersistent = "TARGETED_APT"
        case targetedRansomware = "TARGETED_RANSOMWARE"
        case businessEmailCompromise = "BUSINESS_EMAIL_COMPROMISE"
        case nonTargeted = "NON_TARGETED"
        case nonTargetedMalware = "NON_TARGETED_MALWARE"
        case policyViolation = "POLICY_VIOLATION"
        case unknown = "UNKNOWN"
        case redTeam = "RED_TEAM"
    }
}
