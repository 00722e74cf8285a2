import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

struct AlertRoutes: Sendable {
    let services: ServerServices

    private var limit: Int { services.settings.requestLimit }

    func add(to router: Router<AppRequestContext>) {
        router.page("/alerts/{id}") { page, parameters in
            Response(page: try await html(page, try parameters.id("id")))
        }
        router.page("/alerts/{id}/presence") { page, parameters in
            try await presence(page, try parameters.id("id"))
        }
        router.page("/alerts/{id}/raw/{vendorAlert}") { page, parameters in
            try await raw(page, try parameters.id("id"), try parameters.id("vendorAlert"))
        }
        act("assign", on: router) { page, fields in
            let assignee = AlertRoutes.assignee(fields, page.viewer)
            return ([.assign(assignee)], assignee == nil ? .unassigned : .assigned)
        }
        act("start", on: router) { _, _ in ([.start], .started) }
        act("reopen", on: router) { _, fields in
            guard let why = fields["why"]?.trimmed, !why.isEmpty else {
                throw WorkbenchError.invalid("Say why it is open again.", field: "why")
            }
            return ([.reopen(why: String(why.prefix(2000)))], .reopened)
        }
        act("close", on: router) { _, fields in
            guard let reason = fields["reason"].flatMap(CloseReason.init) else {
                throw WorkbenchError.invalid("Choose a reason.", field: "close_reason")
            }
            return ([.close(reason: reason, comment: fields["close_comment"] ?? "")], .closed)
        }
        router.form("/alerts/{id}/investigate", limit: limit) { page, parameters, fields in
            try await investigate(page, try parameters.id("id"), fields)
        }
        router.form("/alerts/{id}/close/preview", limit: limit) { page, parameters, fields in
            try await preview(page, try parameters.id("id"), fields)
        }
        router.form("/alerts/{id}/comments", limit: limit) { page, parameters, fields in
            try await comment(page, try parameters.id("id"), fields)
        }
        router.form("/alerts/{id}/deliveries/{delivery}", limit: limit) { page, parameters, fields in
            try await decide(page, try parameters.id("id"), try parameters.id("delivery"), fields)
        }
    }

    /// A form that does something to an alert: done, it leads back to the page; refused, the page says why and keeps
    /// what was typed.
    private func act(
        _ name: String, on router: Router<AppRequestContext>,
        _ commands: @escaping @Sendable (PageRequest, QueryItems) throws -> ([AlertCommand], Notice)
    ) {
        router.form(RouterPath("/alerts/{id}/\(name)"), limit: limit) { page, parameters, fields in
            let id: ID<Alert> = try parameters.id("id")
            return try await answering(page, id, fields) {
                let (commands, notice) = try commands(page, fields)
                _ = try await services.workflow.perform(
                    commands, on: id, by: page.viewer, seen: fields["version"].flatMap(AlertSight.init))
                return notice
            }
        }
    }

