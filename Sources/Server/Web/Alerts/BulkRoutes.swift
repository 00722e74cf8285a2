import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// Acts on several alerts, each with its own outcome; claiming the next alert; keeping views.
struct BulkRoutes: Sendable {
    let services: ServerServices

    /// Closing asks once more when it would change more issues than this at the vendor.
    static let issuesWithoutAsking = 10

    private var limit: Int { services.settings.requestLimit }

    func add(to router: Router<AppRequestContext>) {
        router.form("/alerts/bulk", limit: limit) { page, _, fields in try await begin(page, fields) }
        router.form("/alerts/bulk/close", limit: limit) { page, _, fields in try await close(page, fields) }
        router.form("/alerts/bulk/close/preview", limit: limit) { page, _, fields in try await preview(page, fields) }
        router.form("/alerts/bulk/investigate", limit: limit) { page, _, fields in
            try await investigate(page, fields)
        }
        router.form("/alerts/claim", limit: limit) { page, _, fields in try await claim(page, fields) }
        router.form("/alerts/views", limit: limit) { page, _, fields in try await keepView(page, fields) }
        router.form("/alerts/views/{id}/delete", limit: limit) { page, parameters, fields in
            let id: ID<SavedView> = try parameters.id("id")
            let actor = page.viewer.actorID
            try await services.store.write { tx in try tx.savedViews.delete(id, of: actor) }
            return BulkRoutes.back(to: PageAddress.ownPath(fields["return"]) ?? "/alerts", .viewDeleted)
        }
    }

    private func begin(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let selection = try BulkSelection(fields)
        switch fields["act"] {
        case "assign":
            let outcomes = try await BulkOutcome.each(selection.entries) { entry in
                _ = try await services.workflow.perform(
                    [.assign(page.viewer.actorID)], on: entry.id, by: page.viewer, seen: entry.seen)
            }
            guard outcomes.contains(where: { $0.refusal != nil }) else {
                return BulkRoutes.back(to: selection.back, .assignedSeveral)
            }
            return try await answer(page, selection, outcomes, heading: "Assigned to you")
        case "close": return try await closingForm(page, selection, fields, problem: nil, preview: nil)
        case "investigate": return try await investigatingForm(page, selection, fields, problem: nil)
        default: throw WorkbenchError.invalid("Choose what to do with the selected alerts.", field: "act")
        }
    }

    private func close(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let selection = try BulkSelection(fields)
        guard let reason = fields["reason"].flatMap(CloseReason.init) else {
            return try await closingForm(page, selection, fields, problem: "Choose a reason.", preview: nil)
        }
        let comment = fields["close_comment"] ?? ""
        guard !comment.trimmed.isEmpty else {
            return try await closingForm(
                page, selection, fields, problem: "Closing needs a comment: say what you saw and why it ends here.",
                preview: nil)
        }
        let preview = try await services.workflow.previewClosing(
            selection.entries.map(\.id), as: reason, comment: comment, by: page.viewer)
        let moved = BulkRoutes.issuesMoved(preview)
        guard moved <= BulkRoutes.issuesWithoutAsking || fields["sure"] == "yes" else {
            return try await closingForm(
                page, selection, fields,
                problem: "Closing these changes \(grouped(moved)) issues. Say that you mean it.",
                preview: preview)
        }
        let outcomes = try await BulkOutcome.each(selection.entries) { entry in
            _ = try await services.workflow.perform(
                [.close(reason: reason, comment: comment)], on: entry.id, by: page.viewer,
                seen: entry.seen)
        }
        return try await answer(page, selection, outcomes, heading: "Closed as \(reason.words.lowercased())")
    }

    private static func issuesMoved(_ preview: [WritePreview]) -> Int {
        Set(preview.filter { $0.write.status != nil }.map(\.issueID)).count
    }

    private func preview(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let selection = try BulkSelection(fields)
        guard let reason = fields["reason"].flatMap(CloseReason.init) else {
            let problem = "Choose a reason first; what is written depends on it."
            return fields["part"] == nil
                ? try await closingForm(page, selection, fields, problem: problem, preview: nil) : Response(page: "")
        }
        let preview = try await services.workflow.previewClosing(
            selection.entries.map(\.id), as: reason, comment: fields["close_comment"] ?? "", by: page.viewer)
        guard fields["part"] != nil else {
            return try await closingForm(page, selection, fields, problem: nil, preview: preview)
        }
        return Response(page: try view(of: preview).html())
    }

    private var vendor: String {
        let names = services.vendorNames.values
        return names.count == 1 ? names.first ?? "the vendor" : "the vendors"
    }

    private func view(of preview: [WritePreview]) -> ClosingPreview {
        ClosingPreview(preview, vendor: vendor, silence: "Nothing will be written to \(vendor).")
    }

    private func closingForm(
        _ page: PageRequest, _ selection: BulkSelection, _ fields: QueryItems, problem: String?,
        preview: [WritePreview]?
    ) async throws -> Response {
        let reason = fields["reason"].flatMap(CloseReason.init)
        let moved = preview.map(BulkRoutes.issuesMoved) ?? 0
        var drawn = try await drawn(
            page, selection, heading: "Close \(counted(selection.entries.count, "alert", "alerts"))")
        drawn.problem = problem
        drawn.closing = BulkPage.Closing(
            reasons: CloseReason.selectable.map { Choice($0.rawValue, $0.words, isChosen: $0 == reason) },
            comment: fields["close_comment"] ?? "", preview: preview.map(view),
            question: moved > BulkRoutes.issuesWithoutAsking
                ? "Yes, change \(grouped(moved)) issues in \(vendor)" : nil,
            vendor: vendor)
        return Response(page: try drawn.html(), status: problem == nil ? .ok : .badRequest)
    }

