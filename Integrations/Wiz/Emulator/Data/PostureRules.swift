/// Rules that raise posture issues: controls over the security graph, and checks of cloud configuration. Names are
/// facts about public content, the rest is ours.
enum PostureRules {
    static let all: [Rule] = controls + infections + configurations

    private static let compute = ["VIRTUAL_MACHINE", "SERVERLESS"]

    private static let controls: [Rule] = [
        control(
            1104,
            "Internet-facing VM/serverless with initial access vulnerabilities and cleartext cloud keys with data access"
                + " to sensitive data", .critical, compute, "EXTERNAL_EXPOSURE", "VULNERABILITY"),
        control(
            140, "Internet-facing VM/serverless with initial access vulnerabilities and data access to sensitive data",
            .critical, compute, "EXTERNAL_EXPOSURE", "VULNERABILITY"),
        control(
            1458, "Internet-facing VM/serverless with sensitive data has initial access vulnerabilities", .high,
            compute, "EXTERNAL_EXPOSURE", "VULNERABILITY"),
        control(
            1713, "Exposed vulnerable software on privileged VM/serverless", .critical, compute, "VULNERABILITY"),
        control(1716, "Exposed vulnerable software on VM/serverless", .medium, compute, "VULNERABILITY"),
        control(
            609, "Publicly exposed unprivileged VM/serverless vulnerable to CVE-2021-44228 (Log4Shell)", .high, compute,
            "EXTERNAL_EXPOSURE", "VULNERABILITY"),
        control(
            29, "Publicly exposed bucket (allows read access to all users)", .medium, ["BUCKET"], "EXTERNAL_EXPOSURE"),
        control(
            1397, "Container using an image with initial access vulnerabilities that were validated in runtime", .low,
            ["CONTAINER"], "VULNERABILITY"),
        control(
            1335, "EKS principals assume roles that provide bind, escalate and impersonate permissions", .medium,
            ["KUBERNETES_CLUSTER"], "PRIVILEGED_PRINCIPAL"),
        control(
            3123, "AI resource using overly permissive execution identity", .low, ["SERVERLESS"],
            "PRIVILEGED_PRINCIPAL"),
        control(
            1894,
            "Publicly exposed VM with high privileges and initial access vulnerabilities that were validated in runtime",
            .critical, ["VIRTUAL_MACHINE"], "EXTERNAL_EXPOSURE", "PRIVILEGED_PRINCIPAL"),
        control(
            2001, "Publicly exposed VM instance with effective global admin permissions", .critical,
            ["VIRTUAL_MACHINE"], "EXTERNAL_EXPOSURE", "PRIVILEGED_PRINCIPAL"),
        control(2002, "Publicly readable bucket contains sensitive data", .critical, ["BUCKET"], "SENSITIVE_DATA"),
        control(
            2003, "Findings with Critical Severity Vulnerabilities", .critical, compute + ["CONTAINER"],
            "VULNERABILITY"),
        control(
            3206, "Subscription with compute instances using non-PQC compliant SSH authorized keys", .low,
            ["SUBSCRIPTION"], "INSECURE_CRYPTOGRAPHY"),
        control(
            3204, "Publicly exposed cloud resource with non-PQC compliant transport encryption", .medium,
            ["LOAD_BALANCER"], "EXTERNAL_EXPOSURE", "INSECURE_CRYPTOGRAPHY"),
    ]

    /// Posture issues whose names say that something bad already runs there.
    private static let infections: [Rule] = [
        control(
            535, "VM/serverless infected with a critical severity malware", .critical, compute, "MALWARE",
            inside: true),
        control(
            2004, "VM/serverless infected with a high/critical severity threat", .critical, compute, "MALWARE",
            inside: true),
    ]

    private static let configurations: [Rule] = [
        check(
            "EC2 instance does not allow ingress from the Internet to TCP port 22 (SSH)", .critical, "AWS", "FIREWALL"),
        check(
            "EC2 instance does not allow ingress from the Internet to TCP port 6379 (Redis)", .critical, "AWS",
            "FIREWALL"),
        check("RDS instance has deletion protection enabled", .medium, "AWS", "DB_SERVER"),
        check("RDS snapshot is not publicly shared", .critical, "AWS", "DB_SERVER"),
        check("S3 bucket has a lifecycle configuration enabled", .low, "AWS", "BUCKET"),
        check("ECS task definition has no secrets in environment variables", .critical, "AWS", "CONTAINER"),
        check("ECR repository has image tag immutability enabled", .medium, "AWS", "CONTAINER"),
        check("IAM service role prevents cross-service confused deputy attack", .high, "AWS", "ACCESS_ROLE"),
        check("Secrets Manager secret has rotation enabled", .high, "AWS", "SECRET"),
        check("Key in RBAC-enabled Key Vault has expiration date set", .medium, "Azure", "SECRET"),
        check("Storage account has infrastructure encryption enabled", .low, "Azure", "BUCKET"),
        check(
            "Network security group does not allow inbound SSH (TCP port 22) from the Internet", .high, "Azure",
            "FIREWALL"),
        check("MySQL flexible server has high availability enabled", .medium, "Azure", "DB_SERVER"),
        check(
            "Entra tenant does not allow users to consent to non-verified applications", .high, "Azure", "SUBSCRIPTION"),
        check(
            "Log metric filter for project ownership assignments/changes has an associated alert policy", .medium,
            "GCP", "SUBSCRIPTION"),
        check("Role or ClusterRole does not use wildcard resources or verbs", .high, "GCP", "KUBERNETES_CLUSTER"),
        check("Kubelet --authorization-mode is not set to AlwaysAllow", .high, "GCP", "KUBERNETES_CLUSTER"),
    ]

    private static func control(
        _ number: Int, _ name: String, _ severity: Severity, _ types: [String], _ risks: String..., inside: Bool = false
    ) -> Rule {
        Rule(
            id: "wc-id-\(number)", name: name, kind: .control, severity: severity, postExploit: inside,
            resourceTypes: types,
            tactics: inside ? ["TA0002"] : risks.contains("EXTERNAL_EXPOSURE") ? ["TA0001"] : [],
            techniques: inside ? ["T1204"] : risks.contains("VULNERABILITY") ? ["T1190"] : [],
            description: "The combination of findings on this resource opens a way in: \(name.lowercasedFirst).",
            recommendation: "### Break the combination\n* Remove one of its parts, the exposure first.\n"
                + "* Patch or replace the affected workload.",
            risks: risks)
    }

    private static func check(_ name: String, _ severity: Severity, _ platform: String, _ type: String) -> Rule {
        Rule(
            id: WizID(name: name).description, name: name, kind: .cloudConfigurationRule, severity: severity,
            postExploit: false, platforms: [platform], resourceTypes: [type],
            description: "This rule fails where the following does not hold: \(name).",
            recommendation: "Change the configuration of the resource so that the check passes, best in its template.",
            risks: ["MISCONFIGURATION"])
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
