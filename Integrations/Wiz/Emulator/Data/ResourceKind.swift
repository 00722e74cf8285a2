/// A kind of cloud resource: what it is called natively, and how its names and ids look.
struct ResourceKind: Sendable {
    let type: String
    /// By provider: AWS, Azure, GCP.
    let nativeTypes: (aws: String, azure: String, gcp: String)
    let stem: String

    static let all: [ResourceKind] = [
        ResourceKind(
            type: "VIRTUAL_MACHINE",
            nativeTypes: ("ec2#instance", "Microsoft.Compute/virtualMachines", "compute#instance"), stem: "vm"),
        ResourceKind(type: "CONTAINER", nativeTypes: ("container", "container", "container"), stem: "app"),
        ResourceKind(
            type: "SERVERLESS", nativeTypes: ("lambda", "Microsoft.Web/sites", "cloudfunctions#function"), stem: "fn"),
        ResourceKind(
            type: "BUCKET", nativeTypes: ("bucket", "Microsoft.Storage/storageAccounts", "storage#bucket"),
            stem: "data"),
        ResourceKind(
            type: "DB_SERVER",
            nativeTypes: ("rds/instance", "Microsoft.DBforMySQL/flexibleServers", "sqladmin#instance"), stem: "db"),
        ResourceKind(
            type: "KUBERNETES_CLUSTER",
            nativeTypes: ("eks", "Microsoft.ContainerService/managedClusters", "container#cluster"), stem: "k8s"),
        ResourceKind(
            type: "LOAD_BALANCER",
            nativeTypes: (
                "loadBalancerv2/application", "Microsoft.Network/loadBalancers", "compute#forwardingRule"
            ), stem: "lb"),
        ResourceKind(type: "USER_ACCOUNT", nativeTypes: ("user", "Microsoft.Graph/users", "user"), stem: "user"),
        ResourceKind(
            type: "SERVICE_ACCOUNT",
            nativeTypes: ("role", "Microsoft.ManagedIdentity/userAssignedIdentities", "iam#serviceAccount"),
            stem: "svc"),
        ResourceKind(
            type: "ACCESS_ROLE",
            nativeTypes: ("role", "Microsoft.Authorization/roleDefinitions", "iam#role"), stem: "role"),
        ResourceKind(
            type: "SECRET",
            nativeTypes: ("secretsmanager", "Microsoft.KeyVault/vaults/keys", "secretmanager#secret"), stem: "key"),
        ResourceKind(
            type: "FIREWALL",
            nativeTypes: ("securityGroup", "Microsoft.Network/networkSecurityGroups", "compute#firewall"), stem: "sg"),
        ResourceKind(
            type: "CONTAINER_IMAGE", nativeTypes: ("containerImage", "containerImage", "containerImage"), stem: "image"),
        ResourceKind(
            type: "CONTAINER_REGISTRY",
            nativeTypes: ("ecr", "Microsoft.ContainerRegistry/registries", "artifactregistry#repository"),
            stem: "registry"),
        ResourceKind(type: "REPOSITORY", nativeTypes: ("repository", "repository", "repository"), stem: "code"),
        ResourceKind(
            type: "DATABASE",
            nativeTypes: ("rds/database", "Microsoft.Sql/servers/databases", "sqladmin#database"), stem: "schema"),
        ResourceKind(type: "POD", nativeTypes: ("Pod", "Pod", "Pod"), stem: "pod"),
        ResourceKind(type: "NAMESPACE", nativeTypes: ("Namespace", "Namespace", "Namespace"), stem: "ns"),
        ResourceKind(
            type: "VIRTUAL_NETWORK",
            nativeTypes: ("vpc", "Microsoft.Network/virtualNetworks", "compute#network"), stem: "net"),
        ResourceKind(
            type: "SUBNET",
            nativeTypes: ("subnet", "Microsoft.Network/virtualNetworks/subnets", "compute#subnetwork"), stem: "subnet"),
        ResourceKind(type: "ENDPOINT", nativeTypes: ("endpoint", "endpoint", "endpoint"), stem: "endpoint"),
        ResourceKind(
            type: "HOSTED_TECHNOLOGY", nativeTypes: ("hostedTechnology", "hostedTechnology", "hostedTechnology"),
            stem: "tech"),
        ResourceKind(
            type: "SUBSCRIPTION",
            nativeTypes: ("account", "Microsoft.Subscription", "cloudresourcemanager#project"), stem: "sub"),
    ]

