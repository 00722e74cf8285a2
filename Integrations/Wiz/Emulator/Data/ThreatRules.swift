/// Rules that raise threat detections. Names and ATT&CK ids are facts about public detection content; ids of built-in
/// rules follow the families seen in public (`cer-sen-id-…`, `cer-awsguardduty-…`), the others are UUIDs.
enum ThreatRules {
    static let all: [Rule] = sensor + guardDuty + wiz + kubernetes + azure + google + attempts

    private static let hosts = ["VIRTUAL_MACHINE", "CONTAINER"]
    private static let identities = ["USER_ACCOUNT", "SERVICE_ACCOUNT"]

    private static let sensor: [Rule] = [
        runtime(
            "cer-sen-id-458", "Reverse shell pattern", .high, ["TA0002", "TA0011"], ["T1059.004"],
            "A shell was started with its input and output bound to a connection to an outside address."),
        runtime(
            "cer-sen-id-003", "Python process spawned interactive shell", .high, ["TA0002", "TA0011"],
            ["T1059.004", "T1059.006"], "A Python process opened an interactive shell, which the workload never does."),
        runtime(
            "cer-sen-id-10", "Cryptomining DNS", .high, ["TA0011", "TA0040"], ["T1071.004", "T1496"],
            "The workload looked up the name of a known mining pool."),
        runtime(
            "cer-sen-id-6", "Cron persistence", .medium, ["TA0003"], ["T1053.003"],
            "A process that is no package installer wrote a cron entry."),
        runtime(
            "sen-id-142", "Timestomping technique was detected", .medium, ["TA0005"], ["T1070.006"],
            "The modification time of a freshly written binary was set back by years."),
        runtime(
            "cer-sen-id-002", "Security configuration file was modified", .medium, ["TA0005"], ["T1562.001"],
            "A configuration file of a security tool was changed from within the workload."),
        runtime(
            nil, "Python script executed base64 encoded code", .high, ["TA0002", "TA0005"], ["T1027", "T1059.006"],
            "A Python process decoded a long base64 text and executed it."),
        runtime(
            nil, "Known Cryptominer Process Executed", .critical, ["TA0040"], ["T1496"],
            "A process with the name and arguments of a known miner is running."),
        runtime(
            nil, "Adding ssh keys to authorized_keys", .medium, ["TA0003"], ["T1098.004"],
            "A key was appended to the authorized keys of a login account."),
        runtime(
            nil, "Fileless execution detected", .high, ["TA0005"], ["T1620"],
            "A program was executed from memory, without a file behind it."),
        runtime(
            nil, "Web server spawned a shell", .medium, ["TA0002"], ["T1059.004", "T1505.003"],
            "The web server process started a shell."),
    ]

