import GraphQL

/// The tests of `IssueFilters` that are about the resource, its account and the projects.
struct IssueResourceTests {
    private(set) var tests: [IssueFilter.Test] = []

    init(_ reader: FilterReader) throws(GraphQLError) {
        if let names = try reader.set("project") {
            tests.append { issue, state in
                names.contains("*")
                    || state.projects(of: issue).contains { names.contains($0.id) || names.contains($0.slug) }
            }
        }
        if let impacts = try reader.set("projectBusinessImpact") {
            tests.append { issue, state in state.projects(of: issue).contains { impacts.contains($0.businessImpact) } }
        }
        if let environments = try reader.set("environment") {
            append { _, account in environments.contains(account?.environment ?? "OTHER") }
        }
        if let layers = try reader.set("stackLayer") {
            append { resource, _ in layers.contains(resource?.stackLayer ?? "") }
        }
        if let ids = try reader.set("cloudAccountOrCloudOrganizationId") {
            tests.append { issue, state in
                guard let account = state.account(of: state.resource(of: issue)) else { return false }
                return ids.contains(account.id.description)
                    || state.organization(of: account).map { ids.contains($0.id.description) } ?? false
            }
        }
        if let entity = reader.reader("relatedEntity") { try readEntity(entity) }
        if let ids = try reader.reader("threatResource")?.set("ids") {
            append { resource, _ in ids.contains(resource?.id ?? "") }
        }
    }

    private mutating func append(_ test: @escaping (Resource?, CloudAccount?) -> Bool) {
        tests.append { issue, state in
            let resource = state.resource(of: issue)
            return test(resource, state.account(of: resource))
        }
    }

    private mutating func readEntity(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.set("id") { append { resource, _ in ids.contains(resource?.id ?? "") } }
        if let ids = try reader.set("ids") { append { resource, _ in ids.contains(resource?.id ?? "") } }
        if let types = try reader.set("type") { append { resource, _ in types.contains(resource?.type ?? "") } }
        if let states = try reader.set("status") { append { _, _ in states.contains("Active") } }
        if let regions = try reader.set("region") { append { resource, _ in regions.contains(resource?.region ?? "") } }
        if let types = try reader.set("nativeType") {
            append { resource, _ in types.contains(resource?.nativeType ?? "") }
        }
        if let platforms = try reader.set("cloudPlatform") {
            append { resource, _ in platforms.contains(resource?.platform ?? "") }
        }
        if let ids = try reader.set("subscriptionId") {
            append { _, account in
                ids.contains(account?.id.description ?? "") || ids.contains(account?.externalID ?? "")
            }
        }
        if let tags = reader.reader("tag")?.value("containsAll")?.listValue {
            if tags.isEmpty {
                throw GraphQLError("filter containsAll must not be an empty list", code: FilterReader.badRequest)
            }
            append { _, account in tags.allSatisfy { Self.has($0, account) } }
        }
    }

    private static func has(_ tag: GraphQLValue, _ account: CloudAccount?) -> Bool {
        (account?.tags ?? []).contains { key, value in
            key == tag["key"]?.stringValue && (tag["value"]?.stringValue ?? value) == value
        }
    }
}

extension Resource {
    /// Wiz's coarse grouping of resource types.
    var stackLayer: String {
        switch type {
        case "VIRTUAL_MACHINE", "SERVERLESS": "COMPUTE_PLATFORMS"
        case "CONTAINER", "KUBERNETES_CLUSTER": "CONTAINER_AND_APPLICATION"
        case "BUCKET", "DB_SERVER": "DATA_STORES"
        case "USER_ACCOUNT", "SERVICE_ACCOUNT", "ACCESS_ROLE": "CLOUD_ENTITLEMENTS"
        default: "CLOUD_NETWORKING"
        }
    }
}
