import HTTPTypes
import Pipeline
import Workbench

/// `PATCH /api/v2/expel_alerts`: many alerts in one request, each with its own outcome.
struct BulkAPI: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog

    /// - Returns: the document: in `data` one outcome for each entry, in order.
    /// - Throws: `invalid` when the document as a whole is at fault; then nothing was changed.
    func change(_ body: [UInt8], by principal: Principal, _ writer: DocumentWriter) async throws -> JSON {
        try principal.requireWriter()
        let entries = try BulkAPI.entries(body)
        let changes = entries.map { entry in
            AlertWorkflow.Change(ID(entry.id)) { alert in
                let record = AlertRecord(alert: alert, vendor: nil, activity: AlertActivity())
                var current = AlertRecord.resource.object(record)
                // What clients echo and nobody may set is settled without another look at the database.
                for name in ["vendor"] {
                    current.toOne[name] = entry.document["relationships"]?[name]?["data"]?["id"]?.string
                }
                let document = try WriteDocument(
                    JSON.object(["data": entry.document]).bytes, for: AlertRecord.resource.description,
                    current: current, settable: ["assigned_to_actor"])
                return try AlertAPI.commands(document, on: alert)
            }
        }
        let results = try await services.workflow.perform(changes, by: principal)
        let alerts = try catalog.collection("expel_alerts")
        let objects = try await services.store.read { tx in
            try results.map { result in
                try (try? result.get()).flatMap { try alerts.find($0.id.rawValue, scope: principal.scope, in: tx) }
            }
        }
        return BulkAPI.document(entries.map(\.id), results, objects, writer)
    }

    private static func document(
        _ ids: [String], _ results: [Result<Alert, WorkbenchError>], _ objects: [ResourceObject?],
        _ writer: DocumentWriter
    ) -> JSON {
        var outcomes: [JSON] = []
        for ((id, result), object) in zip(zip(ids, results), objects) {
            switch result {
            case .success:
                outcomes.append([
                    "id": .string(id), "status": "200", "resource": object.map(writer.resource) ?? .null,
                ])
            case .failure(let error):
                let status = String(ErrorStatus.status(of: error.code).code)
                outcomes.append([
                    "id": .string(id), "status": .string(status), "errors": [ErrorDocument.entry(error, status)],
                ])
            }
        }
        let failed = results.filter { if case .failure = $0 { true } else { false } }.count
        return [
            "jsonapi": ["version": "1.0"], "data": .array(outcomes),
            "meta": [
                "succeeded": .integer(Int64(results.count - failed)), "failed": .integer(Int64(failed)),
            ],
        ]
    }

    private struct Entry {
        var id: String
        var document: JSON
    }

    private static func entries(_ body: [UInt8]) throws(WorkbenchError) -> [Entry] {
        guard case .array(let list)? = try JSON(parsing: body)["data"], !list.isEmpty else {
            throw .invalid("Send \"data\": a list of alerts, each with its id and what is to change.", field: "/data")
        }
        guard list.count <= AlertWorkflow.changeLimit else {
            throw .invalid("Change at most \(AlertWorkflow.changeLimit) alerts at once.", field: "/data")
        }
        var seen: Set<String> = []
        var entries: [Entry] = []
        for (index, document) in list.enumerated() {
            guard let id = document["id"]?.string else {
                throw .invalid("An alert without an id.", field: "/data/\(index)/id")
            }
            guard seen.insert(id).inserted else {
                throw .invalid("The alert \(id.prefix(80)) is named twice.", field: "/data/\(index)/id")
            }
            entries.append(Entry(id: id, document: document))
        }
        return entries
    }
}
