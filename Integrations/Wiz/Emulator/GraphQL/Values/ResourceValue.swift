import GraphQL

extension TenantView {
    /// `Issue.entitySnapshot`.
    func snapshotValue(of resource: Resource) -> GraphQLValue {
        let account = state.account(of: resource)
        var object: GraphQLObject = [
            "id": .string(resource.id), "type": .string(resource.type), "nativeType": .string(resource.nativeType),
            "name": .string(resource.name), "status": "Active", "cloudPlatform": .string(resource.platform),
            "cloudProviderURL": .string(resource.consoleURL(in: account)), "providerId": .string(resource.externalID),
            "region": .string(resource.region), "resourceGroupExternalId": .string(resource.group(in: account)),
            "subscriptionId": .text(account?.id.description), "subscriptionExternalId": .text(account?.externalID),
            "subscriptionName": .text(account?.name), "subscriptionTags": tags(of: account),
            "tags": resource.tags, "externalId": .string(resource.externalID), "createdAt": .time(resource.createdAt),
            "kubernetesClusterId": .text(resource.cluster.map { WizID(name: $0).description }),
            "kubernetesClusterName": .text(resource.cluster), "kubernetesNamespaceName": .text(resource.namespace),
        ]
        for (key, value) in resource.given ?? [:] { object[key] = value }
        return .object(object)
    }

    /// A resource as threats and detections have it.
    func detectionValue(of resource: Resource) -> GraphQLValue {
        [
            "id": .string(resource.id), "name": .string(resource.name), "externalId": .string(resource.externalID),
            "providerUniqueId": .string(resource.externalID), "type": .string(resource.type),
            "nativeType": resource.nativeType.isEmpty ? .null : .string(resource.nativeType),
            "region": .string(resource.region), "status": "Active",
            "cloudAccount": state.account(of: resource).map(accountValue) ?? .null,
            "kubernetesNamespace": kubernetes(resource.namespace), "kubernetesCluster": kubernetes(resource.cluster),
        ]
    }

    private func kubernetes(_ name: String?) -> GraphQLValue {
        guard let name else { return .null }
        return [
            "id": .string(WizID(name: name).description), "providerUniqueId": .string(name), "name": .string(name),
        ]
    }

    private func tags(of account: CloudAccount?) -> GraphQLValue {
        .object(GraphQLObject((account?.tags ?? []).map { ($0, .string($1)) }))
    }
}

extension Resource {
    /// Most resources are tagged; on some the field is null, as the API allows.
    var tags: GraphQLValue {
        var random = SeededGenerator(seed: WizID(name: id).seed)
        switch random.index(below: 4) {
        case 0: return .null
        case 1: return [:]
        default:
            return [
                "team": .string(random.pick(["payments", "storefront", "data", "platform"], or: "platform")),
                "managed-by": "terraform",
            ]
        }
    }

    func consoleURL(in account: CloudAccount?) -> String {
        switch platform {
        case "AWS": region.isEmpty ? "" : "https://\(region).console.aws.amazon.com/go/view?arn=\(externalID)"
        case "Azure": "https://portal.azure.com/#resource\(externalID)"
        case "GCP": "https://console.cloud.google.com/home/dashboard?project=\(account?.externalID ?? "")"
        default: ""
        }
    }

    func group(in account: CloudAccount?) -> String {
        platform == "Azure"
            ? "/subscriptions/\(account?.externalID ?? "")/resourcegroups/rg-\(account?.name ?? "")" : ""
    }
}