    private static let guardDuty: [Rule] = [
        finding(
            "Execution:Runtime/ReverseShell", .high, ["TA0002"], ["T1059"], hosts,
            "A process on the workload connected its shell to a remote host."),
        finding(
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", .high, ["TA0001", "TA0006"],
            ["T1078.004", "T1552.005"], identities, "Credentials of an instance role were used from outside AWS."),
        finding(
            "Backdoor:EC2/C&CActivity.B!DNS", .high, ["TA0011"], ["T1071"], ["VIRTUAL_MACHINE"],
            "The instance queried a domain that belongs to a command-and-control server."),
        finding(
            "Exfiltration:S3/MaliciousIPCaller", .high, ["TA0010"], ["T1530"], ["BUCKET"],
            "Objects were read from the bucket from an address on a threat list."),
        finding(
            "AttackSequence:IAM/CompromisedCredentials", .critical, ["TA0006"], ["T1078.004"], identities,
            "A series of calls by one identity fits the use of stolen credentials."),
        finding(
            "PrivilegeEscalation:Runtime/RuncContainerEscape", .high, ["TA0004"], ["T1611"], ["CONTAINER"],
            "The container runtime's binary was overwritten from inside a container."),
        finding(
            "Impact:S3/AnomalousBehavior.Write", .high, ["TA0040"], ["T1486"], ["BUCKET"],
            "An identity wrote an unusual number of objects over existing ones."),
        finding(
            "Execution:Kubernetes/ExecInKubeSystemPod", .high, ["TA0002"], ["T1609"], ["KUBERNETES_CLUSTER"],
            "A command was executed in a pod of the kube-system namespace."),
        finding(
            "Stealth:IAMUser/CloudTrailLoggingDisabled", .low, ["TA0005"], ["T1562.001"], identities,
            "A trail was stopped, so that later calls leave no record."),
        finding(
            "Exfiltration:S3/AnomalousBehavior", .high, ["TA0010"], ["T1530"], ["BUCKET"],
            "An identity read objects in an amount and a way that are new for it."),
        finding(
            "Persistence:IAMUser/AnomalousBehavior", .medium, ["TA0003"], ["T1098.001"], identities,
            "An identity created users and keys, which it never did before."),
        finding(
            "UnauthorizedAccess:IAMUser/TorIPCaller", .medium, ["TA0001"], ["T1078.004"], identities,
            "An API call was made from a Tor exit node."),
        finding(
            "Discovery:IAMUser/AnomalousBehavior", .low, ["TA0007"], ["T1078.004"], identities,
            "An identity enumerated resources in a way that it never did before."),
    ]

    private static let wiz: [Rule] = [
        Rule(
            id: "cer-aws-identity-unusualgetcalleridentity", name: "Unusual STS call", kind: .cloudEventRule,
            severity: .medium, postExploit: true, platforms: ["AWS"], resourceTypes: identities,
            origin: "AWS_CLOUDTRAIL", tactics: ["TA0007"], techniques: ["T1087.004"],
            description: "An identity asked who it is, from an address and with an agent that are new for it.",
            recommendation: advice),
        custom(
            "Suspicious Database Access", .high, ["TA0009"], ["T1213"], [], ["DB_SERVER"], "AWS_CLOUDTRAIL",
            "A database was read at a rate and from a place that are new for the account."),
    ]

    private static let kubernetes: [Rule] = [
        custom(
            "Kubernetes Cluster-Admin Role Binding Created", .medium, ["TA0003", "TA0004"], ["T1098.006"], [],
            ["KUBERNETES_CLUSTER"], "WIZ_KUBERNETES_AUDIT_LOGS_COLLECTOR",
            "A subject was bound to the cluster-admin role."),
        custom(
            "Kubernetes User Exec into Pod", .medium, ["TA0002"], ["T1609"], [], ["KUBERNETES_CLUSTER", "CONTAINER"],
            "WIZ_KUBERNETES_AUDIT_LOGS_COLLECTOR", "A user opened a shell in a running pod."),
        custom(
            "Kubernetes Pod Exec Cloud Instance Metadata Access", .high, ["TA0002", "TA0006"],
            ["T1552.005", "T1609"], [], ["KUBERNETES_CLUSTER", "CONTAINER"], "WIZ_KUBERNETES_AUDIT_LOGS_COLLECTOR",
            "A command executed in a pod fetched the node's credentials from the metadata service."),
    ]

    private static let azure: [Rule] = [
        custom(
            "Disabled MFA to Bypass Authentication Mechanisms", .medium, ["TA0003", "TA0006"], ["T1556"], ["Azure"],
            ["USER_ACCOUNT"], "AZURE_ACTIVE_DIRECTORY", "Multi-factor authentication was switched off for an account."),
        custom(
            "Privileged Account Creation", .medium, ["TA0001", "TA0003"], ["T1078.004"], ["Azure"], ["USER_ACCOUNT"],
            "AZURE_ACTIVE_DIRECTORY", "An account was created and given a privileged role within minutes."),
        custom(
            "Suspected successful brute force attack", .high, ["TA0001", "TA0006"], ["T1110"], ["Azure"],
            ["VIRTUAL_MACHINE", "DB_SERVER"], "AZURE_DEFENDER_FOR_CLOUD",
            "After many failed sign-ins from one address, one succeeded."),
        custom(
            "Digital currency mining container detected", .high, ["TA0002"], ["T1496"], ["Azure"],
            ["CONTAINER", "KUBERNETES_CLUSTER"], "AZURE_DEFENDER_FOR_CLOUD",
            "A container was started from an image that is known for mining."),
    ]

