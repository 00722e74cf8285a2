import GraphQL

/// A whole issue node from the control side, read so that it can join the tenant. What the node lacks is made up.
struct GivenNode: Sendable {
    let object: GraphQLObject
    private let id: WizID?
    private let type: IssueType
    private let severity: Severity
    private let status: IssueStatus
    private let reason: ResolutionReason?
    private let createdAt: WizTime
    private let times: [String: WizTime]
    private let rule: GraphQLValue?
    private let noteTimes: [WizTime?]

    /// - Throws: BAD_USER_INPUT for ids, words and times that are none.
    init(_ object: GraphQLObject, now: WizTime) throws(Refusal) {
        self.object = object
        let fields = ControlFields(object)
        rule = object["sourceRules"]?[0] ?? object["sourceRule"] ?? object["control"]
        id = try fields.id("id")
        type = try fields.word("type") ?? Self.type(of: rule)
        severity = try fields.word("severity") ?? .high
        status = try fields.word("status") ?? .open
        reason = object["resolutionReason"]?.stringValue == "" ? nil : try fields.word("resolutionReason")
        createdAt = try fields.time("createdAt") ?? now
        var times: [String: WizTime] = [:]
        for key in ["updatedAt", "statusChangedAt", "resolvedAt", "dueAt", "rejectionExpiredAt"] {
            times[key] = try fields.time(key)
        }
        self.times = times
        var noteTimes: [WizTime?] = []
        for note in object["notes"]?.listValue ?? [] {
            let note = ControlFields(note.objectValue ?? [:])
            try IssueChange.checkLength(of: note.text("text"), "text")
            noteTimes.append(try note.time("createdAt"))
        }
        self.noteTimes = noteTimes
    }

    private static func type(of rule: GraphQLValue?) -> IssueType {
        Rule.Kind(rawValue: rule?["__typename"]?.stringValue ?? "")?.issueType ?? .toxicCombination
    }

    /// Adds the issue with its rule, resource, projects and notes.
    ///
    /// - Returns: its position; nil when its id is taken.
    func add(to state: inout TenantState) -> Int? {
        let id = id ?? WizID(using: &state.random)
        guard state.position(ofIssue: id) == nil else { return nil }
        let rule = addRule(to: &state)
        var issue = Issue(
            id: id, type: type, rule: rule, resource: addResource(to: &state), createdAt: createdAt,
            severity: severity, status: status, updatedAt: times["updatedAt"] ?? times["statusChangedAt"] ?? createdAt)
        issue.statusChangedAt = times["statusChangedAt"] ?? (status == .open ? nil : issue.updatedAt)
        issue.resolvedAt = times["resolvedAt"] ?? (status == .resolved ? issue.statusChangedAt : nil)
        issue.dueAt = times["dueAt"]
        issue.rejectionExpiredAt = times["rejectionExpiredAt"]
        issue.resolutionReason = reason
        issue.resolutionNote = object["resolutionNote"]?.stringValue
        issue.resolvedBy = status == .resolved ? Self.author(object["resolvedBy"]?["user"]) ?? .wiz : nil
        issue.notes = notes(using: &state.random)
        issue.tickets = (object["serviceTickets"]?.listValue ?? []).map { ticket($0, using: &state.random) }
        issue.assignee = Self.author(object["assignee"])
        issue.given = GivenIssue(projects: addProjects(to: &state), fields: fields(kind: state.rules[rule].kind))
        return state.add(issue)
    }

    // MARK: Parts

    private func addRule(to state: inout TenantState) -> Int {
        let name = rule?["name"]?.stringValue ?? object["name"]?.stringValue ?? "Custom issue"
        let id = rule?["id"]?.stringValue ?? WizID(name: "\(type.rawValue):\(name)").description
        if let known = state.rules.firstIndex(where: { $0.id == id && $0.name == name }) { return known }
        state.rules.append(
            Rule(
                id: id, name: name, kind: kind, severity: severity, postExploit: type == .threatDetection,
                resourceTypes: [], origin: rule?["origins"]?[0]?.stringValue ?? "WIZ_THREAT_DETECTION",
                description: description,
                recommendation: rule?["resolutionRecommendation"]?.stringValue ?? "",
                risks: (rule?["risks"]?.listValue ?? []).compactMap(\.stringValue)))
        return state.rules.count - 1
    }

    private var description: String {
        let aliases = ["description"] + Self.aliases.filter { $0.value == "description" }.keys
        return aliases.lazy.compactMap { rule?[$0]?.stringValue }.first ?? object["description"]?.stringValue ?? ""
    }

    private var kind: Rule.Kind {
        if let name = rule?["__typename"]?.stringValue, let kind = Rule.Kind(rawValue: name) { return kind }
        return switch type {
        case .toxicCombination, .attackSurface, .riskToxicCombination: .control
        case .threatDetection: .cloudEventRule
        case .cloudConfiguration: .cloudConfigurationRule
        }
    }

