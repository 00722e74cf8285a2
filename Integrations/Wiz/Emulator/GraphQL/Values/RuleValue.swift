import GraphQL

extension Rule {
    /// The rule as `sourceRule`, `sourceRules` and `ruleMatch.rule` have it.
    var value: GraphQLValue {
        var object: GraphQLObject = [
            "__typename": .string(kind.rawValue), "id": .string(id), "name": .string(name),
            "description": .string(description), "securitySubCategories": .list(subCategories),
            "risks": .texts(risks), "threats": [],
        ]
        switch kind {
        case .control:
            object["type"] = "SECURITY_GRAPH"
            object["severity"] = .string(severity.rawValue)
            object["enabled"] = true
            object["query"] = ["type": .texts(resourceTypes), "select": true]
            object["resolutionRecommendation"] = .string(recommendation)
        case .cloudEventRule:
            object["type"] = "THREAT_DETECTION"
            object["severity"] = .string(severity.rawValue)
            object["builtin"] = .bool(isBuiltIn)
            object["sourceType"] = "THREAT_DETECTION"
            object["origins"] = .texts([origin])
        case .cloudConfigurationRule:
            object["remediationInstructions"] = .string(recommendation)
            object["serviceType"] = .text(platforms.first)
            object["cloudProvider"] = .text(platforms.first)
            object["subjectEntityType"] = .text(resourceTypes.first)
            object["control"] = controlValue
        }
        return .object(object)
    }

    /// `Issue.control`: null for rules that are none.
    var controlValue: GraphQLValue {
        guard kind != .cloudEventRule else { return .null }
        return [
            "__typename": "Control", "id": .string(kind == .control ? id : "wc-\(id)"), "name": .string(name),
            "description": .string(description), "type": "SECURITY_GRAPH", "severity": .string(severity.rawValue),
            "enabled": true, "query": ["type": .texts(resourceTypes), "select": true],
            "resolutionRecommendation": .string(recommendation),
            "securitySubCategories": .list(subCategories), "risks": .texts(risks), "threats": [],
        ]
    }

    /// What the rule maps to in ATT&CK: each technique under the tactic at its place, the last one's for the rest.
    var subCategories: [GraphQLValue] {
        guard let last = tactics.last else { return [] }
        let pairs =
            techniques.isEmpty
            ? tactics.map { ($0, "") }
            : techniques.enumerated().map { (tactics.indices.contains($0) ? tactics[$0] : last, $1) }
        let bare = techniques.isEmpty ? [] : tactics.dropFirst(techniques.count).map { ($0, "") }
        return (pairs + bare).map { tactic, technique in
            [
                "id": .string("wsct-id-\(technique.isEmpty ? tactic : technique)"),
                "title": .string(
                    technique.isEmpty ? Attack.title(ofTactic: tactic) : Attack.title(ofTechnique: technique)),
                "category": [
                    "id": .string("wct-id-\(tactic)"), "name": .string(Attack.title(ofTactic: tactic)),
                    "framework": ["id": "wf-id-53", "name": .string(Attack.framework)],
                ],
            ]
        }
    }
}

extension TenantView {
    func detailedValue(of rule: Rule) -> GraphQLValue { .object(details(of: rule)) }

    /// The rule with how it is set up, for lists of rules.
    func details(of rule: Rule) -> GraphQLObject {
        var object = rule.value.objectValue ?? [:]
        for key in ["enabled", "enabledForLBI", "enabledForMBI", "enabledForHBI", "enabledForUnattributed"] {
            object[key] = true
        }
        let created = GraphQLValue.time(now.adding(seconds: -700 * 86_400))
        object["createdAt"] = created
        object["updatedAt"] = created
        object["severity"] = .string(rule.severity.rawValue)
        object["builtin"] = .bool(rule.kind == .cloudEventRule ? rule.isBuiltIn : true)
        object["hasAutoRemediation"] = false
        object["supportsNRT"] = false
        object["tags"] = []
        switch rule.kind {
        case .control:
            for key in ["lastRunAt", "lastSuccessfulRunAt"] { object[key] = scanned }
            object["scopeQuery"] = .null
            object["resolutionRecommendationPlainText"] = .string(rule.recommendation)
        case .cloudConfigurationRule:
            for (key, value) in rule.findingValue.objectValue ?? [:] where object[key] == nil { object[key] = value }
            for key in ["iacMatchers", "scopeAccounts", "externalReferences"] { object[key] = [] }
        case .cloudEventRule:
            object["generateIssues"] = true
            object["generateFindings"] = true
        }
        return object
    }
}
