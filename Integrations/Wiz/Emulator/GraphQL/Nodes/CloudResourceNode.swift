import GraphQL

/// A resource of the inventory.
struct CloudResourceNode: GraphQLNode {
    let position: Int
    let view: TenantView

    let typename = "CloudResource"

    func resolve(_ field: FieldCall) throws -> Resolved {
        guard let resource = view.state.resource(at: position) else { return .null }
        let account = view.state.account(of: resource)
        return switch field.name {
        case "graphEntity": GraphEntityNode(position: position, view: view).map { .node($0) } ?? .null
        case "issueAnalytics": .value(view.analytics(ofResource: position))
        case "cloudAccount": .value(account.map(view.accountValue) ?? .null)
        case "projects": .value(view.projects(of: account))
        case "subscriptionId": .value(.text(account?.id.description))
        case "subscriptionExternalId": .value(.text(account?.externalID))
        case "subscriptionName": .value(.text(account?.name))
        case "cloudProviderURL": .value(.string(resource.consoleURL(in: account)))
        case "resourceGroupExternalId": .value(.string(resource.group(in: account)))
        default: .value(own(field.name, resource))
        }
    }

    private func own(_ name: String, _ resource: Resource) -> GraphQLValue {
        switch name {
        case "id": .string(resource.id)
        case "name": .string(resource.name)
        case "type": .string(resource.type)
        case "nativeType": .string(resource.nativeType)
        case "status": "Active"
        case "region": .string(resource.region)
        case "cloudPlatform": .string(resource.platform)
        case "externalId", "providerUniqueId": .string(resource.externalID)
        case "tags": resource.tagList
        case "createdAt", "firstSeen": .time(resource.createdAt)
        case "lastSeen", "updatedAt": .time(view.now.adding(seconds: -3600))
        case "isOpenToAllInternet", "isAccessibleFromInternet": .bool(resource.isExposed)
        case "hasSensitiveData": .bool(resource.hasSensitiveData)
        case "hasAdminPrivileges", "hasHighPrivileges": .bool(resource.hasAdminPrivileges)
        default: .null
        }
    }
}