    private func addResource(to state: inout TenantState) -> Int? {
        guard let given = object["entitySnapshot"]?.objectValue else { return nil }
        func text(_ key: String) -> String { given[key]?.stringValue ?? "" }
        let account = state.estate.accounts.firstIndex {
            $0.id.description == text("subscriptionId") || $0.externalID == text("subscriptionExternalId")
        }
        return state.inventory.append(
            Resource(
                id: text("id"), name: text("name"), type: text("type"), nativeType: text("nativeType"),
                platform: text("cloudPlatform"), account: account, region: text("region"),
                externalID: text("externalId").isEmpty ? text("providerId") : text("externalId"),
                createdAt: given["createdAt"]?.stringValue.flatMap(WizTime.init),
                cluster: given["kubernetesClusterName"]?.stringValue,
                namespace: given["kubernetesNamespaceName"]?.stringValue, given: given))
    }

    private func addProjects(to state: inout TenantState) -> [Int]? {
        guard let projects = object["projects"]?.listValue else { return nil }
        return projects.map { project in
            let name = project["name"]?.stringValue ?? ""
            let id = project["id"]?.stringValue ?? WizID(name: "project:" + name).description
            if let known = state.estate.projects.firstIndex(where: { $0.id == id }) { return known }
            state.estate.projects.append(
                Project(
                    id: id, name: name, slug: project["slug"]?.stringValue ?? name.lowercased(),
                    isFolder: project["isFolder"]?.boolValue ?? false,
                    businessUnit: project["businessUnit"]?.stringValue ?? "",
                    businessImpact: project["riskProfile"]?["businessImpact"]?.stringValue ?? "MBI"))
            return state.estate.projects.count - 1
        }
    }

    private func notes(using random: inout SeededGenerator) -> [IssueNote]? {
        guard let notes = object["notes"]?.listValue else { return nil }
        return zip(notes, noteTimes).map { note, time in
            IssueNote(
                id: note["id"]?.stringValue.flatMap(WizID.init) ?? WizID(using: &random),
                text: note["text"]?.stringValue ?? "", createdAt: time ?? createdAt,
                author: Self.author(note["user"]) ?? Self.account(note["serviceAccount"]))
        }
    }

    private func ticket(_ value: GraphQLValue, using random: inout SeededGenerator) -> ServiceTicket {
        ServiceTicket(
            id: value["id"]?.stringValue.flatMap(WizID.init) ?? WizID(using: &random),
            externalID: value["externalId"]?.stringValue ?? "", name: value["name"]?.stringValue ?? "",
            url: value["url"]?.stringValue ?? "")
    }

    private static func author(_ user: GraphQLValue?) -> Author? {
        guard let user, case .object = user else { return nil }
        return .user(
            id: user["id"]?.stringValue ?? "", name: user["name"]?.stringValue ?? "",
            email: user["email"]?.stringValue ?? user["primaryEmail"]?.stringValue ?? "")
    }

    private static func account(_ account: GraphQLValue?) -> Author? {
        guard let account, case .object = account else { return nil }
        return .serviceAccount(id: account["id"]?.stringValue ?? "", name: account["name"]?.stringValue ?? "")
    }

    // MARK: Fields that are told again as they came

    private static let told = [
        "description", "url", "environments", "openReason", "firstEventAt", "lastEventAt", "threatDetectionDetails",
        "cloudAccounts", "cloudOrganizations", "applicationServices",
        "validatedAsExploitable", "threatCenterActors",
    ]

    private func fields(kind: Rule.Kind) -> GraphQLObject {
        var fields = GraphQLObject()
        for key in Self.told { fields[key] = object[key] }
        guard case .object(var rule)? = rule else { return fields }
        rule = Self.unaliased(rule, as: kind)
        fields["sourceRule"] = .object(rule)
        let rules = object["sourceRules"]?.listValue ?? [.object(rule)]
        fields["sourceRules"] = .list(rules.compactMap(\.objectValue).map { .object(Self.unaliased($0, as: kind)) })
        return fields
    }

    /// Clients alias what differs between kinds of rules; a node that one of them recorded has the aliases.
    private static let aliases = [
        "controlDescription": "description", "cloudEventRuleDescription": "description",
        "cloudConfigurationRuleDescription": "description", "cloudEventRuleType": "type", "ruleSeverity": "severity",
    ]

    private static func unaliased(_ rule: GraphQLObject, as kind: Rule.Kind) -> GraphQLObject {
        var rule = rule
        if rule["__typename"]?.stringValue == nil { rule["__typename"] = .string(kind.rawValue) }
        for (alias, name) in aliases where rule[name] == nil {
            if let value = rule[alias] { rule[name] = value }
        }
        return rule
    }
}

extension Tenant {
    /// Adds a whole node and tells the automation rules.
    ///
    /// - Throws: a conflict when there is an issue with its id.
    func add(_ node: GivenNode) throws(Refusal) -> Issue {
        try change { (state, events) throws(Refusal) in
            guard let position = node.add(to: &state) else { throw .conflict("there is an issue with this id") }
            let issue = state.issues[position]
            events.append(.issue(issue, .created, changes: [], by: .wiz))
            return issue
        }
    }
}