    private static let google: [Rule] = [
        custom(
            "Initial Access: Leaked Service Account Key Used", .high, ["TA0001"], ["T1098.001"], ["GCP"],
            ["SERVICE_ACCOUNT"], "GCP_SECURITY_COMMAND_CENTER",
            "A service account key that was found in a public place was used to sign in."),
        custom(
            "Exfiltration: BigQuery Data Exfiltration", .high, ["TA0010"], ["T1537", "T1567"], ["GCP"], ["DB_SERVER"],
            "GCP_SECURITY_COMMAND_CENTER", "Tables were copied to a dataset outside the organization."),
        custom(
            "Persistence: Strong Authentication Disabled", .medium, ["TA0003"], ["T1556.006"], ["GCP"],
            ["USER_ACCOUNT"], "GOOGLE_WORKSPACE_AUDIT_LOGS", "Two-step verification was disabled for the organization."),
    ]

    /// Threats that show somebody at the door, not inside.
    private static let attempts: [Rule] = [
        finding(
            "Recon:EC2/PortProbeUnprotectedPort", .low, ["TA0043", "TA0007"], ["T1595", "T1046"], ["VIRTUAL_MACHINE"],
            "A known scanner probes a port of the instance that is open to the internet.", inside: false),
        finding(
            "UnauthorizedAccess:EC2/RDPBruteForce", .medium, ["TA0006"], ["T1110"], ["VIRTUAL_MACHINE"],
            "Many failed remote desktop logins come from one address.", inside: false),
        finding(
            "Policy:S3/BucketAnonymousAccessGranted", .low, ["TA0005"], [], ["BUCKET"],
            "The bucket's policy now lets anybody read.", inside: false),
    ]

    private static let advice =
        "Confirm with the owner whether the activity was expected; if not, isolate the resource and rotate its keys."

    private static func runtime(
        _ id: String?, _ name: String, _ severity: Severity, _ tactics: [String], _ techniques: [String],
        _ description: String
    ) -> Rule {
        Rule(
            id: id ?? WizID(name: name).description, name: name, kind: .cloudEventRule, severity: severity,
            postExploit: true, resourceTypes: hosts, origin: "WIZ_SENSOR", tactics: tactics, techniques: techniques,
            description: description, recommendation: advice)
    }

    private static func finding(
        _ name: String, _ severity: Severity, _ tactics: [String], _ techniques: [String], _ types: [String],
        _ description: String, inside: Bool = true
    ) -> Rule {
        let slug = String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
        return Rule(
            id: "cer-awsguardduty-\(slug)", name: name, kind: .cloudEventRule, severity: severity,
            postExploit: inside, platforms: ["AWS"], resourceTypes: types, origin: "AWS_GUARD_DUTY",
            tactics: tactics, techniques: techniques, description: description, recommendation: advice)
    }

    private static func custom(
        _ name: String, _ severity: Severity, _ tactics: [String], _ techniques: [String], _ platforms: [String],
        _ types: [String], _ origin: String, _ description: String
    ) -> Rule {
        Rule(
            id: WizID(name: name).description, name: name, kind: .cloudEventRule, severity: severity,
            postExploit: true, platforms: platforms, resourceTypes: types, origin: origin, tactics: tactics,
            techniques: techniques, description: description, recommendation: advice)
    }
}
