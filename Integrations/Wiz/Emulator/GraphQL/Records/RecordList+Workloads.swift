import GraphQL

extension RecordList {
    /// Clusters, registries, repositories and the ways that lead to workloads.
    static let workloads: [String: RecordList] = [
        "kubernetesClusters": RecordList(typename: "KubernetesCluster", scope: "read:kubernetes_clusters") { view, _ in
            view.records(of: ["KUBERNETES_CLUSTER"], view.cluster)
        },
        "containerRegistries": RecordList(typename: "ContainerRegistry", scope: "read:container_registries") {
            view, _ in view.records(of: ["CONTAINER_REGISTRY"], view.registry)
        },
        "repositories": RecordList(typename: "Repository", scope: "read:repositories") { view, _ in
            view.records(of: ["REPOSITORY"], view.repository)
        },
        "applicationEndpoints": RecordList(typename: "ApplicationEndpoint", scope: "read:resources") { view, _ in
            view.exposed.map { view.endpoint(of: $0) }
        },
        "networkExposures": RecordList(
            typename: "NetworkExposure", scope: "read:network_exposure",
            places: ["entityId": ["exposedEntityId"], "publicInternetExposureFilters": []]
        ) { view, _ in view.exposed.map(view.exposure) },
    ]
}

extension TenantView {
    /// One record for each resource of some types.
    func records(of types: Set<String>, _ fields: (Resource) -> GraphQLObject) -> [Record] {
        state.inventory.resources.filter { types.contains($0.type) }.map { Record(fields: fields($0)) }
    }

    /// Positions of what anybody in the internet can reach.
    var exposed: [Int] {
        state.inventory.resources.indices.filter { position in
            let resource = state.inventory.resources[position]
            return ["VIRTUAL_MACHINE", "CONTAINER", "LOAD_BALANCER", "SERVERLESS"].contains(resource.type)
                && resource.isExposed
        }
    }

    /// What most records say of a resource.
    private func common(_ resource: Resource) -> GraphQLObject {
        let account = state.account(of: resource)
        return [
            "id": .string(resource.id), "externalId": .string(resource.externalID),
            "providerUniqueId": .string(resource.externalID), "name": .string(resource.name),
            "region": .string(resource.region), "cloudPlatform": .string(resource.platform),
            "cloudAccount": account.map(accountValue) ?? .null, "projects": projects(of: account),
            "createdAt": .time(resource.createdAt), "firstSeenAt": .time(resource.createdAt),
            "lastSeenAt": scanned, "lastScannedAt": scanned,
        ]
    }

    /// When the tenant was last scanned.
    var scanned: GraphQLValue { .time(now.adding(seconds: -3600)) }

    fileprivate func cluster(_ resource: Resource) -> GraphQLObject {
        var fields = common(resource)
        fields["kind"] = resource.platform == "AWS" ? "EKS" : resource.platform == "Azure" ? "AKS" : "GKE"
        fields["status"] = "Active"
        fields["version"] = "1.31"
        fields["isConnected"] = true
        fields["criticality"] = "MEDIUM"
        fields["connectors"] = state.account(of: resource).map { [.object(connector(of: $0))] } ?? .null
        fields["sensorGroup"] = [
            "id": .string(WizID(name: "sensors:" + resource.id).description), "name": "sensors", "status": "ACTIVE",
            "healthStatus": "HEALTHY",
        ]
        return fields
    }

    fileprivate func registry(_ resource: Resource) -> GraphQLObject {
        var fields = common(resource)
        fields["type"] = .string(resource.nativeType)
        fields["url"] = .string("https://\(resource.name).registry.fernleigh.example")
        return fields
    }

    fileprivate func repository(_ resource: Resource) -> GraphQLObject {
        var fields = common(resource)
        fields["url"] = .string("https://git.fernleigh.example/\(resource.name)")
        fields["platform"] = "GitHub"
        fields["visibility"] = "private"
        fields["archived"] = false
        fields["isPublic"] = false
        fields["defaultBranch"] = [
            "id": .string(WizID(name: "branch:" + resource.id).description), "name": "main",
        ]
        fields["lastCommitAt"] = .time(now.adding(seconds: -2 * 86_400))
        return fields
    }

    fileprivate func endpoint(of position: Int) -> Record {
        let resource = state.inventory.resources[position]
        let host = "\(resource.name).fernleigh.example"
        var fields = common(resource)
        fields["id"] = .string(WizID(name: "endpoint:" + resource.id).description)
        fields["name"] = .string("\(host):443")
        fields["host"] = .string(host)
        fields["port"] = 443
        fields["protocol"] = "HTTPS"
        fields["url"] = .string("https://\(host)/")
        fields["httpStatusCode"] = 200
        fields["exposureLevel"] = "HIGH"
        fields["portStatus"] = "OPEN"
        fields["updatedAt"] = scanned
        fields["resource"] = ["id": .string(resource.id)]
        return Record(fields: fields, entities: ["resource": position])
    }

    /// The way from the internet over the nearest load balancer, where there is one.
    func exposure(of position: Int) -> Record {
        let resource = state.inventory.resources[position]
        let id = WizID(name: "exposure:" + resource.id).description
        let fields: GraphQLObject = [
            "id": .string(id), "type": "PUBLIC_INTERNET", "name": .string(resource.name),
            "exposedEntityId": .string(resource.id), "sourceIpRange": "0.0.0.0/0",
            "destinationIpRange": .string("10.\(resource.account ?? 0).0.0/16"),
            "portRange": "443", "appProtocols": ["HTTP"], "networkProtocols": ["TCP"], "customIPRanges": [],
            "firstSeenAt": .time(resource.createdAt), "projects": projects(of: state.account(of: resource)),
        ]
        let gateway = state.inventory.neighbours(of: position).first { type(of: $0) == "LOAD_BALANCER" }
        let endpoint = state.inventory.neighbours(of: position).first { type(of: $0) == "ENDPOINT" }
        return Record(
            fields: fields, entities: ["exposedEntity": position, "accessibleFrom": gateway ?? position],
            paths: [
                "path": [gateway, position].compactMap { $0 }, "applicationEndpoints": [endpoint].compactMap { $0 },
            ])
    }

    private func type(of position: Int) -> String { state.resource(at: position)?.type ?? "" }
}
