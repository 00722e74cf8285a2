import GraphQL

/// `CloudResourceFilters` with plain lists, and `CloudResourceV2Filters` with `{equals: [...]}`.
struct ResourceFilter {
    private typealias Test = (Resource, CloudAccount?) -> Bool

    private let view: TenantView
    private var tests: [Test] = []

    init(_ object: GraphQLObject?, view: TenantView) throws(GraphQLError) {
        self.view = view
        guard let object else { return }
        let reader = FilterReader(object: object, now: view.now)
        if let text = reader.text("search")?.lowercased() {
            tests.append { resource, _ in resource.name.lowercased().contains(text) || resource.externalID == text }
        }
        try readName(reader)
        for key in Self.keys {
            guard let words = try Self.words(key, reader) else { continue }
            tests.append { resource, account in words.contains { Self.values(key, resource, account).contains($0) } }
        }
        if let projects = try Self.words("projectId", reader) {
            let estate = view.state.estate
            tests.append { _, account in
                projects.contains("*")
                    || (account?.projects ?? []).contains { projects.contains(estate.projects[$0].id) }
            }
        }
        try readDates(reader)
    }

    func matches(_ position: Int) -> Bool {
        guard let resource = view.state.resource(at: position) else { return false }
        let account = view.state.account(of: resource)
        return tests.allSatisfy { $0(resource, account) }
    }

    private static let keys = [
        "id", "type", "nativeType", "cloudPlatform", "region", "subscriptionId", "subscriptionExternalId",
        "providerUniqueId", "cloudAccountOrCloudOrganizationId",
    ]

    private static func words(_ key: String, _ reader: FilterReader) throws(GraphQLError) -> Set<String>? {
        if reader.value(key)?.objectValue != nil { return try reader.equals(key) }
        return try reader.set(key)
    }

    private static func values(_ key: String, _ resource: Resource, _ account: CloudAccount?) -> [String] {
        switch key {
        case "id": [resource.id]
        case "type": [resource.type]
        case "nativeType": [resource.nativeType]
        case "cloudPlatform": [resource.platform]
        case "region": [resource.region]
        case "providerUniqueId": [resource.externalID]
        case "subscriptionExternalId": [account?.externalID ?? ""]
        default: [account?.id.description ?? "", account?.externalID ?? ""]
        }
    }

    private mutating func readName(_ reader: FilterReader) throws(GraphQLError) {
        guard let name = reader.reader("name") else { return }
        if let words = try name.set("equals") { tests.append { resource, _ in words.contains(resource.name) } }
        if let words = try name.set("contains") {
            tests.append { resource, _ in words.contains { resource.name.contains($0) } }
        }
        if let words = try name.set("startsWith") {
            tests.append { resource, _ in words.contains { resource.name.hasPrefix($0) } }
        }
    }

    private mutating func readDates(_ reader: FilterReader) throws(GraphQLError) {
        if let span = try reader.span("firstSeen") { tests.append { resource, _ in span.contains(resource.createdAt) } }
        if let span = try reader.span("updatedAt") {
            let scanned = view.now.adding(seconds: -3600)
            tests.append { _, _ in span.contains(scanned) }
        }
    }
}
