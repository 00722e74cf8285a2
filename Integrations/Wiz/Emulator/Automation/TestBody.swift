import GraphQL

/// What the Test button of an automation rule sends: made-up data that names no issue of the tenant.
enum TestBody {
    /// As the rule has it: through its template when it has one.
    static func bytes(for rule: AutomationRule, now: WizTime) -> [UInt8] {
        let value = value(for: rule.source, now: now)
        guard rule.source == .issue, let template = rule.template else { return value.json() }
        return Array(TemplateVariables(testBody: value).fill(template).utf8)
    }

    private static func value(for source: AutomationRule.Source, now: WizTime) -> GraphQLValue {
        switch source {
        case .issue: issue(now)
        case .threats: ["trigger": trigger("THREATS", "Manually Triggered"), "threat": threat(now)]
        case .detection: detection(now)
        }
    }

    private static let name: GraphQLValue = "Wiz Mock Data for Testing"

    private static func trigger(_ source: GraphQLValue, _ type: GraphQLValue) -> GraphQLValue {
        ["source": source, "type": type, "ruleId": "", "ruleName": "Manual"]
    }

    private static func id(_ purpose: String) -> GraphQLValue {
        .string(WizID(name: "test:" + purpose).description)
    }

    private static func issue(_ now: WizTime) -> GraphQLValue {
        [
            "trigger": trigger("ISSUE", "Created"),
            "issue": [
                "id": id("issue"), "status": "OPEN", "severity": "CRITICAL", "created": .time(now),
                "projects": "mock-project-1, mock-project-2, ",
            ],
            "resource": [
                "id": "mock-provider-id", "name": "mock-resource", "type": "virtualMachine", "cloudPlatform": "AWS",
                "subscriptionId": "mock-subscription", "subscriptionName": "mock", "region": "us-east-1",
                "status": "Active", "cloudProviderURL": "",
            ],
            "control": [
                "id": "wtest-id-0000", "name": name, "description": "Mock control", "severity": "CRITICAL",
                "risks": [],
            ],
        ]
    }

    private static func threat(_ now: WizTime) -> GraphQLValue {
        [
            "id": id("threat"), "title": name, "description": "Mock threat", "status": "OPEN", "severity": "CRITICAL",
            "created": .time(now), "updatedAt": .time(now), "resolvedAt": "", "resolutionNote": "", "projects": "",
            "threatURL": "", "cloudPlatform": "AWS", "cloudAccounts": [], "cloudOrganizations": [], "actors": [],
            "resources": [], "tdrNames": "Wiz Mock Data for Testing, ", "detectionIds": "", "mitreTechniques": .null,
            "mitreTactics": .null, "notes": "",
        ]
    }

    private static func detection(_ now: WizTime) -> GraphQLValue {
        [
            "trigger": trigger("DETECTIONS", "Created"), "id": id("detection"), "threatId": .null,
            "threatURL": .null, "title": name, "description": "Mock detection", "severity": "CRITICAL",
            "createdAt": .time(now), "tdrId": "wtest-id-0000", "tdrSource": "WIZ_THREAT_DETECTION",
            "mitreTactics": .null, "mitreTechniques": .null, "cloudAccounts": [], "cloudOrganizations": [],
            "timeframe": ["start": .time(now), "end": .time(now)], "actors": [], "primaryActor": .null,
            "resources": [], "primaryResource": .null, "triggeringEventsCount": 0, "triggeringEvents": [],
        ]
    }
}