    private func drawn(
        _ page: PageRequest, _ selection: BulkSelection, heading: String, outcomes: [BulkOutcome] = []
    ) async throws -> BulkPage {
        let viewer = page.viewer
        let (read, organizations) = try await services.store.read { tx in
            (try BulkModel.read(selection, for: viewer, in: tx), try tx.switchable(by: viewer))
        }
        var model = read
        model.outcomes = outcomes
        return BulkPage(
            model, heading: heading,
            shell: page.shell(heading, .alerts, organizations: organizations, here: selection.back))
    }

    private func answer(
        _ page: PageRequest, _ selection: BulkSelection, _ outcomes: [BulkOutcome], heading: String
    ) async throws -> Response {
        let drawn = try await drawn(page, selection, heading: heading, outcomes: outcomes)
        return Response(page: try drawn.html(), status: outcomes.allSatisfy { $0.refusal != nil } ? .conflict : .ok)
    }
}

// Into an investigation.
extension BulkRoutes {
    private func investigatingForm(
        _ page: PageRequest, _ selection: BulkSelection, _ fields: QueryItems, problem: String?
    ) async throws -> Response {
        let viewer = page.viewer
        let ids = selection.entries.map(\.id)
        let (open, title) = try await services.store.read { tx -> ([Investigation], String) in
            let alerts = try ids.compactMap { try tx.alerts.find($0, scope: viewer.scope) }
            let order = [SortKey("created_at", isDescending: true)]
            var open: [Investigation] = []
            if let organization = alerts.first?.organizationID {
                open = try tx.investigations.list(
                    ResourceQuery(
                        scope: .organization(organization), filter: .isNull("decision"), sort: order, limit: 50)
                ).rows
            }
            return (open, alerts.first?.name ?? "")
        }
        var drawn = try await drawn(
            page, selection, heading: "Investigate \(counted(selection.entries.count, "alert", "alerts"))")
        drawn.problem = problem
        drawn.investigating = BulkPage.Investigating(
            choices: open.map { Choice($0.id.rawValue, "\($0.shortLink) · \($0.title.shortened(to: 80))") },
            hasChoices: !open.isEmpty, title: fields["title"] ?? title.shortened(to: Investigation.titleLimit))
        return Response(page: try drawn.html(), status: problem == nil ? .ok : .badRequest)
    }

    /// The first alert that can be leads a new investigation; the others join it one by one.
    private func investigate(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let selection = try BulkSelection(fields)
        let title = (fields["title"] ?? "").trimmed
        guard fields["investigation"] != nil || !title.isEmpty else {
            return try await investigatingForm(page, selection, fields, problem: "Give it a title.")
        }
        var target: ID<Investigation>? = fields["investigation"].map { ID($0) }
        let outcomes = try await BulkOutcome.each(selection.entries) { entry in
            // Changes nothing, and refuses when the alert stands differently by now.
            _ = try await services.workflow.perform([], on: entry.id, by: page.viewer, seen: entry.seen)
            if let joined = target {
                _ = try await services.investigations.add([entry.id], to: joined, by: page.viewer)
            } else {
                let opening = InvestigationOpening(
                    title: title, alerts: [entry.id], isIncident: false, assignee: page.viewer.actorID)
                target = try await services.investigations.open(opening, by: page.viewer).id
            }
        }
        guard let target, !outcomes.contains(where: { $0.refusal != nil }) else {
            return try await answer(page, selection, outcomes, heading: "Added to an investigation")
        }
        return .seeOther(InvestigationRoutes.address(target).with("notice", Notice.investigationOpened.rawValue))
    }

    private func claim(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        guard
            let alert = try await services.workflow.claimNext(in: page.chosenOrganization, by: page.viewer)
        else {
            return BulkRoutes.back(to: PageAddress.ownPath(fields["return"]) ?? "/alerts", .nothingToClaim)
        }
        return .seeOther(AlertRoutes.address(alert.id).with("notice", Notice.claimed.rawValue))
    }

    private func keepView(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let name = try SavedView.checked(name: fields["name"] ?? "")
        // Only what a list understands is kept.
        var filter = AlertListFilter(QueryItems(fields["query"] ?? ""))
        filter.cursor = nil
        let address = filter.address().text
        let query = address.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        let now = Timestamp.now()
        let view = SavedView(
            id: .make(at: now), actorID: page.viewer.actorID, name: name, query: query, createdAt: now, updatedAt: now)
        try await services.store.write { tx in
            let kept = try tx.savedViews.list(of: view.actorID)
            guard kept.count < SavedView.limit || kept.contains(where: { $0.name == view.name }) else {
                throw WorkbenchError.conflict("You keep \(SavedView.limit) views already. Delete one first.")
            }
            try tx.savedViews.save(view)
        }
        return BulkRoutes.back(to: address, .viewKept)
    }

    /// To a list, with words over it.
    static func back(to address: String, _ notice: Notice) -> Response {
        let joint = address.contains("?") ? "&" : "?"
        var response = Response.seeOther(PageAddress("/alerts"))
        response.headers[.location] = "\(address)\(joint)notice=\(notice.rawValue)"
        return response
    }
}
