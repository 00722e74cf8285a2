import Hummingbird
import Pipeline
import Workbench

struct DeviceListRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices") { page, _ in
            let (viewer, vendors, organization) = (page.viewer, services.vendorNames, page.chosenOrganization)
            let (model, organizations) = try await services.store.read { tx in
                (
                    try DeviceListModel.read(for: viewer, organization: organization, vendors: vendors, in: tx),
                    try tx.switchable(by: viewer)
                )
            }
            let shell = page.shell("Devices", .devices, organizations: organizations)
            return Response(page: try DeviceListPage(model, shell: shell).html())
        }
    }
}
