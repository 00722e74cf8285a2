import GraphQL

extension QueryRoot {
    func vulnerabilities(_ field: FieldCall) throws -> Resolved {
        let found = try VulnerabilityFilter(field.arguments["filterBy"]?.objectValue, view: view)
            .apply(to: VulnerabilityFinding.all(in: view.state))
        let ranks = ["CRITICAL": 4, "HIGH": 3, "MEDIUM": 2, "LOW": 1]
        let sorted = Self.sorted(found, field, severity: { ranks[$0.vulnerability.severity] ?? 0 }) {
            $0.firstDetectedAt(now: view.now)
        }
        do throws(Refusal) {
            try access.require("read:vulnerabilities")
            return try PageRequest(field.arguments).page(
                of: sorted, order: field.name, repeatsCursor: repeatsCursor, value: view.value)
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    func configurationFindings(_ field: FieldCall) throws -> Resolved {
        let found = try ConfigurationFindingFilter(field.arguments["filterBy"]?.objectValue, view: view)
            .apply(to: ConfigurationFinding.all(in: view.state))
        let sorted = Self.sorted(found, field, severity: { view.state.rules[$0.rule].severity.rank }) { finding in
            field.arguments["orderBy"]?["field"]?.stringValue == "FIRST_SEEN_AT"
                ? finding.firstSeenAt(now: view.now) : finding.analyzedAt(now: view.now)
        }
        do throws(Refusal) {
            try access.require("read:cloud_configuration")
            return try PageRequest(field.arguments).page(
                of: sorted, order: field.name, repeatsCursor: repeatsCursor, value: view.value)
        } catch {
            throw error.graphQLError(field: field.name)
        }
    }

    /// By severity or by time, as `orderBy` says; without it in the order of the resources.
    private static func sorted<Finding>(
        _ findings: [Finding], _ field: FieldCall, severity: (Finding) -> Int, time: (Finding) -> WizTime
    ) -> [Finding] {
        guard let name = field.arguments["orderBy"]?["field"]?.stringValue else { return findings }
        let isDescending = field.arguments["orderBy"]?["direction"]?.stringValue == "DESC"
        let keys = findings.map { name == "SEVERITY" ? Int64(severity($0)) : time($0).nanoseconds }
        let order = findings.indices.sorted {
            keys[$0] == keys[$1] ? $0 < $1 : isDescending ? keys[$0] > keys[$1] : keys[$0] < keys[$1]
        }
        return order.map { findings[$0] }
    }
}

/// `VulnerabilityFindingFilters`.
private struct VulnerabilityFilter {
    private var tests: [(VulnerabilityFinding, Resource?, CloudAccount?) -> Bool] = []
    private let view: TenantView

    init(_ object: GraphQLObject?, view: TenantView) throws(GraphQLError) {
        self.view = view
        guard let object else { return }
        let reader = FilterReader(object: object, now: view.now)
        let now = view.now
        if let ids = try reader.set("id") { tests.append { finding, _, _ in ids.contains(finding.id.description) } }
        for key in ["severity", "vendorSeverity"] {
            guard let words = try reader.set(key) else { continue }
            tests.append { finding, _, _ in words.contains(finding.vulnerability.severity) }
        }
        if let words = try reader.set("status") {
            tests.append { finding, _, _ in words.contains(finding.isResolved ? "RESOLVED" : "OPEN") }
        }
        if let names = try reader.set("vulnerabilityExternalId") {
            tests.append { finding, _, _ in names.contains(finding.vulnerability.id) }
        }
        if let wanted = reader.flag("hasExploit") {
            tests.append { finding, _, _ in (finding.vulnerability.probability > 0.3) == wanted }
        }
        if let wanted = reader.flag("hasCisaKevExploit") {
            tests.append { finding, _, _ in finding.vulnerability.isExploited == wanted }
        }
        if let wanted = reader.flag("hasFix") {
            tests.append { finding, _, _ in (finding.vulnerability.fixedVersion != nil) == wanted }
        }
        for key in ["firstSeenAt", "updatedAt"] {
            guard let span = try reader.span(key) else { continue }
            tests.append { finding, _, _ in span.contains(finding.firstDetectedAt(now: now)) }
        }
        try readAsset(reader)
    }

    private mutating func readAsset(_ reader: FilterReader) throws(GraphQLError) {
        if let ids = try reader.set("assetId") { tests.append { _, resource, _ in ids.contains(resource?.id ?? "") } }
        if let types = try reader.set("assetType") {
            tests.append { _, resource, _ in types.contains(resource?.type ?? "") }
        }
        if let platforms = try reader.set("cloudPlatform") {
            tests.append { _, resource, _ in platforms.contains(resource?.platform ?? "") }
        }
        for key in ["subscriptionId", "subscriptionExternalId"] {
            guard let ids = try reader.set(key) else { continue }
            tests.append { _, _, account in
                ids.contains(account?.id.description ?? "") || ids.contains(account?.externalID ?? "")
            }
        }
        let newer = try reader.equals("projectIdV2")
        let projects = try reader.set("projectId") ?? newer
        let estate = view.state.estate
        if let projects, !projects.contains("*") {
            tests.append { _, _, account in
                (account?.projects ?? []).contains { projects.contains(estate.projects[$0].id) }
            }
        }
    }

    func apply(to findings: [VulnerabilityFinding]) -> [VulnerabilityFinding] {
        guard !tests.isEmpty else { return findings }
        return findings.filter { finding in
            let resource = view.state.resource(at: finding.resource)
            let account = view.state.account(of: resource)
            return tests.allSatisfy { $0(finding, resource, account) }
        }
    }
}

/// `ConfigurationFindingFilters`.
private struct ConfigurationFindingFilter {
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
