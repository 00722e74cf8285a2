/// The start page: the issues that changed last, on top.
struct IssueListPage {
    let issues: [Issue]
    let state: TenantState
    let overview: TenantOverview

    var markup: Markup {
        PageFrame(title: "Emulated Wiz tenant", refreshes: true).markup(
            around: """
                <h1>Emulated Wiz tenant</h1>
                <p>Not Wiz: a stand-in for it. The latest \(issues.count) of its issues, the last changed on top; the page
                loads itself anew every few seconds.</p>
                \(overview.markup)
                <form method="post" action="/issues">
                <button name="postExploit" value="true">New threat</button>
                <button name="postExploit" value="false">New posture issue</button>
                </form>
                <table>
                <thead><tr><th>Changed</th><th>Status</th><th>Severity</th><th>Issue</th><th>Resource</th><th>Notes</th>
                <th>Changed by</th></tr></thead>
                <tbody>\(issues.map(row))</tbody>
                </table>
                """)
    }

    private func row(_ issue: Issue) -> Markup {
        """
        <tr>
        <td class="time">\(issue.updatedAt.forReading)</td>
        <td><span class="status \(issue.status.rawValue)">\(issue.status.rawValue)</span>
        <br><small>\(issue.resolutionReason?.rawValue ?? "")</small></td>
        <td>\(issue.severity.rawValue)</td>
        <td><a href="/issues/\(issue.id.description)">\(state.rules[issue.rule].name)</a>
        <br><small>\(issue.type.rawValue) \(issue.id.description)</small></td>
        <td>\(state.resource(of: issue)?.name ?? "")</td>
        <td>\((issue.notes ?? []).suffix(3).map(\.markup))</td>
        <td>\(issue.changes.last?.author.label ?? "Wiz")</td>
        </tr>
        """
    }
}

extension IssueNote {
    /// The text with who wrote it.
    var markup: Markup {
        """
        <blockquote>\(text)<footer>\(author?.label ?? "unknown"), \(createdAt.forReading)</footer></blockquote>
        """
    }
}

extension WizTime {
    /// To the second, with a space: `2026-01-31 08:00:00`.
    var forReading: String {
        String(description.prefix(19).map { $0 == "T" ? " " : $0 })
    }
}
