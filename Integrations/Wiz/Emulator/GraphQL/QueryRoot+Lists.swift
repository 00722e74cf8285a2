import GraphQL

extension QueryRoot {
    func projects(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:projects")
        let filter = field.arguments["filterBy"]
        let search = filter?["search"]?.stringValue?.lowercased()
        let impact = filter?["impact"]?.stringValue
        let found = view.state.estate.projects.filter { project in
            (search.map { project.name.lowercased().contains($0) } ?? true)
                && (impact.map { project.businessImpact == $0 } ?? true)
                && (filter?["root"]?.boolValue.map { project.isFolder == $0 } ?? true)
        }
        return try PageRequest(field.arguments).page(
            of: found, order: "projects", repeatsCursor: repeatsCursor, value: view.value)
    }

    func accounts(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:cloud_accounts")
        let filter = field.arguments["filterBy"]
        let search = filter?["search"]?.stringValue?.lowercased()
        let ids = (filter?["id"]?.listValue).map { Set($0.compactMap(\.stringValue)) }
        let providers = (filter?["cloudProvider"]?.listValue).map { Set($0.compactMap(\.stringValue)) }
        let found = view.state.estate.accounts.filter { account in
            (search.map { account.name.lowercased().contains($0) || account.externalID == $0 } ?? true)
                && (ids?.contains(account.id.description) ?? true)
                && (providers?.contains(account.provider) ?? true)
        }
        return try PageRequest(field.arguments).page(
            of: found, order: "accounts", repeatsCursor: repeatsCursor, value: view.detailedValue)
    }
}
