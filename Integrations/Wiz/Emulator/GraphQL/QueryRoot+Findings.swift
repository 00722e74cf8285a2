import GraphQL

extension QueryRoot {
    func vulnerabilities(_ field: FieldCall) throws -> Resolved {
        let found = try VulnerabilityFilter(field.arguments["filterBy"]?.objectValue, view: view)
            .apply(to: view.state.inventory.vulnerabilities)
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
            .apply(to: view.state.inventory.checks)
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

    func vulnerability(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:vulnerabilities")
        let id = field.arguments["id"]?.stringValue.flatMap(WizID.init)
        guard let found = view.state.inventory.vulnerabilities.first(where: { $0.id == id }) else { throw .notFound }
        return .value(view.value(of: found))
    }

    func configurationFinding(_ field: FieldCall) throws(Refusal) -> Resolved {
        try access.require("read:cloud_configuration")
        let id = field.arguments["id"]?.stringValue.flatMap(WizID.init)
        guard let found = view.state.inventory.checks.first(where: { $0.id == id }) else { throw .notFound }
        return .value(view.value(of: found))
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
