import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

struct LedgerRoutes: Sendable {
    let services: ServerServices

    private var ledger: Ledger { Ledger(store: services.store, workflow: services.workflow) }

    func add(to router: Router<AppRequestContext>) {
        router.page("/ledger") { page, _ in try await list(page) }
        router.page("/ledger/export.csv") { page, _ in export(page, isCSV: true) }
        router.page("/ledger/export.ndjson") { page, _ in export(page, isCSV: false) }
        router.page("/ledger/undo") { page, _ in try await plan(page) }
        router.form("/ledger/undo", limit: services.settings.requestLimit) { page, _, fields in
            try await undo(page, fields)
        }
    }

    private func filter(_ page: PageRequest) -> LedgerFilter {
        LedgerFilter(page.query, chosenOrganization: page.chosenOrganization)
    }

    private func list(_ page: PageRequest) async throws -> Response {
        let (filter, viewer) = (filter(page), page.viewer)
        let (model, organizations) = try await services.store.read { tx in
            (try LedgerModel.read(filter, for: viewer, in: tx), try tx.switchable(by: viewer))
        }
        return Response(
            page: try LedgerPage(model, shell: page.shell("Ledger", .home, organizations: organizations)).html())
    }

    private func plan(_ page: PageRequest, problem: String? = nil) async throws -> Response {
        try page.viewer.requireAdministrator()
        let filter = filter(page)
        let steps = try await ledger.plan(filter.query(for: page.viewer), by: page.viewer)
        var drawn = LedgerUndoPage(steps, filter: filter, isDone: false, shell: page.shell("Undo", .home))
        drawn.problem = problem
        return Response(page: try drawn.html(), status: problem == nil ? .ok : .badRequest)
    }

    private func undo(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let why = fields["why"] ?? ""
        guard !why.trimmed.isEmpty else { return try await plan(page, problem: "Say why this is undone.") }
        let filter = filter(page)
        let steps = try await ledger.undo(filter.query(for: page.viewer), why: why, by: page.viewer)
        let shell = page.shell("Undone", .home, here: filter.address().text)
        return Response(page: try LedgerUndoPage(steps, filter: filter, isDone: true, shell: shell).html())
    }

    /// All pages of the ledger, written while they are read.
    private func export(_ page: PageRequest, isCSV: Bool) -> Response {
        let (filter, viewer, store) = (filter(page), page.viewer, services.store)
        let name = isCSV ? "ledger.csv" : "ledger.ndjson"
        return Response(
            status: .ok,
            headers: [
                .contentType: isCSV ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
                .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody { writer in
                if isCSV { try await writer.write(ByteBuffer(string: CSV.line(LedgerExport.names))) }
                var filter = filter
                var isMore = true
                while isMore {
                    let asked = filter
                    let model = try await store.read { tx in try LedgerModel.read(asked, for: viewer, in: tx) }
                    let text = model.writes.map { LedgerExport.line($0, model, isCSV: isCSV) }.joined()
                    if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                    filter.after = model.writes.last?.id
                    isMore = model.isMore
                }
                try await writer.finish(nil)
            })
    }
}

/// One write as a line of a file.
enum LedgerExport {
    static let names = [
        "id", "decided_at", "written_at", "organization", "device", "issue_id", "alert_id", "rule", "by",
        "vendor_status", "vendor_reason", "note", "answer",
    ]

    static func line(_ write: Delivery, _ model: LedgerModel, isCSV: Bool) -> String {
        let values: [String?] = [
            write.id.rawValue, write.createdAt.description, write.finishedAt?.description,
            model.organizations[write.organizationID]?.name,
            model.devices.first { $0.id == write.deviceID }?.name, write.issueID, write.alertID?.rawValue,
            write.intent.rule.rawValue,
            write.actorID == Actor.system ? "Watchfloor" : model.people[write.actorID]?.displayName,
            write.written?.state?.vendorStatus, write.written?.state?.reason, write.written?.note, write.answer,
        ]
        guard !isCSV else { return CSV.line(values.map { $0 ?? "" }) }
        let object = Dictionary(zip(names, values.map { JSON($0) }), uniquingKeysWith: { first, _ in first })
        return JSON.object(object).text + "\n"
    }
}
