/// Who did what a detection saw.
struct DetectionActor: Sendable {
    let id: String
    let name: String
    let type: String
    var externalID = ""
    var nativeType: String?
    var providerID: String?
    /// The role that the actor had taken on.
    indirect enum Role: Sendable {
        case none
        case role(DetectionActor)
    }
    var actingAs = Role.none
}

extension DetectionActor {
    /// What Wiz gives as the primary actor when it knows none.
    static let unknown = DetectionActor(id: "", name: "", type: "UNKNOWN")

    static func actors(
        of rule: Rule, account: CloudAccount?, resource: Resource?, address: String, using random: inout SeededGenerator
    ) -> [DetectionActor] {
        if rule.isRuntime { return random.chance(30) ? [] : [workload(resource, account, using: &random)] }
        let network = DetectionActor(
            id: WizID(name: "address:" + address).description, name: address, type: "NETWORK_ADDRESS",
            externalID: address)
        guard rule.postExploit else { return [network] }
        return [identity(in: account, using: &random), network]
    }

    private static func identity(in account: CloudAccount?, using random: inout SeededGenerator) -> DetectionActor {
        let provider = account?.provider ?? "AWS"
        let name = random.pick(
            ["svc-deploy", "ci-runner", "amara.cole", "jonas.weil", "terraform", "backup-agent"], or: "svc")
        let isPerson = name.contains(".")
        let external = externalID(name, isPerson: isPerson, account: account)
        var actor = DetectionActor(
            id: WizID(name: external).description, name: name, type: isPerson ? "USER_ACCOUNT" : "SERVICE_ACCOUNT",
            externalID: external, nativeType: provider == "AWS" ? "iam#\(isPerson ? "user" : "role")" : nil,
            providerID: external)
        if isPerson, provider == "AWS", random.chance(60) {
            let role = "arn:aws:iam::\(account?.externalID ?? ""):role/admin-break-glass"
            actor.actingAs = .role(
                DetectionActor(
                    id: WizID(name: role).description, name: "admin-break-glass", type: "SERVICE_ACCOUNT",
                    externalID: role, nativeType: "iam#role", providerID: role))
        }
        return actor
    }

    private static func externalID(_ name: String, isPerson: Bool, account: CloudAccount?) -> String {
        let number = account?.externalID ?? ""
        return switch account?.provider {
        case "Azure": "\(name)@fernleigh.example"
        case "GCP": isPerson ? "\(name)@fernleigh.example" : "\(name)@\(number).iam.gserviceaccount.com"
        default: "arn:aws:iam::\(number):\(isPerson ? "user" : "role")/\(name)"
        }
    }

    private static func workload(
        _ resource: Resource?, _ account: CloudAccount?, using random: inout SeededGenerator
    ) -> DetectionActor {
        let name = (resource?.namespace).map { "system:serviceaccount:\($0):default" } ?? "root"
        let external = "\(account?.externalID ?? "")/\(resource?.name ?? "")/\(name)"
        return DetectionActor(
            id: WizID(name: external).description, name: name,
            type: resource?.namespace == nil ? "USER_ACCOUNT" : "SERVICE_ACCOUNT", externalID: external)
    }
}
