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
                && (filter?["isFolder"]?.boolValue.map { project.isFolder == $0 } ?? true)
                && Self.isAmong(filter?["id"], project.id) && Self.isAmong(filter?["slug"], project.slug)
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
                && Self.isAmong(filter?["externalId"], account.externalID)
                && Self.isAmong(filter?["status"], "CONNECTED")
                && (filter?["projectId"]?.listValue.map { wanted in
                    account.projects.contains { wanted.contains(.string(view.state.estate.projects[$0].id)) }
                } ?? true)
        }
        return try PageRequest(field.arguments).page(
            of: found, order: "accounts", repeatsCursor: repeatsCursor, value: view.detailedValue)
    }

    /// Whether a filter that may be missing names a word.
    private static func isAmong(_ filter: GraphQLValue?, _ word: String) -> Bool {
        filter?.listValue.map { $0.contains(.string(word)) } ?? true
    }

    func account(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:cloud_accounts")
        let id = field.arguments["id"]?.stringValue
        guard let account = view.state.estate.accounts.first(where: { $0.id.description == id }) else {
            throw .notFound
        }
        return .value(view.detailedValue(of: account))
    }

    func organizations(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:cloud_accounts")
        let filter = field.arguments["filterBy"]
        let search = filter?["search"]?.stringValue?.lowercased()
        let found = view.state.estate.organizations.filter { organization in
            (search.map { organization.name.lowercased().contains($0) } ?? true)
                && Self.isAmong(filter?["id"], organization.id.description)
                && (filter?["cloudProvider"]?.listValue.map { $0.compactMap(\.stringValue) }
                    .map { $0.contains(organization.provider) } ?? true)
        }
        return try PageRequest(field.arguments, defaultFirst: 50).page(
            of: found, order: "organizations", repeatsCursor: repeatsCursor
        ) { $0.value }
    }
}
