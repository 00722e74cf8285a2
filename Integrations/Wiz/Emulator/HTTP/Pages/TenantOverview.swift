import GraphQL

/// The lines above the list of issues: counts, where webhooks go, and what goes wrong on purpose.
struct TenantOverview {
    let state: TenantState
    let rules: [AutomationRule]
    let deliveries: GraphQLValue
    let faults: GraphQLValue
    let requests: GraphQLValue

    var markup: Markup {
        """
        <dl class="facts">
        <div><dt>Issues</dt><dd>\(state.issues.count)</dd></div>
        \(IssueStatus.allCases.map { "<div><dt>\($0.rawValue)</dt><dd>\(count($0))</dd></div>" })
        <div><dt>API calls</dt><dd>\(Int(clamping: requests["total"]?.intValue ?? 0))</dd></div>
        </dl>
        <p><strong>Webhooks:</strong> \(webhooks)</p>
        <p><strong>Faults in force:</strong> \(faultNames)</p>
        """
    }

    private func count(_ status: IssueStatus) -> Int {
        state.issues.count { $0.status == status }
    }

    private var webhooks: Markup {
        guard !rules.isEmpty else { return "none; PUT /_emulator/automation-rules names a receiver" }
        let rows = (deliveries["rules"]?.listValue ?? []).map { rule -> Markup in
            let sent = Int(clamping: rule["delivered"]?.intValue ?? 0)
            let failed = Int(clamping: rule["failed"]?.intValue ?? 0)
            return """
                <li>\(rule["source"]?.stringValue ?? "") to \(rule["url"]?.stringValue ?? ""): \(sent) delivered, \
                \(failed) failed</li>
                """
        }
        return "<ul>\(rows)</ul>"
    }

    private var faultNames: String {
        let names = (faults["faults"]?.listValue ?? []).compactMap { $0["kind"]?.stringValue }
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
