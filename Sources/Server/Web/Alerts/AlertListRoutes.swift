import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

struct AlertListRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/alerts") { page, _ in try await list(page) }
        router.page("/alerts/news") { page, _ in try await news(page) }
        router.page("/alerts/export.csv") { page, _ in export(page, .csv) }
        router.page("/alerts/export.ndjson") { page, _ in export(page, .lines) }
        router.page("/alerts/funnel") { page, _ in try await funnel(page) }
        router.page("/alerts/{id}/row") { page, parameters in try await row(page, try parameters.id("id")) }
    }

    private func list(_ page: PageRequest) async throws -> Response {
        let filter = AlertListFilter(page.query, chosenOrganization: page.chosenOrganization)
        let (viewer, vendors) = (page.viewer, services.vendorNames)
        var (model, organizations) = try await services.store.read { tx in
            (try AlertListModel.read(filter, for: viewer, vendors: vendors, in: tx), try tx.switchable(by: viewer))
        }
        model.products = services.productNames
        let shell = page.shell("Alerts", .alerts, organizations: organizations, search: filter.search ?? "")
        return Response(page: try AlertListPage(model, shell: shell).html())
    }

    private func export(_ page: PageRequest, _ format: AlertExport.Format) -> Response {
        let filter = AlertListFilter(page.query, chosenOrganization: page.chosenOrganization)
        return AlertExport(services: services, viewer: page.viewer, filter: filter, format: format).response()
    }

    private func funnel(_ page: PageRequest) async throws -> Response {
        let within = page.query["within"].flatMap(AlertListFilter.Period.Within.init) ?? .day
        let (viewer, chosen) = (page.viewer, page.chosenOrganization)
        let (counts, organizations) = try await services.store.read { tx in
            let organization = chosen.flatMap { viewer.scope.allows($0) ? $0 : nil }
            let scope = organization.map { AccessScope.organization($0) } ?? viewer.scope
            let since = Timestamp.now().adding(seconds: -within.seconds)
            return (try FunnelCounts.read(since: since, scope: scope, in: tx), try tx.switchable(by: viewer))
        }
        let shell = page.shell("Funnel", .alerts, organizations: organizations)
        return Response(page: try FunnelPage(counts, within: within, shell: shell).html())
    }

    /// How many alerts of this list were made after a time: the number on the "new" bar.
    private func news(_ page: PageRequest) async throws -> Response {
        guard let since = page.query["since"].flatMap(Timestamp.init) else {
            throw WorkbenchError.invalid("Say since when, as an RFC 3339 time.", field: "since")
        }
        let filter = AlertListFilter(page.query, chosenOrganization: page.chosenOrganization)
        let query = filter.query(for: page.viewer, since: since)
        let count = try await services.store.read { tx in try tx.alerts.list(query).total ?? 0 }
        let words = count == 0 ? "" : counted(count, "new alert", "new alerts")
        return Response(json: ["count": .integer(Int64(count)), "words": .string(words)])
    }

    /// One row, for a list that is open while the alert changes.
    private func row(_ page: PageRequest, _ id: ID<Alert>) async throws -> Response {
        let filter = AlertListFilter(page.query, chosenOrganization: page.chosenOrganization)
        let (viewer, vendors) = (page.viewer, services.vendorNames)
        let html = try await services.store.read { tx in
            guard let alert = try tx.alerts.find(id, scope: viewer.scope) else {
                throw WorkbenchError.notFound("alert")
            }
            let model = try AlertListModel.read([alert], filter, for: viewer, vendors: vendors, in: tx)
            return try AlertRow(alert, in: model).html()
        }
        return Response(page: html)
    }
}
