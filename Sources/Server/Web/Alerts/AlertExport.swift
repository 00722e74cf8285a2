import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// Every alert that a list's filters match, as a file: written page by page while it is read.
struct AlertExport: Sendable {
    enum Format: Sendable {
        case csv
        /// One JSON object a line (NDJSON).
        case lines
    }

    private static let pageSize = 500

    let services: ServerServices
    let viewer: Principal
    let filter: AlertListFilter
    let format: Format

    func response() -> Response {
        let name = format == .csv ? "alerts.csv" : "alerts.ndjson"
        let type = format == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8"
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody { writer in
                if format == .csv {
                    try await writer.write(ByteBuffer(string: CSV.line(AlertExport.columns.map(\.name))))
                }
                var cursor: String?
                repeat {
                    let (text, next) = try await page(from: cursor)
                    if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                    cursor = next
                } while cursor != nil
                try await writer.finish(nil)
            })
    }

    private func page(from cursor: String?) async throws -> (text: String, next: String?) {
        let (viewer, vendors, format) = (viewer, services.vendorNames, format)
        let link = services.settings.publicURL
        var filter = filter
        filter.rows = AlertExport.pageSize
        filter.cursor = cursor
        return try await services.store.read { [filter] tx in
            let page = try tx.alerts.list(filter.query(for: viewer))
            let model = try AlertListModel.read(page.rows, filter, for: viewer, vendors: vendors, in: tx)
            let text = page.rows.map { alert in
                let row = Row(alert: alert, standing: model.standings[alert.id], model: model, link: link)
                let values = columns(of: row)
                return format == .csv
                    ? CSV.line(values.map { $0.value ?? "" })
                    : JSON.object(
                        Dictionary(values.map { ($0.name, JSON($0.value)) }, uniquingKeysWith: { first, _ in first })
                    ).text + "\n"
            }
            return (text.joined(), page.next)
        }
    }

    private func columns(of row: Row) -> [(name: String, value: String?)] {
        AlertExport.columns.map { ($0.name, $0.value(row)) }
    }

    private struct Row {
        var alert: Alert
        var standing: AlertStanding?
        var model: AlertListModel
        var link: String
    }

    private struct Column: Sendable {
        var name: String
        var value: @Sendable (Row) -> String?
    }

    private static let columns: [Column] = [
        Column(name: "id") { $0.alert.id.rawValue },
        Column(name: "name") { $0.alert.name },
        Column(name: "severity") { $0.alert.severity.rawValue },
        Column(name: "status") { $0.alert.status.rawValue },
        Column(name: "close_reason") { $0.alert.closeReason?.rawValue },
        Column(name: "close_comment") { $0.alert.closeComment },
        Column(name: "assignee") { row in row.alert.assignedTo.flatMap { row.model.people[$0]?.displayName } },
        Column(name: "organization") { row in
            row.model.organizations.first { $0.id == row.alert.organizationID }?.name
        },
        Column(name: "device") { row in row.model.devices.first { $0.id == row.alert.deviceID }?.name },
        Column(name: "rests_on") { $0.alert.kind.rawValue },
        Column(name: "resource") { $0.standing?.resourceName },
        Column(name: "resource_type") { $0.standing?.resourceType },
        Column(name: "account") { $0.standing?.account },
        Column(name: "tactics") { $0.alert.match.tactics.joined(separator: " ") },
        Column(name: "techniques") { $0.alert.match.techniques.joined(separator: " ") },
        Column(name: "rule") { $0.alert.match.ruleTitle },
        Column(name: "vendor_status") { $0.standing?.issueState?.vendorStatus },
        Column(name: "written_back") { $0.standing?.deliveryState?.rawValue },
        Column(name: "vendor_created_at") { $0.alert.vendorCreatedAt?.description },
        Column(name: "created_at") { $0.alert.createdAt.description },
        Column(name: "updated_at") { $0.alert.updatedAt.description },
        Column(name: "url") { "\($0.link)/alerts/\($0.alert.id.rawValue)" },
    ]
}

/// Comma-separated values (RFC 4180).
enum CSV {
    static func line(_ values: [String]) -> String {
        values.map(field).joined(separator: ",") + "\r\n"
    }

    /// Spreadsheets run what begins like a formula; an apostrophe in front keeps a vendor's words words.
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) {
            text = "'" + text
        }
        let needsQuotes = text.unicodeScalars.contains { ["\"", ",", "\n", "\r"].contains($0) }
        return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
