import Pipeline
import Workbench

/// One investigation: alerts, findings and timeline on the left, facts and actions on the right.
struct InvestigationPage: Sendable {
    var shell: Shell
    var id: String
    var path: String
    var title: String
    var shortLink: Copyable
    var kind: StateMark
    var state: StateMark
    var created: TimeMark
    var closeComment: String?
    var problem: String?
    var alerts: [AlertEntry]
    var hasAlerts: Bool
    var findings: [FindingEntry]
    var hasFindings: Bool
    var timeline: [TimelineEntry]
    var draft: Draft
    var actions: InvestigationActions
    var facts: [Fact]
    var canWrite: Bool

    struct AlertEntry: Sendable {
        var id: String
        var address: String
        var name: String
        var severity: SeverityMark
        var status: StateMark
        var isLead: Bool
        var created: TimeMark
        var canDetach: Bool
    }

    struct FindingEntry: Sendable {
        var title: String
        var text: String?
        var who: String
        var time: TimeMark
    }

    /// What somebody was typing.
    struct Draft: Sendable {
        var comment: String
        var commentError: String?
        var findingTitle: String
        var findingText: String
        var findingError: String?
    }

    init(_ model: InvestigationModel, shell: Shell) {
        let investigation = model.investigation
        self.shell = shell
        id = investigation.id.rawValue
        path = InvestigationRoutes.address(investigation.id).text
        title = investigation.title
        shortLink = Copyable(investigation.shortLink, what: "the number", limit: 40)
        kind = StateMark(kindOf: investigation)
        state = StateMark(stateOf: investigation)
        created = TimeMark(investigation.createdAt, now: model.now)
        closeComment = investigation.closeComment
        problem = model.draft.problem
        canWrite = !model.viewer.isReadOnly
        alerts = model.alerts.map { alert in
            AlertEntry(
                id: alert.id.rawValue, address: AlertRoutes.address(alert.id).text,
                name: alert.name.shortened(to: 200), severity: SeverityMark(alert.severity),
                status: StateMark(alert.status), isLead: alert.id == investigation.leadAlertID,
                created: TimeMark(alert.createdAt, now: model.now), canDetach: !model.viewer.isReadOnly)
        }
        hasAlerts = !alerts.isEmpty
        findings = model.findings.map { finding in
            FindingEntry(
                title: finding.title, text: finding.text.isEmpty ? nil : finding.text,
                who: model.name(of: finding.createdBy), time: TimeMark(finding.createdAt, now: model.now))
        }
        hasFindings = !findings.isEmpty
        timeline = TimelineEntry.all(model)
        let field = model.draft.field
        draft = Draft(
            comment: model.draft.comment, commentError: field == "comment" ? model.draft.problem : nil,
            findingTitle: model.draft.findingTitle, findingText: model.draft.findingText,
            findingError: field == "title" || field == "finding" ? model.draft.problem : nil)
        actions = InvestigationActions(model)
        facts = InvestigationPage.facts(model)
    }

    func html() throws -> String { try Templates.render(self, with: "Investigation") }

    private static func facts(_ model: InvestigationModel) -> [Fact] {
        let investigation = model.investigation
        var facts = [
            Fact("Assignee", text: model.name(of: investigation.assignedTo)),
            Fact("Opened by", text: model.name(of: investigation.createdBy)),
            Fact("Opened", time: TimeMark(investigation.createdAt, now: model.now)),
            Fact("Changed", time: TimeMark(investigation.updatedAt, now: model.now)),
        ]
        if let severity = investigation.assessment.analystSeverity {
            facts.append(Fact("Severity", text: severity.words))
        }
        if let organization = model.organization {
            facts.append(Fact("Organization", text: organization.name.shortened(to: 80)))
        }
        facts.append(Fact("Id", copyable: Copyable(investigation.id.rawValue, what: "the id", limit: 20)))
        return facts.filter { $0.text != nil || $0.time != nil || $0.copyable != nil }
    }
}

/// What the viewer may do to the investigation now.
struct InvestigationActions: Sendable {
    /// The version the viewer looks at; an act on an older one is refused.
    var version: String
    var isAllowed: Bool
    /// Why nothing may be done, when nothing may.
    var refusal: String?
    var isOpen: Bool
    var isClosed: Bool
    var isIncident: Bool
    var noun: String
    var isMine: Bool
    var reasons: [Choice]
    var reasonError: String?
    var closeComment: String
    var closeCommentError: String?
    var closesAlerts: Bool
    var hasAlerts: Bool
    /// The form is unfolded, because it has an error or a preview to show.
    var isClosing: Bool
    var preview: ClosingPreview?
    var why: String
    var whyError: String?
    var assignees: [Choice]
    var vendor: String

    init(_ model: InvestigationModel) {
        let investigation = model.investigation
        let draft = model.draft
        version = String(investigation.version)
        isAllowed = !model.viewer.isReadOnly
        refusal = isAllowed ? nil : "You may only read. Acting needs an account that may write."
        isOpen = investigation.isOpen
        isClosed = !isOpen
        isIncident = investigation.isIncident
        noun = investigation.noun
        isMine = investigation.assignedTo == model.viewer.actorID
        reasons = Investigation.Decision.selectable.map {
            Choice($0.rawValue, $0.words, isChosen: $0 == draft.decision)
        }
        reasonError = draft.field == "decision" ? draft.problem : nil
        closeComment = draft.closeComment
        closeCommentError = draft.field == "close_comment" ? draft.problem : nil
        closesAlerts = draft.closesAlerts
        hasAlerts = !model.alerts.isEmpty
        isClosing = isOpen && (draft.decision != nil || !draft.closeComment.isEmpty || reasonError != nil)
        preview = draft.preview.map { ClosingPreview($0, vendor: model.vendorName, silence: Self.silence(model)) }
        why = draft.why
        whyError = draft.field == "why" ? draft.problem : nil
        assignees = Self.assignees(model)
        vendor = model.vendorName
    }

    private static func silence(_ model: InvestigationModel) -> String {
        if model.alerts.isEmpty { return "Nothing will be written: no alert belongs to this." }
        if !model.writesBack { return "Nothing will be written: writing back is not active." }
        return "Nothing will be written to \(model.vendorName)."
    }

    private static func assignees(_ model: InvestigationModel) -> [Choice] {
        let current = model.investigation.assignedTo
        var choices = [Choice("", "Nobody", isChosen: current == nil)]
        if let current, !model.assignable.contains(where: { $0.id == current }) {
            choices.append(Choice(current.rawValue, model.name(of: current), isChosen: true))
        }
        choices += model.assignable.prefix(500).map { person in
            let you = person.id == model.viewer.actorID ? " (you)" : ""
            return Choice(
                person.id.rawValue, person.displayName.shortened(to: 80) + you, isChosen: person.id == current)
        }
        return choices
    }
}
