import GraphQL

/// The root of queries for one request.
struct QueryRoot: GraphQLNode {
    let tenant: Tenant
    let view: TenantView
    let access: Access
    /// Where the emulator is, for addresses in answers: `http://127.0.0.1:8090`.
    var origin = ""
    /// A fault: features that the tenant has no licence for.
    var missingLicenses: [String] = []
    /// A fault: pages say that there is more and give the cursor that they were asked with.
    var repeatsCursor = false

    let typename = "Query"

    func resolve(_ field: FieldCall) throws -> Resolved {
        try checkLicense()
        do throws(Refusal) {
            switch field.name {
            case "issue": return try issue(field)
            case "issueHistoryEvents": return try history(field)
            case "issueEvidenceRecords": return try evidence(field)
            case "projects": return try projects(field)
            case "project": return try project(field)
            case "cloudAccounts": return try accounts(field)
            case "graphSearch": return try graphSearch(field)
            case "graphEntity": return try graphEntity(field)
            case "cloudResource": return try cloudResource(field)
            case "cloudAccount": return try account(field)
            case "cloudOrganizations": return try organizations(field)
            case "report": return try report(field)
            case "reports": return try reports(field)
            case "control": return try rule(field, .control)
            case "cloudConfigurationRule": return try rule(field, .cloudConfigurationRule)
            case "cloudEventRule": return try rule(field, .cloudEventRule)
            case "detection": return try detection(field)
            case "vulnerabilityFinding": return try vulnerability(field)
            case "configurationFinding": return try configurationFinding(field)
            case "permissionScopes": return .value(.texts(Access.integration))
            default: break
            }
        } catch {
            throw error.graphQLError(field: field.name)
        }
        return try filtered(field)
    }

    /// Fields whose filters have errors of their own.
    private func filtered(_ field: FieldCall) throws -> Resolved {
        if let records = try records(field) { return records }
        return switch field.name {
        case "detections": try detections(field)
        case "cloudResources", "cloudResourcesV2": try cloudResources(field)
        case "vulnerabilityFindings": try vulnerabilities(field)
        case "configurationFindings": try configurationFindings(field)
        case "auditLogEntries": try auditLog(field)
        case "controls": try rules(field, .control)
        case "cloudConfigurationRules": try rules(field, .cloudConfigurationRule)
        case "cloudEventRules": try rules(field, .cloudEventRule)
        default: try issues(field)
        }
    }

    private func checkLicense() throws(GraphQLError) {
        guard !missingLicenses.isEmpty else { return }
        throw GraphQLError(
            "access denied, license is missing for this operation", code: "LICENSE_MISSING",
            extensions: ["requiredFeatures": .texts(missingLicenses)])
    }

    private func issues(_ field: FieldCall) throws -> Resolved {
        let filter = try IssueFilter(field.arguments["filterBy"]?.objectValue, now: view.now)
        do throws(Refusal) {
            try access.require("read:issues")
            if filter.namesThreats { try access.require("read:threat_issues") }
            let query = IssueQuery(filter: filter, view: view, seesThreats: access.allows("read:threat_issues"))
            return .node(try query.connection(field, repeatsCursor: repeatsCursor))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    private func detections(_ field: FieldCall) throws -> Resolved {
        let filter = try DetectionFilter(field.arguments["filterBy"]?.objectValue, now: view.now)
        do throws(Refusal) {
            try access.require("read:detections")
            let order = field.arguments["orderBy"]
            let walk = PageWalk.detections(
                view.state, field: order?["field"]?.stringValue ?? "CREATED_AT",
                direction: order?["direction"]?.stringValue ?? "DESC")
            let request = try PageRequest(field.arguments)
            let matches = { (position: Int) in filter.matches(view.state.detections[position], in: view.state) }
            let page = try walk.page(first: request.first, after: request.after, matches: matches)
            var total = 0
            if field.selectedFields.contains("totalCount") { walk.count(of: { _ in total += 1 }, matches: matches) }
            return .node(
                ConnectionNode(
                    typename: "DetectionConnection",
                    nodes: page.positions.compactMap { DetectionNode(view.state.detections[$0], view: view) },
                    info: request.info(
                        end: page.end?.text, hasMore: page.hasMore, repeatsCursor: repeatsCursor),
                    counts: ["totalCount": .count(total)]))
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    private func detection(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:detections")
        guard let id = field.arguments["id"]?.stringValue.flatMap(WizID.init) else {
            throw .invalidID("id must be a valid detection id")
        }
        guard let position = view.state.position(ofDetection: id),
            let node = DetectionNode(view.state.detections[position], view: view)
        else { throw .notFound }
        return .node(node)
    }

    /// The issue with the id that an argument holds.
    private func find(_ value: GraphQLValue?) throws(Refusal) -> Issue {
        guard let id = value?.stringValue.flatMap(WizID.init) else { throw .invalidID() }
        guard let issue = view.state.issue(id) else { throw .notFound }
        if issue.type == .threatDetection { try access.require("read:threat_issues") }
        return issue
    }

    private func issue(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:issues")
        return .node(IssueNode(issue: try find(field.arguments["id"]), view: view))
    }

    private func history(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:issues")
        let issue = try find(field.arguments["filterBy"]?["issue"])
        return try PageRequest(field.arguments, defaultFirst: 100).page(
            of: IssueHistory(issue).values, order: "history \(issue.id)", repeatsCursor: repeatsCursor)
    }

    private func evidence(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:issues")
        let issue = try find(field.arguments["filterBy"]?["issueId"])
        let resources = view.state.resource(of: issue).map { [$0.id] } ?? []
        let ids = resources + issue.detections.map { view.state.detections[$0].id.description }
        return try PageRequest(field.arguments, defaultFirst: 100).page(
            of: ids.map { ["id": .string($0)] }, order: "evidence \(issue.id)", repeatsCursor: repeatsCursor)
    }
}
