import GraphQL

/// The bodies that Wiz's automation rules send: that of an issue is the default template, the other two are fixed.
struct WebhookBody {
    let rule: AutomationRule
    let view: TenantView

    /// What the rule sends about an event; nil for an event that it has no body for.
    func bytes(for event: TenantEvent) -> [UInt8]? {
        guard let value = value(for: event) else { return nil }
        if let template = rule.template, case .issue(let issue, _, let changes, let author) = event {
            let variables = TemplateVariables(body: value, issue: issue, changes: changes, author: author, view: view)
            return Array(variables.fill(template).utf8)
        }
        return (value.with(empties: rule.empties) ?? .null).json()
    }

    private func value(for event: TenantEvent) -> GraphQLValue? {
        switch (rule.source, event) {
        case (.issue, .issue(let issue, let trigger, let changes, let author)):
            issueBody(issue, self.trigger(trigger.rawValue, changes, author))
        case (.threats, .issue(let issue, _, let changes, let author)):
            ["trigger": trigger("Rule Triggered", changes, author), "threat": threatBody(issue)]
        case (.detection, .detection(let detection)):
            DetectionWebhook(detection, rule: rule, view: view)?.value
        default: nil
        }
    }

    private func trigger(_ type: String, _ changes: [FieldChange], _ author: Author) -> GraphQLValue {
        [
            "source": .string(rule.source.rawValue), "type": .string(type), "ruleId": .string(rule.id.description),
            "ruleName": .string(rule.name),
            "updatedFields": .string(
                changes.map { "\($0.field) field was changed from \($0.from) to \($0.to), " }.joined()),
            "changedBy": .string(changes.isEmpty ? "" : author.label),
        ]
    }

    private func issueBody(_ issue: Issue, _ trigger: GraphQLValue) -> GraphQLValue {
        let control = view.rule(of: issue)
        return [
            "trigger": trigger,
            "issue": [
                "id": .string(issue.id.description), "status": .string(issue.status.rawValue),
                "severity": .string(issue.severity.rawValue), "created": .time(issue.createdAt),
                "projects": .string(listed(view.state.projects(of: issue).map(\.name))),
            ],
            "resource": resourceBody(issue),
            "control": [
                "id": .string(control.id), "name": .string(control.name), "description": .string(control.description),
                "severity": .string(control.severity.rawValue), "risks": .texts(control.risks),
            ],
        ]
    }

    /// The template writes what is missing as an empty text.
    private func resourceBody(_ issue: Issue) -> GraphQLValue {
        let resource = view.state.resource(of: issue)
        let account = view.state.account(of: resource)
        let given = resource?.given
        func text(_ key: String, _ derived: String?) -> GraphQLValue {
            .string(given?[key]?.stringValue ?? derived ?? "")
        }
        return [
            "id": text("providerId", resource?.externalID), "name": text("name", resource?.name),
            "type": text("nativeType", resource?.nativeType),
            "cloudPlatform": text("cloudPlatform", resource?.platform),
            "subscriptionId": text("subscriptionExternalId", account?.externalID),
            "subscriptionName": text("subscriptionName", account?.name), "region": text("region", resource?.region),
            "status": text("status", resource == nil ? nil : "Active"),
            "cloudProviderURL": text("cloudProviderURL", resource?.consoleURL(in: account)),
        ]
    }

    private func threatBody(_ issue: Issue) -> GraphQLValue {
        let stories = issue.detections.compactMap { DetectionStory(view.state.detections[$0], in: view.state) }
        let resource = view.state.resource(of: issue)
        let account = view.state.account(of: resource)
        return [
            "id": .string(issue.id.description), "title": .string(view.rule(of: issue).name),
            "description": .string(view.rule(of: issue).description), "status": .string(issue.status.rawValue),
            "severity": .string(issue.severity.rawValue), "created": .time(issue.createdAt),
            "resolutionNote": .string(issue.resolutionNote ?? ""),
            "projects": .string(listed(view.state.projects(of: issue).map(\.name))),
            "threatURL": .string(view.url(of: issue)), "resolvedAt": .string(issue.resolvedAt?.description ?? ""),
            "updatedAt": .time(issue.updatedAt), "cloudPlatform": .string(resource?.platform ?? ""),
            "cloudAccounts": .list(
                account.map { [["id": .string($0.id.description), "name": .string($0.name)]] } ?? []),
            "cloudOrganizations": [],
            "actors": .list(
                stories.flatMap(\.actors).map { ["id": .string($0.id), "name": .string($0.name)] }),
            "resources": .list(resource.map { [["id": .string($0.id), "name": .string($0.name)]] } ?? []),
            "tdrNames": .string(listed(stories.map(\.title))),
            "detectionIds": .string(listed(stories.map(\.detection.id.description))),
            "mitreTechniques": ids(stories.flatMap(\.rule.techniqueIDs)),
            "mitreTactics": ids(stories.flatMap(\.rule.tactics)),
            "notes": .string(listed((issue.notes ?? []).map { "\($0.author?.label ?? "")-\($0.text)" })),
        ]
    }

    /// Wiz's lists in texts end with a comma and a space.
    private func listed(_ items: [String]) -> String {
        items.map { $0 + ", " }.joined()
    }

    private func ids(_ items: [String]) -> GraphQLValue {
        items.isEmpty ? .null : .texts(items)
    }
}

extension Rule {
    /// Techniques as webhooks name them: `TA0006-T1078`.
    var techniqueIDs: [String] {
        guard let last = tactics.last else { return [] }
        return techniques.enumerated().map { (tactics.indices.contains($0) ? tactics[$0] : last) + "-" + $1 }
    }
}

extension GraphQLValue {
    /// The value with its empty parts as they are, as null, or without them; nil when nothing is left.
    func with(empties: AutomationRule.Empties) -> GraphQLValue? {
        guard empties != .kept else { return self }
        if isEmpty { return empties == .null ? .null : nil }
        switch self {
        case .object(let object):
            return .object(
                GraphQLObject(object.compactMap { key, value in value.with(empties: empties).map { (key, $0) } }))
        case .list(let items): return .list(items.compactMap { $0.with(empties: empties) })
        default: return self
        }
    }

    private var isEmpty: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .list(let items): items.isEmpty
        default: false
        }
    }
}
