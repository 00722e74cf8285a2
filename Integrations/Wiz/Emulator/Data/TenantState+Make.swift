/// What a new issue must be; what is nil is made up.
struct IssueOrder: Sendable {
    var type: IssueType?
    var severity: Severity?
    var postExploit: Bool?
    var name: String?
    /// Position in the tenant's resources.
    var resource: Int?
}

/// An issue that was added, with the detections that came with it.
struct MadeIssue: Sendable {
    let position: Int
    let detections: [Int]
}

extension TenantState {
    /// Types that no rule of the catalogue raises borrow the rules of another.
    private static let likes: [IssueType: IssueType] = [
        .attackSurface: .toxicCombination, .riskToxicCombination: .toxicCombination,
    ]

    static let catalogue = ThreatRules.all + PostureRules.all

    /// Adds an issue that fits the order, with its detections when it is a threat.
    ///
    /// - Parameter live: detections of a live threat are seconds old, others minutes, as in a real tenant.
    /// - Returns: nil when nothing fits, such as a configuration issue that shows a break-in.
    mutating func makeIssue(_ order: IssueOrder, createdAt: WizTime, live: Bool) -> MadeIssue? {
        guard let rule = pickRule(for: order) else { return nil }
        let chosen = rules[rule]
        let issue = Issue(
            id: WizID(using: &random), type: order.type ?? chosen.kind.issueType, rule: rule,
            resource: order.resource ?? inventory.pick(for: chosen, using: &random), createdAt: createdAt,
            severity: order.severity ?? varied(chosen.severity), updatedAt: createdAt)
        guard let position = add(issue) else { return nil }
        guard issue.type == .threatDetection else { return MadeIssue(position: position, detections: []) }
        return MadeIssue(position: position, detections: makeDetections(for: position, live: live))
    }

    private mutating func makeDetections(for position: Int, live: Bool) -> [Int] {
        let issue = issues[position]
        let count = 1 + random.weighted([(0, 60), (1, 25), (2, 15)], or: 0)
        var made: [Int] = []
        for number in 0..<count {
            let lead = live ? 0.2 * Double(count - number) : 300 + 300 * random.fraction() / Double(number + 1)
            if let detection = makeDetection(
                type: .generatedThreat, rule: issue.rule, resource: issue.resource, severity: issue.severity,
                issue: position, createdAt: issue.createdAt.adding(seconds: -lead))
            {
                made.append(detection)
            }
        }
        if random.chance(20), !live,
            let rule = rules.firstIndex(where: { !$0.postExploit && $0.kind == .cloudEventRule })
        {
            let resource = inventory.pick(for: rules[rule], using: &random)
            _ = makeDetection(
                type: .matchOnly, rule: rule, resource: resource, severity: .low, issue: nil,
                createdAt: issue.createdAt.adding(seconds: -60 * random.fraction()))
        }
        return made
    }

    /// Adds a detection. Its time gets seven fractional digits, as most of Wiz's have.
    mutating func makeDetection(
        type: DetectionType, rule: Int, resource: Int?, severity: Severity, issue: Int?, createdAt: WizTime
    ) -> Int? {
        let odd = Int64(random.index(below: 10)) * 100
        return add(
            Detection(
                id: WizID(using: &random), type: type, rule: rule, resource: resource, severity: severity,
                createdAt: WizTime(nanoseconds: createdAt.microseconds.nanoseconds &+ odd), issue: issue))
    }

    /// The position of a rule that fits; one with the wanted name is made when there is none.
    mutating func pickRule(for order: IssueOrder) -> Int? {
        if let name = order.name { return rule(named: name, for: order) }
        let type = order.type ?? defaultType(for: order.postExploit)
        // Rules that the control side named come after the catalogue and are used only by name.
        let fitting = Self.catalogue.indices.filter { index in
            let rule = rules[index]
            return rule.kind.issueType == (Self.likes[type] ?? type)
                && (order.postExploit ?? rule.postExploit) == rule.postExploit
        }
        return random.pick(fitting)
    }

    /// About 85 of 100 issues are posture.
    private mutating func defaultType(for postExploit: Bool?) -> IssueType {
        switch postExploit {
        case true?: .threatDetection
        case false?: random.chance(70) ? .toxicCombination : .cloudConfiguration
        case nil:
            random.weighted(
                [(.threatDetection, 15), (.toxicCombination, 55), (.cloudConfiguration, 30)], or: .toxicCombination)
        }
    }

    private mutating func rule(named name: String, for order: IssueOrder) -> Int {
        if let known = rules.firstIndex(where: {
            $0.name == name && (order.type == nil || $0.kind.issueType == order.type)
        }) {
            return known
        }
        let type = order.type ?? defaultType(for: order.postExploit ?? true)
        let kind: Rule.Kind =
            switch type {
            case .toxicCombination, .attackSurface, .riskToxicCombination: .control
            case .threatDetection: .cloudEventRule
            case .cloudConfiguration: .cloudConfigurationRule
            }
        rules.append(
            Rule(
                id: WizID(name: "\(type.rawValue):\(name)").description, name: name, kind: kind,
                severity: order.severity ?? .high, postExploit: order.postExploit ?? (type == .threatDetection),
                resourceTypes: ["VIRTUAL_MACHINE", "CONTAINER"], origin: "WIZ_SENSOR",
                description: "Custom rule: \(name)."))
        return rules.count - 1
    }

    /// Mostly the rule's own severity.
    private mutating func varied(_ severity: Severity) -> Severity {
        guard random.chance(15) else { return severity }
        return random.pick(Severity.allCases, or: severity)
    }
}
