import GraphQL

/// A vertex of the security graph.
struct GraphEntityNode: GraphQLNode {
    let position: Int
    let resource: Resource
    let view: TenantView

    let typename = "GraphEntity"

    /// Nil when there is nothing at the position.
    init?(position: Int, view: TenantView) {
        guard let resource = view.state.resource(at: position) else { return nil }
        self.position = position
        self.resource = resource
        self.view = view
    }

    func resolve(_ field: FieldCall) throws -> Resolved {
        let account = view.state.account(of: resource)
        return switch field.name {
        case "id": .value(.string(resource.id))
        case "name": .value(.string(resource.name))
        case "type": .value(.string(resource.type))
        case "providerUniqueId": .value(.string(resource.externalID))
        case "firstSeen": .value(.time(resource.createdAt))
        case "lastSeen": .value(.time(view.now.adding(seconds: -3600)))
        case "properties": .value(properties(account))
        case "projects": .value(view.projects(of: account))
        case "technologies": .value(resource.technologies)
        case "publicExposures": exposures(field)
        case "otherSubscriptionExposures", "otherVnetExposures": Self.connection("NetworkExposure", [])
        case "lateralMovementPaths": lateralMovement
        case "kubernetesPaths": kubernetes
        case "isRestricted": .value(false)
        case "userMetadata": .value(["isInWatchlist": false, "isIgnored": false, "note": ""])
        case "issues": try issues(field)
        default: .null
        }
    }

    fileprivate func properties(_ account: CloudAccount?) -> GraphQLValue {
        [
            "_vertexID": .string(resource.id), "name": .string(resource.name),
            "externalId": .string(resource.externalID),
            "providerUniqueId": .string(resource.externalID), "nativeType": .string(resource.nativeType),
            "cloudPlatform": .string(resource.platform), "region": .string(resource.region), "status": "Active",
            "subscriptionExternalId": .text(account?.externalID), "tags": resource.tags,
            "creationDate": .time(resource.createdAt),
            "cloudProviderURL": .string(resource.consoleURL(in: account)),
            "accessibleFrom.internet": .bool(resource.isExposed), "isPublic": .bool(resource.isExposed),
            "hasSensitiveData": .bool(resource.hasSensitiveData),
            "hasAdminPrivileges": .bool(resource.hasAdminPrivileges),
            "hasHighPrivileges": .bool(resource.hasAdminPrivileges),
        ]
    }

    private func issues(_ field: FieldCall) throws -> Resolved {
        var arguments = field.arguments
        arguments["first"] = arguments["first"] ?? 50
        let call = FieldCall(
            name: field.name, arguments: arguments, alias: field.alias, selectedFields: field.selectedFields)
        let filter = try IssueFilter(arguments["filterBy"]?.objectValue, now: view.now)
        do throws(Refusal) {
            let query = IssueQuery(filter: filter, view: view, seesThreats: view.seesThreats, resource: position)
            return .node(try query.connection(call, repeatsCursor: false))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }
}

/// The ways that lead to a vertex and on from it.
extension GraphEntityNode {
    fileprivate static func connection(_ typename: String, _ records: [RecordNode]) -> Resolved {
        .node(
            ConnectionNode(
                typename: typename + "Connection", nodes: records, info: ["hasNextPage": false, "endCursor": ""],
                counts: ["totalCount": .count(records.count)]))
    }

    private func exposures(_ field: FieldCall) -> Resolved {
        guard resource.isExposed, field.arguments["first"]?.intValue != 0 else {
            return Self.connection("NetworkExposure", [])
        }
        let record = view.exposure(of: position)
        return Self.connection(
            "NetworkExposure", [RecordNode(record: record, typename: "NetworkExposure", view: view)])
    }

    /// From a workload over its identity.
    private var lateralMovement: Resolved {
        guard ["VIRTUAL_MACHINE", "CONTAINER", "SERVERLESS"].contains(resource.type),
            let identity = neighbour("SERVICE_ACCOUNT")
        else { return Self.connection("LateralMovementPath", []) }
        let path = [position, identity].compactMap { GraphEntityNode(position: $0, view: view) }
        let fields: GraphQLObject = [
            "id": .string(WizID(name: "movement:" + resource.id).description),
            "pathEntities": .list(path.map { ["entity": $0.summary] }),
        ]
        return Self.connection(
            "LateralMovementPath",
            [RecordNode(record: Record(fields: fields), typename: "LateralMovementPath", view: view)])
    }

    private var kubernetes: Resolved {
        guard ["CONTAINER", "POD"].contains(resource.type), let cluster = neighbour("KUBERNETES_CLUSTER") else {
            return Self.connection("KubernetesPath", [])
        }
        let record = Record(
            fields: ["id": .string(WizID(name: "cluster path:" + resource.id).description)],
            paths: ["path": [cluster, position]])
        return Self.connection("KubernetesPath", [RecordNode(record: record, typename: "KubernetesPath", view: view)])
    }

    private func neighbour(_ type: String) -> Int? {
        view.state.inventory.neighbours(of: position).first { view.state.resource(at: $0)?.type == type }
    }

    private var summary: GraphQLValue {
        [
            "id": .string(resource.id), "name": .string(resource.name), "type": .string(resource.type),
            "properties": properties(view.state.account(of: resource)),
        ]
    }
}

extension Resource {
    fileprivate var technologies: GraphQLValue {
        let names = [
            "VIRTUAL_MACHINE": "Linux", "CONTAINER": "Kubernetes", "KUBERNETES_CLUSTER": "Kubernetes",
            "DB_SERVER": "MySQL", "DATABASE": "MySQL", "SERVERLESS": "Python",
        ]
        guard let name = names[type] else { return [] }
        return [
            [
                "id": .string(WizID(name: "technology:" + name).description), "name": .string(name), "icon": .null,
                "description": "", "categories": [],
            ]
        ]
    }
}
