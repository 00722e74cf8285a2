import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    static func suppression(_ change: (inout Suppression) -> Void = { _ in }) -> Suppression {
        var suppression = Suppression(
            id: ID("suppression-1"), organizationID: organization.id, name: "Backups",
            condition: "selection:\n    name: x\ncondition: selection", reason: "Each night.",
            place: .workbench, dismisses: true, createdBy: analyst.actorID, updatedBy: analyst.actorID, createdAt: now,
            updatedAt: now)
        change(&suppression)
        return suppression
    }

    /// The pages of suppressions, in the states that together reach every tag.
    static func suppressionPages(_ shell: Shell) -> [(template: String, page: Any)] {
        let names = SuppressionNames(actors: [:], organizations: [organization.id: organization], devices: [:])
        let matched = suppression {
            $0.lastMatchedAt = now
            $0.expiresAt = now.adding(seconds: 60)
        }
        let records = [
            SuppressionRecord(matched, at: now, fault: "Line 1."), SuppressionRecord(suppression(), at: now),
        ]
        let views = records.map { SuppressionView($0, names: names, now: now) }
        var preview = SuppressionPreview()
        preview.examples = [vendorAlert()]
        preview.dismissals = [
            WritePreview(
                issueName: "Reverse shell", issueID: "issue-1",
                write: PlannedWrite(status: "Rejected", note: nil))
        ]
        let scopes = [Choice("all", "All organizations", isChosen: true), Choice("device:1", "One")]
        let typed = QueryItems("name=Backups&dismisses=1&condition=x&days=7")
        return [
            ("SuppressionList", SuppressionListPage(views, viewer: analyst, shell: shell)),
            ("SuppressionList", SuppressionListPage([], viewer: analyst, shell: shell)),
            (
                "Suppression",
                SuppressionPage(
                    records[0], names: names, suppressed: [vendorAlert()], viewer: analyst, now: now, shell: shell)
            ),
            (
                "Suppression",
                SuppressionPage(records[1], names: names, suppressed: [], viewer: reader, now: now, shell: shell)
            ),
            ("NewSuppression", NewSuppressionPage(typed, scopes: scopes, preview: preview, shell: shell)),
            (
                "NewSuppression",
                NewSuppressionPage(
                    typed, scopes: scopes, problem: .invalid("Line 2.", field: "condition"), shell: shell)
            ),
        ]
    }
}
