import Hummingbird
import Pipeline
import Workbench

struct DeviceIntegrationRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices/{id}/integration") { page, parameters in
            Response(page: try await html(page, try parameters.id("id")))
        }
        router.form("/devices/{id}/integration", limit: services.settings.requestLimit) { page, parameters, fields in
            let id: ID<SecurityDevice> = try parameters.id("id")
            do {
                if fields["act"] == "replace" { return try await replace(page, id, fields) }
                try await act(page, id, fields)
                return .seeOther(
                    PageAddress("\(DeviceRoutes.address(id).text)/integration").with(
                        "notice", Notice.deviceChanged.rawValue))
            } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
                return Response(
                    page: try await html(page, id) { $0.problem = error }, status: ErrorStatus.status(of: error.code))
            }
        }
    }

    private func act(_ page: PageRequest, _ id: ID<SecurityDevice>, _ fields: QueryItems) async throws {
        switch fields["act"] {
        case "disable": _ = try await services.setup.sync.disable(id, by: page.viewer)
        case "enable": _ = try await services.setup.sync.enable(id, by: page.viewer)
        case "delete":
            try await services.setup.removal.remove(id, confirmedBy: fields["name"] ?? "", by: page.viewer)
        default: throw WorkbenchError.invalid("Choose what to do.", field: "act")
        }
    }

    private func replace(_ page: PageRequest, _ id: ID<SecurityDevice>, _ fields: QueryItems) async throws -> Response {
        let device = try await services.store.read { tx in try tx.devices.find(id, scope: page.viewer.scope) }
        guard let device, let vendor = services.integrations[device.vendor]?.descriptor else {
            throw WorkbenchError.notFound("security device")
        }
        let report = try await services.setup.credentials.replaceSecret(
            NewDevicePage.settings(in: fields, of: vendor), of: id, by: page.viewer)
        guard report.problems.isEmpty else {
            return Response(
                page: try await html(page, id) {
                    $0.report = report
                    $0.problem = .conflict("The new secret does not work, so the old one stays.")
                }, status: .conflict)
        }
        return Response(page: try await html(page, id) { $0.report = report })
    }

    private func html(
        _ page: PageRequest, _ id: ID<SecurityDevice>,
        _ change: @Sendable (inout DeviceIntegrationModel) -> Void = { _ in }
    ) async throws -> String {
        let (viewer, services) = (page.viewer, services)
        try viewer.requireAdministrator()
        let (device, setup, organizations) = try await services.store.read { tx in
            guard let device = try tx.devices.find(id, scope: viewer.scope) else {
                throw WorkbenchError.notFound("security device")
            }
            return (device, try tx.setups.setup(of: id), try tx.switchable(by: viewer))
        }
        let isPresent = device.ingestion != .removed
        var model = DeviceIntegrationModel(
            device: device, setup: setup, vendor: services.integrations[device.vendor]?.descriptor,
            differences: isPresent ? try await services.setup.sync.preview(id, for: viewer) : [], viewer: viewer,
            now: .now())
        change(&model)
        let shell = page.shell(
            device.name.shortened(to: 100), .devices, organizations: organizations,
            here: DeviceRoutes.address(id).text + "/integration")
        return try DeviceIntegrationPage(model, shell: shell).html()
    }
}
