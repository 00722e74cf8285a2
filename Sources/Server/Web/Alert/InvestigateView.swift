import Workbench

/// The investigation that an alert belongs to, or the ways to put it into one.
struct InvestigateView: Sendable {
    var path: String
    var version: String
    /// What it belongs to now; nil when it belongs to none.
    var current: Current?
    /// It may be put into one: it is not closed, and not in an open one already.
    var canInvestigate: Bool
    var choices: [Choice]
    var hasChoices: Bool
    var title: String
    var titleError: String?
    var isUnfolded: Bool

    struct Current: Sendable {
        var address: String
        var words: String
        var kind: StateMark
        var state: StateMark
    }

    init(_ model: AlertModel) {
        let alert = model.alert
        path = AlertRoutes.address(alert.id).text
        version = AlertSight(of: alert).text
        current = model.investigation.map { investigation in
            Current(
                address: InvestigationRoutes.address(investigation.id).text,
                words: "\(investigation.shortLink) · \(investigation.title.shortened(to: 120))",
                kind: StateMark(kindOf: investigation), state: StateMark(stateOf: investigation))
        }
        let isInvestigated = model.investigation?.isOpen ?? false
        canInvestigate = !model.viewer.isReadOnly && alert.status != .closed && !isInvestigated
        choices = model.openInvestigations.filter { $0.id != alert.investigationID }.map {
            Choice($0.id.rawValue, "\($0.shortLink) · \($0.title.shortened(to: 80))")
        }
        hasChoices = !choices.isEmpty
        title = model.draft.investigationTitle ?? alert.name.shortened(to: Investigation.titleLimit)
        titleError = model.draft.field == "title" || model.draft.field == "investigation" ? model.draft.problem : nil
        isUnfolded = titleError != nil
    }
}
