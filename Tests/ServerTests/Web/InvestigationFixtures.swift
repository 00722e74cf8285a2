import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    static func investigation(
        title: String = "Shell on payments", isIncident: Bool = false, decision: Investigation.Decision? = nil
    ) -> Investigation {
        var investigation = Investigation(
            id: ID("investigation-\(isIncident)-\(decision?.rawValue ?? "open")"), organizationID: organization.id,
            shortLink: "HARBOUR-7", title: title, leadAlertID: alert().id, isIncident: isIncident, decision: decision,
            closeComment: decision == nil ? nil : "A drill of the blue team.", assignedTo: analyst.actorID,
            createdAt: now.adding(seconds: -600), createdBy: analyst.actorID, updatedAt: now.adding(seconds: -60),
            updatedBy: analyst.actorID)
        investigation.assessment.analystSeverity = .high
        return investigation
    }

    static func investigationModel(
        _ investigation: Investigation = investigation(), _ text: (String) -> String = { $0 },
        alerts: [Alert] = [alert()], viewer: Principal = analyst
    ) -> InvestigationModel {
        let other = administrator.actorID
        let histories = [
            investigation.history(.created, by: analyst.actorID, at: now.adding(seconds: -600)),
            investigation.history(
                .changed, by: analyst.actorID, at: now.adding(seconds: -590),
                value: ["alert_added": ["name": .string(text("alert"))]]),
            investigation.history(.assigned, by: other, at: now.adding(seconds: -580), assignedTo: analyst.actorID),
            investigation.history(
                .changed, by: other, at: now.adding(seconds: -570), value: ["is_incident": ["from": false, "to": true]]),
            investigation.history(
                .changed, by: other, at: now.adding(seconds: -560),
                value: ["threat_type": ["from": .null, "to": "RED_TEAM"]]),
            investigation.history(
                .closed, by: other, at: now.adding(seconds: -550),
                value: ["decision": "BENIGN", "close_comment": .string(text("comment"))]),
            investigation.history(
                .reopened, by: other, at: now.adding(seconds: -540), value: ["why": .string(text("why"))]),
        ]
        let findings = ["", "An exposed port."].enumerated().map { number, words in
            InvestigationFinding(
                id: ID("finding-\(number)"), investigationID: investigation.id, organizationID: organization.id,
                title: text("Entry point \(number)"), text: words, rank: Int64(number), createdAt: now,
                createdBy: analyst.actorID, updatedAt: now, updatedBy: analyst.actorID)
        }
        let comment = Comment(
            id: ID("comment-2"), organizationID: organization.id, investigationID: investigation.id,
            text: text("Asked the team."), createdAt: now.adding(seconds: -90), createdBy: other, updatedAt: now)
        return InvestigationModel(
            investigation: investigation, alerts: alerts, history: histories, comments: [comment], findings: findings,
            findingHistory: findings.map { $0.history(.created, by: analyst.actorID, at: now) }, writesBack: true,
            vendorName: "Wiz", organization: organization, people: people, assignable: assignable, viewer: viewer,
            now: now)
    }

    static func investigationList(
        _ investigations: [Investigation], tab: InvestigationListModel.Tab = .open, next: String? = nil,
        isFirstPage: Bool = true, viewer: Principal = analyst
    ) -> InvestigationListModel {
        InvestigationListModel(
            tab: tab, investigations: investigations, next: next, total: investigations.count,
            counts: [.open: investigations.count, .all: investigations.count], alertCounts: [:], people: people,
            organizations: [organization.id: organization], showsOrganization: !isFirstPage,
            isFirstPage: isFirstPage, viewer: viewer, now: now)
    }

    /// In the states that together reach every tag.
    static func investigationPages() -> [(template: String, page: Any)] {
        let plain = shell()
        var closing = investigationModel(investigation(isIncident: true))
        closing.draft.decision = .benign
        closing.draft.problem = "Closing needs a comment."
        closing.draft.field = "close_comment"
        closing.draft.preview = [
            WritePreview(
                issueName: "Reverse shell", issueID: "issue-1", write: PlannedWrite(status: "Rejected", note: "Closed.")
            )
        ]
        var undecided = investigationModel()
        (undecided.draft.problem, undecided.draft.field) = ("Choose a decision.", "decision")
        var remark = investigationModel()
        (remark.draft.problem, remark.draft.field) = ("Write something first.", "comment")
        var finding = investigationModel()
        (finding.draft.problem, finding.draft.field) = ("A finding needs a title.", "title")
        var reopening = investigationModel(investigation(decision: .benign))
        (reopening.draft.problem, reopening.draft.field) = ("Say why it is open again.", "why")
        var unassigned = investigationModel(alerts: [])
        unassigned.investigation.assignedTo = nil
        (unassigned.findings, unassigned.findingHistory) = ([], [])
        let models = [
            closing, undecided, remark, finding, reopening, unassigned, investigationModel(viewer: reader),
        ]
        var nobodys = investigation(isIncident: true, decision: .truePositive)
        nobodys.assignedTo = nil
        var pages: [(template: String, page: Any)] = []
        for model in models { pages.append(("Investigation", InvestigationPage(model, shell: plain))) }
        let lists = [
            investigationList([investigation(), nobodys], next: "n", isFirstPage: false), investigationList([]),
            investigationList([], tab: .closed, viewer: reader),
        ]
        for list in lists { pages.append(("InvestigationList", InvestigationListPage(list, shell: plain))) }
        return pages
    }
}
