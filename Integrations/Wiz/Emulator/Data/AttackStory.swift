/// An attack as it shows in a tenant: one sign after another, all in the same account.
struct AttackStory: Sendable {
    enum Step: Sendable {
        /// A detection that matches a rule and raises no threat.
        case sign(String)
        /// A threat, with its detections.
        case threat(String)
        /// One more detection for the last threat.
        case more(String)
        /// A person of the customer says what it was.
        case verdict(ResolutionReason, String)
    }

    /// What the control side calls it.
    let name: String
    let title: String
    /// `AWS`, `Azure` or `GCP`.
    let platform: String
    let steps: [Step]

    static let all: [AttackStory] = [
        AttackStory(
            name: "crypto-miner", title: "A miner in a pod", platform: "AWS",
            steps: [
                .sign("Kubernetes User Exec into Pod"), .threat("Python script executed base64 encoded code"),
                .more("Cryptomining DNS"), .threat("Known Cryptominer Process Executed"),
            ]),
        AttackStory(
            name: "stolen-credentials", title: "Credentials of an instance used from outside", platform: "AWS",
            steps: [
                .sign("Recon:EC2/PortProbeUnprotectedPort"), .threat("Web server spawned a shell"),
                .threat("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS"),
                .more("Unusual STS call"), .more("Discovery:IAMUser/AnomalousBehavior"),
            ]),
        AttackStory(
            name: "new-admin", title: "A new administrator nobody ordered", platform: "Azure",
            steps: [
                .threat("Privileged Account Creation"), .more("Disabled MFA to Bypass Authentication Mechanisms"),
            ]),
        AttackStory(
            name: "disabled-logging", title: "Logging switched off before the rest", platform: "AWS",
            steps: [
                .sign("UnauthorizedAccess:IAMUser/TorIPCaller"), .threat("Stealth:IAMUser/CloudTrailLoggingDisabled"),
                .threat("AttackSequence:IAM/CompromisedCredentials"), .more("Persistence:IAMUser/AnomalousBehavior"),
            ]),
        AttackStory(
            name: "bucket-exfiltration", title: "A bucket made public and emptied", platform: "AWS",
            steps: [
                .threat("Policy:S3/BucketAnonymousAccessGranted"), .threat("Exfiltration:S3/MaliciousIPCaller"),
                .more("Exfiltration:S3/AnomalousBehavior"),
            ]),
        AttackStory(
            name: "reverse-shell", title: "From a web server to a foothold", platform: "AWS",
            steps: [
                .sign("Web server spawned a shell"), .threat("Reverse shell pattern"), .more("Cron persistence"),
                .more("Adding ssh keys to authorized_keys"), .threat("Fileless execution detected"),
            ]),
        AttackStory(
            name: "container-escape", title: "Out of the container, into the cluster", platform: "AWS",
            steps: [
                .sign("Kubernetes User Exec into Pod"),
                .threat("Kubernetes Pod Exec Cloud Instance Metadata Access"),
                .threat("PrivilegeEscalation:Runtime/RuncContainerEscape"),
                .threat("Kubernetes Cluster-Admin Role Binding Created"),
            ]),
        AttackStory(
            name: "brute-force", title: "A password guessed at last", platform: "Azure",
            steps: [
                .sign("Suspected successful brute force attack"), .threat("Suspected successful brute force attack"),
                .threat("Fileless execution detected"), .more("Security configuration file was modified"),
            ]),
        AttackStory(
            name: "malicious-image", title: "An image that brought its own miner", platform: "Azure",
            steps: [
                .threat("Digital currency mining container detected"), .more("Cryptomining DNS"),
                .threat("Known Cryptominer Process Executed"),
            ]),
        AttackStory(
            name: "red-team", title: "An exercise, and who says so", platform: "AWS",
            steps: [
                .threat("Reverse shell pattern"), .more("Timestomping technique was detected"),
                .threat("Execution:Kubernetes/ExecInKubeSystemPod"),
                .verdict(.securityTestThreat, "This was our own exercise."),
            ]),
    ]
}
