import GraphQL

extension DetectionActor {
    var value: GraphQLValue {
        var acting = GraphQLValue.null
        if case .role(let role) = actingAs { acting = role.value }
        return [
            "id": .string(id), "name": .string(name), "externalId": .string(externalID),
            "providerUniqueId": .text(providerID), "type": .string(type), "nativeType": .text(nativeType),
            "actingAs": acting,
        ]
    }
}

extension DetectionEvent {
    /// A triggering event: actors and resources by id only, to be joined with those of the detection.
    func value(of resource: Resource?) -> GraphQLValue {
        [
            "__typename": "CloudEvent", "id": .string(id.description), "origin": .string(origin),
            "name": .string(name), "description": .string(description), "cloudProviderUrl": "",
            "cloudPlatform": .text(resource?.platform), "timestamp": .time(time), "source": .string(source),
            "category": .string(category), "status": .string(status), "actor": actorValue,
            "actorIP": .text(address), "actorIPMeta": address.map { AddressReputation(address: $0).value } ?? .null,
            "resources": resource.map { [["id": .string($0.id)]] } ?? .null, "rawAuditLogRecord": rawRecord,
            "commandLine": .text(processes.last?.command),
            "runtimeProgram": .text(processes.last?.path.split(separator: "/").last.map(String.init)),
            "extraDetails": processes.isEmpty
                ? .null : ["__typename": "CloudEventRuntimeDetails", "processTree": processTree(on: resource)],
        ]
    }

    private var actorValue: GraphQLValue {
        guard let actor else { return .null }
        var acting = GraphQLValue.null
        if case .role(let role) = actor.actingAs { acting = ["id": .string(role.id)] }
        return ["id": .string(actor.id), "actingAs": acting]
    }

    /// What was started last comes first.
    func processTree(on resource: Resource?) -> GraphQLValue {
        .list(processes.reversed().map { $0.value(container: Self.container(of: resource)) })
    }

    private static func container(of resource: Resource?) -> GraphQLValue {
        guard let resource, resource.type == "CONTAINER" else { return .null }
        let image = WizID(name: "image:" + resource.name)
        return [
            "id": .string(resource.id), "externalId": .string(resource.externalID), "name": .string(resource.name),
            "image": [
                "id": .string(image.description), "externalId": .string("sha256:\(Hex.text(image.seed, digits: 16))"),
            ],
        ]
    }
}

extension EventProcess {
    fileprivate func value(container: GraphQLValue) -> GraphQLValue {
        [
            "command": .string(command), "container": container, "path": .string(path), "hash": .string(hash),
            "size": .count(size), "executionTime": .time(startedAt),
            "runtimeProgramId": .string(WizID(name: path).description), "userId": .string(String(userID)),
            "userName": .string(userName),
        ]
    }
}

extension AddressReputation {
    var value: GraphQLValue {
        [
            "country": .string(country), "autonomousSystemNumber": .count(number),
            "autonomousSystemOrganization": .string(organization), "reputation": .string(reputation),
            "reputationDescription": .string(reputationDescription), "reputationSource": "Wiz Research",
            "relatedAttackGroupNames": .texts(groups), "customIPRanges": [],
        ]
    }
}
