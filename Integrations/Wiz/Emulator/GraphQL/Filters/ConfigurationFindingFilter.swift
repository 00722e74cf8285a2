import GraphQL

/// `ConfigurationFindingFilters`.
struct ConfigurationFindingFilter {
    private var tests: [(ConfigurationFinding, Rule, Resource?, CloudAccount?) -> Bool] = []
    private let view: TenantView

    init(_ object: GraphQLObject?, view: TenantView) throws(GraphQLError) {
        self.view = view
        guard let object else { return }
        let reader = FilterReader(object: object, now: view.now)
        let now = view.now
        if let ids = try reader.set("id") { tests.append { finding, _, _, _ in ids.contains(finding.id.description) } }
        if let words = try reader.set("severity") {
            tests.append { _, rule, _, _ in words.contains(rule.severity.rawValue) }
        }
        if let words = try reader.set("result") { tests.append { finding, _, _, _ in words.contains(finding.result) } }
        if let words = try reader.set("status") { tests.append { finding, _, _, _ in words.contains(finding.status) } }
        if let ids = try reader.reader("rule")?.set("id") { tests.append { _, rule, _, _ in ids.contains(rule.id) } }
        if let span = try reader.span("firstSeenAt") {
            tests.append { finding, _, _, _ in span.contains(finding.firstSeenAt(now: now)) }
        }
        if let words = try reader.set("source") {
            tests.append { _, _, _, _ in words.contains(ConfigurationFinding.source) }
        }
        if let ids = try reader.set("frameworkCategory") {
            tests.append { _, rule, _, _ in
                rule.subCategories.contains { ids.contains($0["category"]?["id"]?.stringValue ?? "") }
            }
        }
        for key in ["analyzedAt", "updatedAt"] {
            guard let span = try reader.span(key) else { continue }
            tests.append { finding, _, _, _ in span.contains(finding.analyzedAt(now: now)) }
        }
        try readResource(reader)
    }

    private mutating func readResource(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.reader("resource")?.set("id") {
            tests.append { _, _, resource, _ in ids.contains(resource?.id ?? "") }
        }
        if let types = try reader.reader("resource")?.set("type") {
            tests.append { _, _, resource, _ in types.contains(resource?.type ?? "") }
        }
        if let ids = try reader.reader("resource")?.set("subscriptionId") {
            tests.append { _, _, _, account in
                ids.contains(account?.id.description ?? "") || ids.contains(account?.externalID ?? "")
            }
        }
        let estate = view.state.estate
        if let projects = try reader.set("projectId"), !projects.contains("*") {
            tests.append { _, _, _, account in
                (account?.projects ?? []).contains { projects.contains(estate.projects[$0].id) }
            }
        }
    }

    func apply(to findings: [ConfigurationFinding]) -> [ConfigurationFinding] {
        guard !tests.isEmpty else { return findings }
        return findings.filter { finding in
            let resource = view.state.resource(at: finding.resource)
            let account = view.state.account(of: resource)
            return tests.allSatisfy { $0(finding, view.state.rules[finding.rule], resource, account) }
        }
    }
}
