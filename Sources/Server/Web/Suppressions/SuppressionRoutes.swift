import HTTPTypes
import Hummingbird
import Pipeline
import Workbench

struct SuppressionRoutes: Sendable {
    let services: ServerServices

    private var limit: Int { services.settings.requestLimit }

    func add(to router: Router<AppRequestContext>) {
        router.page("/detections/suppressions") { page, _ in Response(page: try await list(page)) }
        router.page("/detections/suppressions/new") { page, _ in
            try page.viewer.requireWriter()
            return Response(page: try await form(page, try await prefilled(page)))
        }
        router.page("/detections/suppressions/{id}") { page, parameters in
            Response(page: try await one(page, try parameters.id("id")))
        }
        router.form("/detections/suppressions", limit: limit) { page, _, fields in
            try await answering(page, fields) { wanted in
                let record = try await services.suppressions.add(wanted, by: page.viewer)
                let address = SuppressionRoutes.address(record.suppression.id)
                return .seeOther(address.with("notice", Notice.suppressionAdded.rawValue))
            }
        }
        router.form("/detections/suppressions/preview", limit: limit) { page, _, fields in
            try await answering(page, fields) { wanted in
                let preview = try await services.suppressions.preview(wanted, by: page.viewer)
                return Response(page: try await form(page, fields, preview: preview))
            }
        }
        router.form("/detections/suppressions/{id}/expire", limit: limit) { page, parameters, _ in
            let id: ID<Suppression> = try parameters.id("id")
            _ = try await services.suppressions.expire(id, by: page.viewer)
            return .seeOther(SuppressionRoutes.address(id).with("notice", Notice.suppressionExpired.rawValue))
        }
    }

    static func address(_ id: ID<Suppression>) -> PageAddress {
        PageAddress("/detections/suppressions/\(PageAddress.encoded(id.rawValue))")
    }

    private func list(_ page: PageRequest) async throws -> String {
        let viewer = page.viewer
        let scope = page.chosenOrganization.map { AccessScope.organization($0) } ?? viewer.scope
        let now = services.suppressions.clock()
        let (rows, organizations) = try await services.store.read { tx in
            let suppressions = try tx.suppressions.list(scope: scope, limit: 1000)
            let names = try SuppressionNames(suppressions, scope: viewer.scope, in: tx)
            let views = suppressions.map { SuppressionView(SuppressionRecord($0, at: now), names: names, now: now) }
            return (views, try tx.switchable(by: viewer))
        }
        let shell = page.shell(
            "Suppressions", .detections, organizations: organizations, here: "/detections/suppressions")
        return try SuppressionListPage(rows, viewer: viewer, shell: shell).html()
    }

    private func one(_ page: PageRequest, _ id: ID<Suppression>) async throws -> String {
        let viewer = page.viewer
        let shell = page.shell("Suppression", .detections, here: SuppressionRoutes.address(id).text)
        let now = services.suppressions.clock()
        let model = try await services.store.read { tx in
            guard let suppression = try tx.suppressions.find(id, scope: viewer.scope) else {
                throw WorkbenchError.notFound("suppression")
            }
            let suppressed = try tx.suppressions.marked(by: id, limit: 20)
                .filter { viewer.scope.allows($0.organizationID) }
            return SuppressionPage(
                SuppressionRecord(suppression, at: now),
                names: try SuppressionNames([suppression], scope: viewer.scope, in: tx), suppressed: suppressed,
                viewer: viewer, now: now, shell: shell)
        }
        return try model.html()
    }

    private func form(
        _ page: PageRequest, _ typed: QueryItems, problem: WorkbenchError? = nil, preview: SuppressionPreview? = nil
    ) async throws -> String {
        let viewer = page.viewer
        let chosen = typed["scope"] ?? "organization:\(viewer.organizationID.rawValue)"
        let (scopes, organizations) = try await services.store.read { tx in
            (try SuppressionRoutes.scopes(for: viewer, chosen: chosen, in: tx), try tx.switchable(by: viewer))
        }
        let shell = page.shell(
            "New suppression", .detections, organizations: organizations, here: "/detections/suppressions/new")
        return try NewSuppressionPage(typed, scopes: scopes, problem: problem, preview: preview, shell: shell).html()
    }

    /// Everything the viewer may suppress for: all organizations, each organization, each device.
    private static func scopes(for viewer: Principal, chosen: String, in tx: any Transaction) throws -> [Choice] {
        let query = ResourceQuery(scope: viewer.scope, sort: [SortKey("name")], limit: 200)
        let organizations = try tx.organizations.list(query).rows
        let devices = try tx.devices.list(query).rows
        var choices: [Choice] = []
        if viewer.scope == .everything { choices.append(Choice("all", "All organizations", isChosen: chosen == "all")) }
        choices += organizations.map {
            let value = "organization:\($0.id.rawValue)"
            return Choice(value, "All of \($0.name.shortened(to: 60))", isChosen: value == chosen)
        }
        choices += devices.map {
            let value = "device:\($0.id.rawValue)"
            return Choice(value, "Only \($0.name.shortened(to: 60))", isChosen: value == chosen)
        }
        return choices
    }

    private func prefilled(_ page: PageRequest) async throws -> QueryItems {
        guard let id = page.query["alert"] else { return page.query }
        let scope = page.viewer.scope
        return try await services.store.read { tx in
            guard let alert = try tx.alerts.find(ID(id), scope: scope) else { throw WorkbenchError.notFound("alert") }
            let vendorAlerts = try tx.alerts.vendorAlerts(of: alert.id)
            guard let leading = vendorAlerts.first(where: \.kind.isIssue) ?? vendorAlerts.first else {
                throw WorkbenchError.notFound("vendor alert")
            }
            return NewSuppressionPage.like(alert, leading)
        }
    }

    private func answering(
        _ page: PageRequest, _ fields: QueryItems,
        _ act: (SuppressionAdministration.NewSuppression) async throws -> Response
    ) async throws -> Response {
        do {
            try page.viewer.requireWriter()
            return try await act(try wanted(fields, by: page.viewer))
        } catch let error as WorkbenchError where error.code == .invalid {
            return Response(
                page: try await form(page, fields, problem: error), status: ErrorStatus.status(of: error.code))
        }
    }

    private func wanted(_ fields: QueryItems, by viewer: Principal) throws(WorkbenchError)
        -> SuppressionAdministration.NewSuppression
    {
        var expiresAt: Timestamp?
        if let days = fields["days"] {
            guard let number = Int(days), (1...3650).contains(number) else {
                throw .invalid("Choose when it expires.", field: "days")
            }
            expiresAt = services.suppressions.clock().adding(seconds: Double(number) * 86_400)
        }
        var wanted = SuppressionAdministration.NewSuppression(
            organizationID: viewer.organizationID, name: fields["name"] ?? "", condition: fields["condition"] ?? "",
            reason: fields["reason"] ?? "",
            place: fields["place"].flatMap(Suppression.Place.init) ?? .workbench,
            dismisses: fields["dismisses"] != nil, expiresAt: expiresAt)
        let parts = (fields["scope"] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count == 2 ? parts.last : nil) {
        case ("all", nil): wanted.organizationID = nil
        case ("organization", let id?): wanted.organizationID = ID(id)
        case ("device", let id?): (wanted.organizationID, wanted.deviceID) = (nil, ID(id))
        default: break
        }
        return wanted
    }
}
