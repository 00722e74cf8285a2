import GraphQL

/// One issue: its state, notes and history, and a form to change it as a person would in the console.
struct IssuePage {
    let issue: Issue
    let state: TenantState
    /// Why the last change was refused.
    var complaint: String?

    var markup: Markup {
        let resource = state.resource(of: issue)
        return PageFrame(title: state.rules[issue.rule].name, refreshes: false).markup(
            around: """
                <p><a href="/">All issues</a></p>
                <h1>\(state.rules[issue.rule].name)</h1>
                \(complaint.map { "<p class=\"complaint\" role=\"alert\">\($0)</p>" } ?? "")
                <dl class="facts">
                <div><dt>Status</dt><dd><span class="status \(issue.status.rawValue)">\(issue.status.rawValue)</span></dd></div>
                <div><dt>Reason</dt><dd>\(issue.resolutionReason?.rawValue ?? "none")</dd></div>
                <div><dt>Severity</dt><dd>\(issue.severity.rawValue)</dd></div>
                <div><dt>Type</dt><dd>\(issue.type.rawValue)</dd></div>
                <div><dt>Created</dt><dd>\(issue.createdAt.description)</dd></div>
                <div><dt>Resource</dt><dd>\(resource.map { "\($0.name) (\($0.nativeType))" } ?? "none")</dd></div>
                <div><dt>Id</dt><dd>\(issue.id.description)</dd></div>
                </dl>
                <p>\(issue.resolutionNote.map { "Resolution note: \($0)" } ?? "")</p>
                \(form)
                <h2>Notes</h2>
                \((issue.notes ?? []).map(\.markup))
                <h2>History</h2>
                <ol>\(history)</ol>
                """)
    }

    private var form: Markup {
        let statuses = IssueStatus.allCases.map { option($0.rawValue, isChosen: $0 == issue.status) }
        let fitting = issue.type == .threatDetection ? ResolutionReason.forThreats : ResolutionReason.forRejecting
        let reasons = [""] + fitting.map(\.rawValue).sorted()
        return """
            <form method="post" action="/issues/\(issue.id.description)">
            <label>Status <select name="status">\(statuses)</select></label>
            <label>Reason <select name="resolutionReason">\(reasons.map { option($0, isChosen: false) })</select></label>
            <label>Note <input name="note" size="50"></label>
            <button>Change as \(TenantState.people[0].label)</button>
            </form>
            """
    }

    private func option(_ word: String, isChosen: Bool) -> Markup {
        isChosen ? "<option selected>\(word)</option>" : "<option>\(word)</option>"
    }

    private var history: [Markup] {
        IssueHistory(issue).values.map { event in
            "<li>\(event["timestamp"]?.stringValue ?? "") \(event["message"]?.stringValue ?? "")</li>"
        }
    }
}
