import GraphQL

/// A list of the API whose records are derived from the estate, the inventory and the rules.
struct RecordList: Sendable {
    let typename: String
    let scope: String
    var places: [String: [String]] = [:]
    let records: @Sendable (TenantView, Tenant) -> [Record]

    /// By root field.
    static let all: [String: RecordList] = access.merging(workloads) { $1 }.merging(exposure) { $1 }

    /// Root fields that find one record of a list by its id.
    static let singles = [
        "user": "users", "serviceAccount": "serviceAccounts", "connector": "connectors", "integration": "integrations",
        "automationRule": "automationRules", "securityFramework": "securityFrameworks",
        "kubernetesCluster": "kubernetesClusters", "repository": "repositories",
        "hostConfigurationRule": "hostConfigurationRules",
    ]

    /// What a service account needs for all of them.
    static let scopes = Set(all.values.map(\.scope)).sorted()
}

extension QueryRoot {
    /// Nil for root fields that are no list of records.
    func records(_ field: FieldCall) throws -> Resolved? {
        if let list = RecordList.all[field.name] { return try page(of: list, field) }
        guard let list = RecordList.singles[field.name].flatMap({ RecordList.all[$0] }) else { return nil }
        do throws(Refusal) {
            try access.require(list.scope)
            let id = field.arguments["id"]
            guard let record = list.records(view, tenant).first(where: { $0.fields["id"] == id }) else {
                throw .notFound
            }
            return .node(RecordNode(record: record, typename: list.typename, view: view))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    private func page(of list: RecordList, _ field: FieldCall) throws -> Resolved {
        let filter = try RecordFilter(field.arguments["filterBy"]?.objectValue, now: view.now, places: list.places)
        do throws(Refusal) {
            try access.require(list.scope)
            var found = list.records(view, tenant).filter { filter.matches($0.fields) }
            if let order = RecordOrder(field.arguments["orderBy"]) { found = order.sorted(found) }
            let page = try PageRequest(field.arguments, defaultFirst: 50)
            let slice = try page.slice(of: found.count, order: field.name, repeatsCursor: repeatsCursor)
            return .node(
                ConnectionNode(
                    typename: list.typename + "Connection",
                    nodes: found[slice.range].map { RecordNode(record: $0, typename: list.typename, view: view) },
                    info: slice.info,
                    counts: ["totalCount": .count(found.count), "maxCountReached": .bool(found.count > PageWalk.cap)]))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }
}
