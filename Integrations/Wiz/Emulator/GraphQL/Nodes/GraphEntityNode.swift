import GraphQL

/// A vertex of the security graph.
struct GraphEntityNode: GraphQLNode {
    let resource: Resource
    let view: TenantView

    let typename = "GraphEntity"

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
        case "technologies": .value([])
        case "userMetadata": .value(["isInWatchlist": false, "isIgnored": false, "note": ""])
        case "issues": try issues(field)
        default: .null
        }
    }

    private func properties(_ account: CloudAccount?) -> GraphQLValue {
        [
            "_vertexID": .string(resource.id), "name": .string(resource.name),
            "externalId": .string(resource.externalID),
            "providerUniqueId": .string(resource.externalID), "nativeType": .string(resource.nativeType),
            "cloudPlatform": .string(resource.platform), "region": .string(resource.region), "status": "Active",
            "subscriptionExternalId": .text(account?.externalID), "tags": resource.tags,
            "creationDate": .time(resource.createdAt),
            "cloudProviderURL": .string(resource.consoleURL(in: account)),
            "accessibleFrom.internet": .bool(resource.isExposed),
        ]
    }

    private func issues(_ field: FieldCall) throws -> Resolved {
        var arguments = field.arguments
        var filter = arguments["filterBy"]?.objectValue ?? [:]
        filter["relatedEntity"] = ["id": .string(resource.id)]
        arguments["filterBy"] = .object(filter)
        arguments["first"] = arguments["first"] ?? 50
        let call = FieldCall(
            name: field.name, arguments: arguments, alias: field.alias, selectedFields: field.selectedFields)
        let filtered = try IssueFilter(filter, now: view.now)
        do throws(Refusal) {
            let query = IssueQuery(filter: filtered, view: view, seesThreats: true)
            return .node(try query.connection(call, repeatsCursor: false))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }
}
