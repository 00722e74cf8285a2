/// What raises an issue or a detection.
struct Rule: Sendable {
    enum Kind: String, Sendable {
        case control = "Control"
        case cloudEventRule = "CloudEventRule"
        case cloudConfigurationRule = "CloudConfigurationRule"

        /// The type of the issues that such a rule raises.
        var issueType: IssueType {
            switch self {
            case .control: .toxicCombination
            case .cloudEventRule: .threatDetection
            case .cloudConfigurationRule: .cloudConfiguration
            }
        }
    }

    let id: String
    let name: String
    let kind: Kind
    let severity: Severity
    /// Whether the name says plainly that somebody is already inside.
    let postExploit: Bool
    /// Where it applies: `AWS`, `Azure`, `GCP`; empty for all.
    var platforms: [String] = []
    let resourceTypes: [String]
    /// The log or sensor that it reads; for cloud event rules.
    var origin = "WIZ_THREAT_DETECTION"
    /// MITRE ATT&CK ids.
    var tactics: [String] = []
    var techniques: [String] = []
    let description: String
    var recommendation = ""
    var risks: [String] = []
}

extension Rule {
    /// Whether detections of this rule come from the runtime sensor and carry a process tree.
    var isRuntime: Bool { origin == "WIZ_SENSOR" }

    var isBuiltIn: Bool { WizID(id) == nil }
}
