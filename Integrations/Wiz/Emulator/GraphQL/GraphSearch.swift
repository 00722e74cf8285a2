import GraphQL

/// `GraphEntityQueryInput` over the security graph: resources by type and properties, with their neighbours.
struct GraphSearch {
    let state: TenantState

    /// One row of the result: the entities that the query selects, the root first.
    typealias Row = [Int]

    /// Kinds of entities that stand for all.
    private static let any: Set<String> = ["ANY", "CLOUD_RESOURCE", "RESOURCE"]

    func rows(_ query: GraphQLValue) -> [Row] {
        let types = Set((query["type"]?.listValue ?? []).compactMap(\.stringValue))
        return state.inventory.resources.indices.compactMap { position in
            guard matches(position, types, query["where"]) else { return nil }
            return row(from: position, query)
        }
    }

    private func matches(_ position: Int, _ types: Set<String>, _ clause: GraphQLValue?) -> Bool {
        let resource = state.inventory.resources[position]
        guard types.isEmpty || types.contains(resource.type) || !types.isDisjoint(with: Self.any) else { return false }
        return (clause?.objectValue ?? [:]).allSatisfy { key, condition in
            let text = property(key, of: resource)
            return (condition.objectValue ?? ["EQUALS": condition]).allSatisfy { Self.holds($0.key, $0.value, text) }
        }
    }

    /// Nil when a relationship that is not optional leads nowhere, or one that is negated leads somewhere.
    private func row(from position: Int, _ query: GraphQLValue) -> Row? {
        var row = [position]
        for relationship in query["relationships"]?.listValue ?? [] {
            let with = relationship["with"] ?? [:]
            let types = Set((with["type"]?.listValue ?? []).compactMap(\.stringValue))
            let found = state.inventory.neighbours(of: position).first { matches($0, types, with["where"]) }
            if relationship["negate"]?.boolValue == true {
                if found != nil { return nil }
            } else if let found {
                guard let further = self.row(from: found, with) else { return nil }
                if with["select"]?.boolValue != false { row += further }
            } else if relationship["optional"]?.boolValue != true {
                return nil
            }
        }
        return row
    }

    private func property(_ key: String, of resource: Resource) -> String? {
        switch key {
        case "_vertexID", "id": resource.id
        case "name": resource.name
        case "externalId", "providerUniqueId": resource.externalID
        case "nativeType": resource.nativeType
        case "cloudPlatform": resource.platform
        case "region": resource.region
        case "status": "Active"
        case "subscriptionExternalId": state.account(of: resource)?.externalID ?? ""
        case "accessibleFrom.internet", "isPublic": String(resource.isExposed)
        case "hasSensitiveData": String(resource.hasSensitiveData)
        case "hasAdminPrivileges", "hasHighPrivileges": String(resource.hasAdminPrivileges)
        default: nil
        }
    }

    /// - Parameter text: nil for what this tenant does not know of a resource; flags are then false.
    private static func holds(_ operation: String, _ operand: GraphQLValue, _ text: String?) -> Bool {
        if operation == "IS_SET" { return (text?.isEmpty == false) == (operand.boolValue ?? true) }
        let text = text ?? "false"
        let words = (operand.listValue ?? [operand]).compactMap { value in
            value.stringValue ?? value.boolValue.map(String.init)
        }
        return switch operation {
        case "EQUALS", "IN": words.contains(text)
        case "NOT_EQUALS", "NOT_IN": !words.contains(text)
        case "CONTAINS": words.contains { text.lowercased().contains($0.lowercased()) }
        case "STARTS_WITH": words.contains { text.hasPrefix($0) }
        case "ENDS_WITH": words.contains { text.hasSuffix($0) }
        default: false
        }
    }
}