    static let weighted: [(ResourceKind, Int)] = all.map { kind in
        let shares = ["VIRTUAL_MACHINE": 30, "CONTAINER": 25, "SERVERLESS": 10, "BUCKET": 10, "SUBSCRIPTION": 1]
        return (kind, shares[kind.type] ?? 3)
    }

    func resource(
        in account: CloudAccount, at position: Int, now: WizTime, using random: inout SeededGenerator
    ) -> Resource {
        let region = region(of: account.provider, using: &random)
        let name = name(in: account, using: &random)
        var resource = Resource(
            id: WizID(using: &random).description, name: name, type: type, nativeType: nativeType(on: account.provider),
            platform: account.provider, account: position, region: region,
            externalID: externalID(name: name, account: account, region: region, using: &random),
            createdAt: random.chance(90) ? created(before: now, using: &random) : nil)
        if ["CONTAINER", "POD"].contains(type) {
            resource.cluster = "\(account.name)-k8s"
            resource.namespace = random.pick(["default", "checkout", "ingest", "jobs", "monitoring"])
        }
        return resource
    }

    private func created(before now: WizTime, using random: inout SeededGenerator) -> WizTime {
        let age = now.adding(seconds: -86_400 * Double(20 + random.index(below: 900)))
        return WizTime(nanoseconds: age.nanoseconds - age.nanoseconds % 1_000_000_000)
    }

    private func nativeType(on provider: String) -> String {
        switch provider {
        case "AWS": nativeTypes.aws
        case "Azure": nativeTypes.azure
        default: nativeTypes.gcp
        }
    }

    private func region(of provider: String, using random: inout SeededGenerator) -> String {
        guard !["SUBSCRIPTION", "USER_ACCOUNT", "ACCESS_ROLE", "SERVICE_ACCOUNT"].contains(type) else { return "" }
        return switch provider {
        case "AWS": random.pick(["us-east-1", "us-east-1", "eu-west-1", "eu-central-1"], or: "us-east-1")
        case "Azure": random.pick(["westeurope", "northeurope", "eastus2"], or: "westeurope")
        default: random.pick(["europe-west4", "us-central1"], or: "us-central1")
        }
    }

    private func name(in account: CloudAccount, using random: inout SeededGenerator) -> String {
        switch type {
        case "SUBSCRIPTION": account.name
        case "USER_ACCOUNT":
            random.pick(
                ["amara.cole", "jonas.weil", "priya.nair", "luca.ferro", "hanna.berg", "diego.sato"], or: "user")
                + (random.chance(30) ? "-adm" : "")
        default:
            random.pick(["checkout", "orders", "catalog", "ingest", "reports", "search", "billing", "edge"], or: "app")
                + "-\(stem)-\(random.hex(4))"
        }
    }

    private func externalID(
        name: String, account: CloudAccount, region: String, using random: inout SeededGenerator
    ) -> String {
        if type == "SUBSCRIPTION" { return account.externalID }
        return switch account.provider {
        case "AWS": amazonName(name: name, account: account, region: region, using: &random)
        case "Azure":
            "/subscriptions/\(account.externalID)/resourcegroups/rg-\(account.name)/providers/"
                + "\(nativeTypes.azure.lowercased())/\(name)"
        default: "projects/\(account.externalID)/\(type.lowercased())/\(name)"
        }
    }

    private func amazonName(
        name: String, account: CloudAccount, region: String, using random: inout SeededGenerator
    ) -> String {
        switch type {
        case "VIRTUAL_MACHINE": "arn:aws:ec2:\(region):\(account.externalID):instance/i-\(random.hex(17))"
        case "BUCKET": "arn:aws:s3:::\(name)"
        case "USER_ACCOUNT": "arn:aws:iam::\(account.externalID):user/\(name)"
        case "SERVICE_ACCOUNT", "ACCESS_ROLE": "arn:aws:iam::\(account.externalID):role/\(name)"
        case "SERVERLESS": "arn:aws:lambda:\(region):\(account.externalID):function:\(name)"
        default: "arn:aws:\(stem):\(region):\(account.externalID):\(name)"
        }
    }
}
