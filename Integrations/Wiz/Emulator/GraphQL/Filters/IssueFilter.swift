import GraphQL

/// `IssueFilters`: an issue matches when it passes every test.
struct IssueFilter {
    typealias Test = (Issue, TenantState) -> Bool

    private var tests: [Test] = []
    /// With `statusChangedAt.after` Wiz answers in order of status change.
    private(set) var isByStatusChange = false
    /// Whether threats are asked for by name.
    private(set) var namesThreats = false

    /// - Throws: BAD_REQUEST for empty lists, BAD_USER_INPUT for values that are none.
    init(_ object: GraphQLObject?, now: WizTime) throws(GraphQLError) {
        guard let object else { return }
        let reader = FilterReader(object: object, now: now)
        try readLists(reader)
        try readDates(reader)
        readFlags(reader)
        tests += try IssueRuleTests(reader).tests
        tests += try IssueResourceTests(reader).tests
        tests += try IssueThreatTests(reader).tests
    }

    func matches(_ issue: Issue, in state: TenantState) -> Bool {
        tests.allSatisfy { $0(issue, state) }
    }

    private mutating func readLists(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.set("id") {
            let wanted = Set(ids.compactMap(WizID.init))
            guard wanted.count == ids.count else { throw Refusal.invalidID().graphQLError(field: "issues") }
            tests.append { issue, _ in wanted.contains(issue.id) }
        }
        if let severities = try reader.set("severity") {
            tests.append { issue, _ in severities.contains(issue.severity.rawValue) }
        }
        if let statuses = try reader.set("status") {
            tests.append { issue, _ in statuses.contains(issue.status.rawValue) }
        }
        if let types = try reader.set("type") {
            namesThreats = types.contains(IssueType.threatDetection.rawValue)
            tests.append { issue, _ in types.contains(issue.type.rawValue) }
        }
        if let reasons = try reader.set("resolutionReason") {
            tests.append { issue, _ in issue.resolutionReason.map { reasons.contains($0.rawValue) } ?? false }
        }
        if let people = try reader.set("assignee") {
            tests.append { issue, _ in
                guard case .user(let id, _, let email)? = issue.assignee else { return false }
                return people.contains(id) || people.contains(email)
            }
        }
    }

    private mutating func readDates(_ reader: FilterReader) throws(GraphQLError) {
        if let span = try reader.span("createdAt") { tests.append { issue, _ in span.contains(issue.createdAt) } }
        if let span = try reader.span("updatedAt") { tests.append { issue, _ in span.contains(issue.updatedAt) } }
        if let span = try reader.span("resolvedAt") { tests.append { issue, _ in span.contains(issue.resolvedAt) } }
        if let span = try reader.span("dueAt") { tests.append { issue, _ in span.contains(issue.dueAt) } }
        if let span = try reader.span("statusChangedAt") {
            isByStatusChange = span.after != nil
            tests.append { issue, _ in span.contains(issue.statusChangedAt) }
        }
    }

    private mutating func readFlags(_ reader: FilterReader) {
        if let wanted = reader.flag("hasNote") {
            tests.append { issue, _ in !(issue.notes ?? []).isEmpty == wanted }
        }
        if let wanted = reader.flag("hasServiceTicket") {
            tests.append { issue, _ in
                !issue.tickets.isEmpty == wanted
            }
        }
        if let text = reader.text("noteContains")?.lowercased() {
            tests.append { issue, _ in (issue.notes ?? []).contains { $0.text.lowercased().contains(text) } }
        }
    }
}
