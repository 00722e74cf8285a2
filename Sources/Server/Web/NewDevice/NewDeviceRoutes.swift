import Hummingbird
import Pipeline
import Workbench

struct NewDeviceRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices/new") { page, _ in
            Response(page: try await html(page, page.query, problem: nil))
        }
        router.form("/devices", limit: services.settings.requestLimit) { page, _, fields in
            try await add(page, fields)
        }
    }

    private func add(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let vendor = try vendor(fields)
        do {
            let device = try await services.devices.add(
                DeviceAdministration.NewDevice(
                    organizationID: fields["organization"].map { ID($0) } ?? page.chosenOrganization
                        ?? page.viewer.organizationID,
                    vendor: vendor.slug, name: fields["name"] ?? "", location: fields["location"],
                    settings: NewDevicePage.settings(in: fields, of: vendor)),
                by: page.viewer)
            return .seeOther(DeviceRoutes.address(device.id).with("notice", Notice.deviceAdded.rawValue))
        } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
            return Response(
                page: try await html(page, fields, problem: error), status: ErrorStatus.status(of: error.code))
        }
    }

    private func html(_ page: PageRequest, _ fields: QueryItems, problem: WorkbenchError?) async throws -> String {
        try page.viewer.requireAdministrator()
        let viewer = page.viewer
        let (own, organizations) = try await services.store.read { tx in
            (
                try tx.organizations.list(
                    ResourceQuery(scope: viewer.scope, sort: [SortKey("name")], limit: 200)
                ).rows, try tx.switchable(by: viewer)
            )
        }
        let model = NewDeviceModel(
            vendor: try vendor(fields), vendors: services.integrations.all.map(\.descriptor),
            organizations: own, typed: fields, problem: problem)
        let shell = page.shell("Connect a tenant", .devices, organizations: organizations, here: "/devices/new")
        return try NewDevicePage(model, shell: shell).html()
    }

    /// The one asked for, or the first.
    private func vendor(_ fields: QueryItems) throws(WorkbenchError) -> VendorDescriptor {
        let all = services.integrations.all.map(\.descriptor)
        guard let vendor = all.first(where: { $0.slug == fields["vendor"] }) ?? all.first else {
            throw WorkbenchError(.unavailable, "This build has no integration.")
        }
        return vendor
    }
}