    private func answering(
        _ page: PageRequest, _ id: ID<Alert>, _ fields: QueryItems, _ act: () async throws -> Notice
    ) async throws -> Response {
        do {
            let notice = try await act()
            return .seeOther(AlertRoutes.address(id).with("notice", notice.rawValue))
        } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
            var draft = AlertDraft(fields)
            draft.problem = error.message
            draft.field = error.field
            return Response(page: try await html(page, id, draft), status: ErrorStatus.status(of: error.code))
        }
    }

    private func html(_ page: PageRequest, _ id: ID<Alert>, _ draft: AlertDraft = AlertDraft()) async throws -> String {
        let model = try await model(page, id, draft)
        let shell = page.shell(
            model.0.alert.name.shortened(to: 100), .alerts, organizations: model.1, here: AlertRoutes.address(id).text)
        return try AlertPage(model.0, shell: shell).html()
    }

    private func model(_ page: PageRequest, _ id: ID<Alert>, _ draft: AlertDraft) async throws
        -> (AlertModel, [Organization])
    {
        let (viewer, integrations) = (page.viewer, services.integrations)
        let others = await services.presence.note(viewer, at: id.rawValue)
        return try await services.store.read { tx in
            var model = try AlertModel.read(id, for: viewer, integrations: integrations, in: tx)
            model.draft = draft
            model.others = others
            return (model, try tx.switchable(by: viewer))
        }
    }

    /// Notes that the viewer's page is still open, and says who else has one.
    private func presence(_ page: PageRequest, _ id: ID<Alert>) async throws -> Response {
        let scope = page.viewer.scope
        guard try await services.store.read({ tx in try tx.alerts.find(id, scope: scope) }) != nil else {
            throw WorkbenchError.notFound("alert")
        }
        let others = await services.presence.note(page.viewer, at: id.rawValue)
        return Response(json: ["words": .string(Presence.words(others) ?? "")])
    }

    private func raw(_ page: PageRequest, _ id: ID<Alert>, _ vendorAlert: ID<VendorAlert>) async throws -> Response {
        let scope = page.viewer.scope
        let bytes = try await services.store.read { tx in
            guard let alert = try tx.alerts.find(id, scope: scope),
                let found = try tx.alerts.vendorAlerts(of: alert.id).first(where: { $0.id == vendorAlert })
            else { throw WorkbenchError.notFound("vendor alert") }
            return Array(found.raw.prettyText.utf8)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"vendor-alert.json\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// What closing would write: a part of the page for scripts, the whole page for those without.
    private func preview(_ page: PageRequest, _ id: ID<Alert>, _ fields: QueryItems) async throws -> Response {
        var draft = AlertDraft(fields)
        if let reason = draft.reason {
            draft.preview = try await services.workflow.previewClosing(
                id, as: reason, comment: draft.closeComment, by: page.viewer)
        } else {
            draft.problem = "Choose a reason first; what is written depends on it."
            draft.field = "close_reason"
        }
        guard fields["part"] != nil else {
            return Response(page: try await html(page, id, draft), status: draft.reason == nil ? .badRequest : .ok)
        }
        guard let preview = draft.preview else { return Response(page: "") }
        let model = try await model(page, id, draft).0
        return Response(page: try ClosingPreview(preview, model: model).html())
    }

    /// Into an investigation that is chosen, or into a new one, or straight into an incident.
    private func investigate(_ page: PageRequest, _ id: ID<Alert>, _ fields: QueryItems) async throws -> Response {
        var landing: ID<Investigation>?
        let answer = try await answering(page, id, fields) {
            let isIncident = fields["incident"] != nil
            if let chosen = fields["investigation"] {
                let joined = try await services.investigations.add([id], to: ID(chosen), by: page.viewer)
                if isIncident {
                    _ = try await services.investigations.perform([.promote], on: joined.id, by: page.viewer)
                }
                landing = joined.id
            } else {
                let opening = InvestigationOpening(
                    title: fields["title"] ?? "", alerts: [id], isIncident: isIncident, assignee: page.viewer.actorID)
                landing = try await services.investigations.open(opening, by: page.viewer).id
            }
            return .investigationOpened
        }
        guard let landing else { return answer }
        return .seeOther(
            InvestigationRoutes.address(landing).with("notice", Notice.investigationOpened.rawValue))
    }

    private func comment(_ page: PageRequest, _ id: ID<Alert>, _ fields: QueryItems) async throws -> Response {
        try await answering(page, id, fields) {
            _ = try await services.workflow.comment(fields["comment"] ?? "", on: id, by: page.viewer)
            return .commented
        }
    }

    private func decide(_ page: PageRequest, _ id: ID<Alert>, _ delivery: ID<Delivery>, _ fields: QueryItems)
        async throws -> Response
    {
        try await answering(page, id, fields) {
            guard let decision = fields["decision"].flatMap(DeliveryDecision.init) else {
                throw WorkbenchError.invalid("Choose what to do with this write.", field: "decision")
            }
            _ = try await services.decisions.decide(decision, on: delivery, by: page.viewer)
            return .decided
        }
    }

    private static func assignee(_ fields: QueryItems, _ viewer: Principal) -> ID<Actor>? {
        switch fields["assignee"] {
        case nil: nil
        case "me": viewer.actorID
        case let id?: ID(id)
        }
    }

    static func address(_ id: ID<Alert>) -> PageAddress {
        PageAddress("/alerts/\(PageAddress.encoded(id.rawValue))")
    }
}

extension HTTPField.Name {
    static let contentDisposition = HTTPField.Name("content-disposition")!  // safe: a valid header name
}
