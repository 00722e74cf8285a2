import Pipeline
import Workbench

/// One investigation with everything its page shows, as read from the store in one go.
struct InvestigationModel: Sendable {
    var investigation: Investigation
    var alerts: [Alert]
    var history: [InvestigationHistory]
    var comments: [Comment]
    var findings: [InvestigationFinding]
    var findingHistory: [InvestigationFindingHistory]
    /// Whether any of its alerts' devices writes back.
    var writesBack: Bool
    var vendorName: String
    var organization: Organization?
    var people: [ID<Actor>: Actor]
    var assignable: [UserAccount]
    var viewer: Principal
    var now: Timestamp

    /// What a person had typed when something went wrong, and the words for it.
    var draft = InvestigationDraft()

    static func read(
        _ id: ID<Investigation>, for viewer: Principal, integrations: Integrations, in tx: any Transaction
    ) throws -> InvestigationModel {
        guard let investigation = try tx.investigations.find(id, scope: viewer.scope) else {
            throw WorkbenchError.notFound("investigation")
        }
        let alerts = try tx.investigations.alerts(of: id)
        let history = try tx.investigations.history(of: id)
        let comments = try tx.alerts.comments(in: id)
        let findingHistory = try tx.investigations.findingHistory(of: id)
        let devices = try Set(alerts.map(\.deviceID)).compactMap { try tx.devices.find($0, scope: viewer.scope) }
        let vendors = Set(devices.map(\.vendor)).compactMap { integrations[$0]?.descriptor.name }
        var actors = Set(history.map(\.actorID) + history.compactMap(\.assignedTo))
        actors.formUnion(comments.map(\.createdBy))
        actors.formUnion(findingHistory.map(\.actorID))
        actors.formUnion([investigation.assignedTo, investigation.createdBy].compactMap { $0 })
        actors.formUnion(alerts.compactMap(\.assignedTo))
        return InvestigationModel(
            investigation: investigation, alerts: alerts, history: history, comments: comments,
            findings: try tx.investigations.findings(of: id), findingHistory: findingHistory,
            writesBack: devices.contains(where: \.writesBack),
            vendorName: vendors.count == 1 ? vendors.first ?? "the vendor" : "the vendor",
            organization: try tx.organizations.find(investigation.organizationID, scope: viewer.scope),
            people: try tx.people.actors(actors),
            assignable: try tx.people.assignable(in: investigation.organizationID), viewer: viewer, now: .now())
    }

    func name(of actor: ID<Actor>?) -> String {
        guard let actor else { return "Nobody" }
        if actor == viewer.actorID { return "You" }
        if actor == Actor.system { return "Watchfloor" }
        return people[actor]?.displayName.shortened(to: 80) ?? "Somebody"
    }
}

/// What a person had typed into the investigation's forms, kept when a form is shown again.
struct InvestigationDraft: Sendable {
    var decision: Investigation.Decision?
    var closeComment = ""
    var closesAlerts = true
    var comment = ""
    var why = ""
    var findingTitle = ""
    var findingText = ""
    /// What went wrong, in words.
    var problem: String?
    /// The input at fault.
    var field: String?
    /// What closing would write; nil when nobody asked.
    var preview: [WritePreview]?

    init() {}

    /// From a posted form.
    init(_ fields: QueryItems) {
        decision = fields["reason"].flatMap(Investigation.Decision.init)
        closeComment = fields["close_comment"] ?? ""
        closesAlerts = fields["close_comment"] == nil || fields["closes_alerts"] != nil
        comment = fields["comment"] ?? ""
        why = fields["why"] ?? ""
        findingTitle = fields["finding_title"] ?? ""
        findingText = fields["finding"] ?? ""
    }
}
