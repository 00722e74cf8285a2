import GraphQL

/// `DetectionFilters`, whose lists are `{equals: [...]}`. As soon as there is any filter, only generated threats match
/// unless types are named (Wiz).
struct DetectionFilter {
    private typealias Test = (Detection, TenantState) -> Bool
    private var tests: [Test] = []

    init(_ object: GraphQLObject?, now: WizTime) throws(GraphQLError) {
        guard let object else { return }
        let reader = FilterReader(object: object, now: now)
        let types = try reader.equals("type") ?? [DetectionType.generatedThreat.rawValue]
        tests.append { detection, _ in types.contains(detection.type.rawValue) }
        try readDetection(reader)
        try readRule(reader)
        try readResource(reader)
    }

    func matches(_ detection: Detection, in state: TenantState) -> Bool {
        tests.allSatisfy { $0(detection, state) }
    }

    private mutating func readDetection(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.equals("id") { tests.append { detection, _ in ids.contains(detection.id.description) } }
        if let severities = try reader.equals("severity") {
            tests.append { detection, _ in severities.contains(detection.severity.rawValue) }
        }
        if let text = reader.text("issueId") {
            guard let id = WizID(text) else { throw Refusal.invalidID().graphQLError(field: "detections") }
            tests.append { detection, state in detection.issue.map { state.issues[$0].id == id } ?? false }
        }
        if let span = try reader.span("createdAt") {
            tests.append { detection, _ in span.contains(detection.createdAt) }
        }
        if let span = try reader.span("updatedAt") {
            tests.append { detection, _ in span.contains(detection.createdAt) }
        }
    }

    private mutating func readRule(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.reader("matchedRule")?.set("id") {
            tests.append { detection, state in ids.contains(state.rules[detection.rule].id) }
        }
        if let names = try reader.equals("matchedRuleName") {
            tests.append { detection, state in names.contains(state.rules[detection.rule].name) }
        }
        if let origins = try reader.equals("origin") {
            tests.append { detection, state in origins.contains(state.rules[detection.rule].origin) }
        }
    }

    private mutating func readResource(_ reader: FilterReader) throws(GraphQLError) {
        if let platforms = try reader.equals("cloudPlatform") {
            append { resource, _, _ in platforms.contains(resource?.platform ?? "") }
        }
        if let ids = try reader.reader("resource")?.equals("id") {
            append { resource, _, _ in ids.contains(resource?.id ?? "") }
        }
        if let ids = try reader.equals("cloudAccountOrCloudOrganizationId") {
            append { _, account, state in
                guard let account else { return false }
                return ids.contains(account.id.description)
                    || state.organization(of: account).map { ids.contains($0.id.description) } ?? false
            }
        }
        if let id = reader.text("projectId") {
            append { _, account, state in
                (account?.projects ?? []).contains { state.estate.projects[$0].id == id }
            }
        }
    }

    private mutating func append(_ test: @escaping (Resource?, CloudAccount?, TenantState) -> Bool) {
        tests.append { detection, state in
            let resource = state.resource(at: detection.resource)
            return test(resource, state.account(of: resource), state)
        }
    }
}
