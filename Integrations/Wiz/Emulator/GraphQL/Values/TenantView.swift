import GraphQL

/// The tenant at one moment, as the nodes of one request see it.
final class TenantView: Sendable {
    let state: TenantState
    let now: WizTime
    /// Where the portal's pages are: `https://app.wiz.io`.
    let portal: String
    /// `read:issues` alone does not show threats (Wiz).
    let seesThreats: Bool

    init(state: TenantState, now: WizTime, portal: String, seesThreats: Bool = true) {
        self.state = state
        self.now = now
        self.portal = portal
        self.seesThreats = seesThreats
    }

    func url(of issue: Issue) -> String {
        let page = issue.type == .threatDetection ? "threats" : "issues"
        return "\(portal)/\(page)#~(issue~'\(issue.id))"
    }

    func rule(of issue: Issue) -> Rule { state.rules[issue.rule] }

    func projectValues(of issue: Issue) -> GraphQLValue {
        let projects = state.projects(of: issue)
        return projects.isEmpty ? .null : .list(projects.map(\.value))
    }

    func accountValue(_ account: CloudAccount) -> GraphQLValue {
        [
            "id": .string(account.id.description), "name": .string(account.name),
            "externalId": .string(account.externalID), "cloudProvider": .string(account.provider),
            "status": "CONNECTED", "firstScannedAt": .time(now.adding(seconds: -400 * 86_400)),
            "lastScannedAt": .time(now.adding(seconds: -3600)),
            "linkedProjects": .list(
                account.projects.filter(state.estate.projects.indices.contains).map { state.estate.projects[$0].value }),
        ]
    }

    /// The account with what was counted in it, for lists of accounts.
    func detailedValue(of account: CloudAccount) -> GraphQLValue {
        guard case .object(var object) = accountValue(account) else { return .null }
        let resources = state.inventory.resources.filter { state.account(of: $0)?.id == account.id }
        object["environment"] = .string(account.environment)
        object["createdAt"] = .time(now.adding(seconds: -400 * 86_400))
        object["cloudOrganization"] = state.organization(of: account)?.value ?? .null
        object["path"] = state.organization(of: account).map { [$0.value] } ?? []
        object["sourceConnectors"] = [.object(connector(of: account))]
        for key in Self.healthCounts { object[key] = 0 }
        object["resourceCount"] = .count(resources.count)
        object["virtualMachineCount"] = .count(resources.count { $0.type == "VIRTUAL_MACHINE" })
        object["containerCount"] = .count(resources.count { $0.type == "CONTAINER" })
        return .object(object)
    }

    /// The project with what was counted in it, for lists of projects.
    func value(of project: Project) -> GraphQLValue {
        guard case .object(var object) = project.value else { return .null }
        let position = state.estate.projects.firstIndex { $0.id == project.id }
        object["cloudAccountCount"] = .count(
            state.estate.accounts.count { account in
                position.map(account.projects.contains) ?? false
            })
        let linked = state.estate.accounts.filter { account in position.map(account.projects.contains) ?? false }
        object["cloudAccountLinks"] = .list(
            linked.map { account in
                [
                    "cloudAccount": accountValue(account), "environment": .string(account.environment), "shared": false,
                    "resourceGroups": [], "resourceTags": [],
                ]
            })
        object["createdAt"] = .time(now.adding(seconds: -380 * 86_400))
        for key in ["cloudOrganizationLinks", "kubernetesClustersLinks", "repositoryLinks", "resourceTagLinks"] {
            object[key] = []
        }
        for key in ["identifiers", "ancestorProjects", "childProjects", "entrypoints"] { object[key] = [] }
        for key in ["repositoryCount", "kubernetesClusterCount", "nestingLevel"] { object[key] = 0 }
        object["profileCompletion"] = 100
        object["entityCount"] = .count(
            state.inventory.resources.count { resource in
                position.map { state.account(of: resource)?.projects.contains($0) ?? false } ?? false
            })
        return .object(object)
    }

    /// The one account of a resource as the list that the API has; null when there is none.
    func accountValues(of resource: Resource?) -> GraphQLValue {
        state.account(of: resource).map { [accountValue($0)] } ?? .null
    }

    func organizationValues(of resource: Resource?) -> GraphQLValue {
        guard let account = state.account(of: resource), let organization = state.organization(of: account) else {
            return .null
        }
        return [
            organization.value
        ]
    }
}

extension CloudOrganization {
    var value: GraphQLValue {
        [
            "id": .string(id.description), "name": .string(name), "externalId": .string(externalID),
            "cloudProvider": .string(provider), "path": .string("/" + name),
        ]
    }
}

extension GraphQLValue {
    static func text(_ value: String?) -> GraphQLValue { value.map(GraphQLValue.string) ?? .null }
    static func time(_ value: WizTime?) -> GraphQLValue { value.map { .string($0.description) } ?? .null }
    static func count(_ value: Int) -> GraphQLValue { .int(Int64(value)) }
    static func texts(_ values: [String]) -> GraphQLValue { .list(values.map(GraphQLValue.string)) }
}

extension Project {
    var value: GraphQLValue {
        [
            "id": .string(id), "name": .string(name), "slug": .string(slug), "isFolder": .bool(isFolder),
            "archived": false, "description": "", "businessUnit": .string(businessUnit),
            "riskProfile": riskProfile, "projectOwners": [], "securityChampions": [],
        ]
    }

    private var riskProfile: GraphQLValue {
        let isCritical = businessImpact == "HBI"
        return [
            "businessImpact": .string(businessImpact), "hasAuthentication": "YES", "hasExposedAPI": "UNKNOWN",
            "isActivelyDeveloped": "YES", "isCustomerFacing": isCritical ? "YES" : "NO",
            "isInternetFacing": isCritical ? "YES" : "UNKNOWN", "isRegulated": isCritical ? "YES" : "NO",
            "regulatoryStandards": [], "sensitiveDataTypes": [], "storesData": "YES",
        ]
    }
}
