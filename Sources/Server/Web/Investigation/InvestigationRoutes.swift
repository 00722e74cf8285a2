import HTTPTypes
import Hummingbird
import Pipeline
import Workbench

struct InvestigationRoutes: Sendable {
    let services: ServerServices

    private var limit: Int { services.settings.requestLimit }
    private var workflow: InvestigationWorkflow { services.investigations }

    func add(to router: Router<AppRequestContext>) {
        router.page("/investigations/{id}") { page, parameters in
            Response(page: try await html(page, try parameters.id("id")))
        }
        act("assign", on: router) { page, fields in
            let assignee: ID<Actor>? = fields["assignee"].map { $0 == "me" ? page.viewer.actorID : ID($0) }
            return (.assign(assignee), assignee == nil ? .investigationUnassigned : .investigationAssigned)
        }
        act("promote", on: router) { _, _ in (.promote, .promoted) }
        act("downgrade", on: router) { _, fields in
            (.downgrade(why: try InvestigationRoutes.why(fields, "Say why it is no incident.")), .downgraded)
        }
        act("reopen", on: router) { _, fields in
            (.reopen(why: try InvestigationRoutes.why(fields, "Say why it is open again.")), .investigationReopened)
        }
        act("close", on: router) { _, fields in
            guard let decision = fields["reason"].flatMap(Investigation.Decision.init) else {
                throw WorkbenchError.invalid("Choose a decision.", field: "decision")
            }
            return (.close(decision, comment: fields["close_comment"] ?? ""), .investigationClosed)
        }
        router.form("/investigations/{id}/close/preview", limit: limit) { page, parameters, fields in
            try await preview(page, try parameters.id("id"), fields)
        }
        addCompanions(to: router)
    }

    private func addCompanions(to router: Router<AppRequestContext>) {
        router.form("/investigations/{id}/comments", limit: limit) { page, parameters, fields in
            let id: ID<Investigation> = try parameters.id("id")
            return try await answering(page, id, fields) {
                _ = try await workflow.comment(fields["comment"] ?? "", on: id, by: page.viewer)
                return .commented
            }
        }
        router.form("/investigations/{id}/findings", limit: limit) { page, parameters, fields in
            let id: ID<Investigation> = try parameters.id("id")
            return try await answering(page, id, fields) {
                let draft = FindingDraft(title: fields["finding_title"] ?? "", text: fields["finding"] ?? "")
                _ = try await workflow.addFinding(draft, to: id, by: page.viewer)
                return .findingAdded
            }
        }
        router.form("/investigations/{id}/detach", limit: limit) { page, parameters, fields in
            let id: ID<Investigation> = try parameters.id("id")
            return try await answering(page, id, fields) {
                guard let alert = fields["alert"] else { throw WorkbenchError.notFound("alert") }
                _ = try await workflow.detach(ID(alert), from: id, by: page.viewer)
                return .detached
            }
        }
    }

    /// A form that does something to an investigation: done, it leads back to the page; refused, the page says why and
    /// keeps what was typed.
    private func act(
        _ name: String, on router: Router<AppRequestContext>,
        _ command: @escaping @Sendable (PageRequest, QueryItems) throws -> (InvestigationCommand, Notice)
    ) {
        router.form(RouterPath("/investigations/{id}/\(name)"), limit: limit) { page, parameters, fields in
            let id: ID<Investigation> = try parameters.id("id")
            return try await answering(page, id, fields) {
                let (command, notice) = try command(page, fields)
                _ = try await workflow.perform(
                    [command], on: id, by: page.viewer, closesAlerts: fields["closes_alerts"] != nil,
                    expectedVersion: fields["version"].flatMap(Int64.init))
                return notice
            }
        }
    }

    private func answering(
        _ page: PageRequest, _ id: ID<Investigation>, _ fields: QueryItems, _ act: () async throws -> Notice
    ) async throws -> Response {
        do {
            let notice = try await act()
            return .seeOther(InvestigationRoutes.address(id).with("notice", notice.rawValue))
        } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
            var draft = InvestigationDraft(fields)
            draft.problem = error.message
            draft.field = error.field
            return Response(page: try await html(page, id, draft), status: ErrorStatus.status(of: error.code))
        }
    }

    private func html(_ page: PageRequest, _ id: ID<Investigation>, _ draft: InvestigationDraft = InvestigationDraft())
        async throws -> String
    {
        let (model, organizations) = try await model(page, id, draft)
        let shell = page.shell(
            model.investigation.title.shortened(to: 100), .investigations, organizations: organizations,
            here: InvestigationRoutes.address(id).text)
        return try InvestigationPage(model, shell: shell).html()
    }

    private func model(_ page: PageRequest, _ id: ID<Investigation>, _ draft: InvestigationDraft) async throws
        -> (InvestigationModel, [Organization])
    {
        let (viewer, integrations) = (page.viewer, services.integrations)
        return try await services.store.read { tx in
            var model = try InvestigationModel.read(id, for: viewer, integrations: integrations, in: tx)
            model.draft = draft
            return (model, try tx.switchable(by: viewer))
        }
    }

    /// What closing would write: a part of the page for scripts, the whole page for those without.
    private func preview(_ page: PageRequest, _ id: ID<Investigation>, _ fields: QueryItems) async throws -> Response {
        var draft = InvestigationDraft(fields)
        if let decision = draft.decision {
            draft.preview = try await workflow.previewClosing(
                id, as: decision, comment: draft.closeComment, closesAlerts: fields["closes_alerts"] != nil,
                by: page.viewer)
        } else {
            draft.problem = "Choose a decision first; what is written depends on it."
            draft.field = "decision"
        }
        guard fields["part"] != nil else {
            return Response(page: try await html(page, id, draft), status: draft.decision == nil ? .badRequest : .ok)
        }
        guard draft.preview != nil else { return Response(page: "") }
        let model = try await model(page, id, draft).0
        return Response(page: try InvestigationActions(model).preview?.html() ?? "")
    }

    private static func why(_ fields: QueryItems, _ words: String) throws(WorkbenchError) -> String {
        guard let why = fields["why"]?.trimmed, !why.isEmpty else { throw .invalid(words, field: "why") }
        return String(why.prefix(2000))
    }

    static func address(_ id: ID<Investigation>) -> PageAddress {
        PageAddress("/investigations/\(PageAddress.encoded(id.rawValue))")
    }
}
