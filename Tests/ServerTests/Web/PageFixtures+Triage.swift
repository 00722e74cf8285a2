import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    /// The pages for several alerts in every state, a list with everything in force, and the funnel.
    static func triagePages(_ shell: Shell) -> [(template: String, page: Any)] {
        let alerts = [alert(1), alert(2, status: .closed)]
        let entries = alerts.map { BulkSelection.Entry($0) } + [BulkSelection.Entry("gone.1")].compactMap { $0 }
        guard var selection = try? BulkSelection(QueryItems(entries.map { "alert=\($0.value)" }.joined(separator: "&")))
        else { return [] }
        selection.back = "/alerts?severity=high"
        let model = BulkModel(
            selection: selection,
            alerts: Dictionary(alerts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
        var done = model
        done.outcomes = entries.map {
            BulkOutcome(entry: $0, refusal: $0.seen.version == 1 ? "Ada Min changed it." : nil)
        }
        var closing = BulkPage(model, heading: "Close 3 alerts", shell: shell)
        closing.problem = "Closing these changes 12 issues. Say that you mean it."
        closing.closing = BulkPage.Closing(
            reasons: [Choice("BENIGN", "Benign", isChosen: true), Choice("TESTING", "Testing")], comment: "Known.",
            preview: ClosingPreview(
                [
                    WritePreview(
                        issueName: "Shell", issueID: "issue-1", write: PlannedWrite(status: "Rejected", note: "Closed.")
                    )
                ], vendor: "Wiz", silence: ""), question: "Yes, change 12 issues in Wiz", vendor: "Wiz")
        var investigating = BulkPage(model, heading: "Investigate 3 alerts", shell: shell)
        investigating.investigating = BulkPage.Investigating(
            choices: [Choice("inv-1", "HAR-1 · Shells")], hasChoices: true, title: "Shells")
        var filter = AlertListFilter(
            QueryItems(
                "source=issues&device=device-1&tactic=TA0002&technique=T9999&resource=vm&account=prod&within=24h&to=2026-01-31&columns=age"
            ))
        filter.severities = [.high]
        var list = listModel(alerts, filter: filter)
        list.views = [
            SavedView(
                id: ID("view-1"), actorID: analyst.actorID, name: "Night shift", query: "severity=high", createdAt: now,
                updatedAt: now)
        ]
        list.products = [ProductNames(issues: "Wiz Cloud", detections: "Wiz Defend")]
        let counts = FunnelCounts(signals: 1000, vendorAlerts: 500, alerts: 50, investigations: 2, incidents: 1)
        return [
            ("Bulk", closing), ("Bulk", investigating), ("Bulk", BulkPage(done, heading: "Closed", shell: shell)),
            ("AlertList", AlertListPage(list, shell: shell)),
            ("AlertList", AlertListPage(listModel(alerts, viewer: reader), shell: shell)),
            ("Funnel", FunnelPage(counts, within: .day, shell: shell)),
        ]
    }
}
