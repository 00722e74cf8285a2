import Pipeline
import Workbench

/// One alert with everything its page shows, as read from the store in one go.
struct AlertModel: Sendable {
    var alert: Alert
    var vendorAlerts: [VendorAlert]
    var history: [AlertHistory]
    var comments: [Comment]
    var deliveries: [Delivery]
    /// What each delivery would say to the vendor, by its id.
    var plans: [ID<Delivery>: PlannedWrite]
    var device: SecurityDevice?
    var organization: Organization?
    var people: [ID<Actor>: Actor]
    var assignable: [UserAccount]
    /// Nil when this build does not know the vendor.
    var vendor: VendorDescriptor?
    var viewer: Principal
    var now: Timestamp
    /// The one it belongs to, and the open ones that it may join.
    var investigation: Investigation?
    var openInvestigations: [Investigation] = []
    var related: [RelatedAlerts] = []
    /// Names of those who have it open now, beside the viewer.
    var others: [String] = []

    /// What a person had typed when something went wrong, and the words for it.
    var draft = AlertDraft()

    static func read(
        _ id: ID<Alert>, for viewer: Principal, integrations: Integrations, in tx: any Transaction
    ) throws -> AlertModel {
        guard let alert = try tx.alerts.find(id, scope: viewer.scope) else { throw WorkbenchError.notFound("alert") }
        let device = try tx.devices.find(alert.deviceID, scope: viewer.scope)
        let integration = device.flatMap { integrations[$0.vendor] }
        let history = try tx.alerts.history(of: id)
        let comments = try tx.alerts.comments(on: id)
        let deliveries = try tx.deliveries.list(alert: id)
        var actors = Set(history.map(\.actorID) + history.compactMap(\.assignedTo))
        actors.formUnion(comments.map(\.createdBy))
        actors.formUnion(deliveries.map(\.actorID))
        actors.formUnion([alert.assignedTo, alert.statusUpdatedBy].compactMap { $0 })
        actors.formUnion(history.compactMap { $0.value["from"]?.string.map { ID($0) } })
        let plans = deliveries.map { delivery in
            (delivery.id, integration?.plan(delivery.intent, kind: delivery.kind, marker: delivery.marker))
        }
        let vendorAlerts = try tx.alerts.vendorAlerts(of: id)
        let now = Timestamp.now()
        return AlertModel(
            alert: alert, vendorAlerts: vendorAlerts, history: history, comments: comments,
            deliveries: deliveries,
            plans: Dictionary(plans, uniquingKeysWith: { first, _ in first }).compactMapValues { $0 },
            device: device, organization: try tx.organizations.find(alert.organizationID, scope: viewer.scope),
            people: try tx.people.actors(actors), assignable: try tx.people.assignable(in: alert.organizationID),
            vendor: integration?.descriptor, viewer: viewer, now: now,
            investigation: try alert.investigationID.flatMap { try tx.investigations.find($0, scope: viewer.scope) },
            openInvestigations: try openInvestigations(in: alert.organizationID, in: tx),
            related: try RelatedAlerts.read(alert, vendorAlerts, scope: viewer.scope, now: now, in: tx))
    }

    /// The newest ones: who works on more than these at once looks for it on its own page.
    private static func openInvestigations(in organization: ID<Organization>, in tx: any Transaction) throws
        -> [Investigation]
    {
        let order = [SortKey("created_at", isDescending: true)]
        return try tx.investigations.list(
            ResourceQuery(scope: .organization(organization), filter: .isNull("decision"), sort: order, limit: 50)
        ).rows
    }

    var vendorName: String { vendor?.name ?? "the vendor" }

    func name(of actor: ID<Actor>?) -> String {
        guard let actor else { return "Nobody" }
        if actor == viewer.actorID { return "You" }
        if actor == Actor.system { return "Watchfloor" }
        if actor == Actor.vendor { return "\(vendorName)’s console" }
        return people[actor]?.displayName.shortened(to: 80) ?? "Somebody"
    }
}

/// What a person had typed into the alert's forms, kept when a form is shown again.
struct AlertDraft: Sendable {
    var reason: CloseReason?
    var closeComment = ""
    var comment = ""
    var why = ""
    /// Nil when nothing was typed.
    var investigationTitle: String?
    /// What went wrong, in words.
    var problem: String?
    /// The input at fault.
    var field: String?
    /// What closing would write; nil when nobody asked.
    var preview: [WritePreview]?

    init() {}

    /// From a posted form.
    init(_ fields: QueryItems) {
        reason = fields["reason"].flatMap(CloseReason.init)
        closeComment = fields["close_comment"] ?? ""
        comment = fields["comment"] ?? ""
        why = fields["why"] ?? ""
        investigationTitle = fields["title"]
    }
}
