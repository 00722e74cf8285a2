import GraphQL

/// A check of the configuration of an operating system.
struct HostRule: Sendable {
    let shortName: String
    let name: String
    let severity: String
    let remediation: String

    static let all = [
        HostRule(
            shortName: "LNX-SSH-01", name: "SSH does not let root sign in", severity: "HIGH",
            remediation: "Set PermitRootLogin to no."),
        HostRule(
            shortName: "LNX-SSH-02", name: "SSH does not accept empty passwords", severity: "CRITICAL",
            remediation: "Set PermitEmptyPasswords to no."),
        HostRule(
            shortName: "LNX-AUD-01", name: "The audit daemon is running", severity: "MEDIUM",
            remediation: "Enable auditd."),
    ]

    var id: String { WizID(name: "host rule " + shortName).description }

    var value: GraphQLObject {
        [
            "id": .string(id), "externalId": .string(shortName), "shortName": .string(shortName),
            "name": .string(name), "description": .string(name + "."), "severity": .string(severity), "builtin": true,
            "enabled": true, "remediationInstructions": .string(remediation), "securitySubCategories": [],
            "targetPlatforms": [["id": "linux", "name": "Linux"]],
        ]
    }
}
