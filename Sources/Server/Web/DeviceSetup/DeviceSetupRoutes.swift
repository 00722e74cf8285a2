import Hummingbird
import Pipeline
import Workbench

struct DeviceSetupRoutes: Sendable {
    let services: ServerServices

    private var limit: Int { services.settings.requestLimit }

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices/{id}/setup") { page, parameters in
            Response(page: try await html(page, try parameters.id("id")))
        }
        act("console", on: router) { page, id, fields in try await console(page, id, fields) }
        act("addendum", on: router) { page, id, fields in
            if fields["act"] == "enable" {
                try await services.setup.addendum.enable(id, by: page.viewer)
            } else {
                try await services.setup.addendum.record(fields["reference"] ?? "", for: id, by: page.viewer)
            }
        }
        act("rotate", on: router) { page, id, _ in
            _ = try await services.setup.credentials.rotateWebhook(id, by: page.viewer)
        }
        router.form("/devices/{id}/setup-password", limit: limit) { page, parameters, _ in
            let id: ID<SecurityDevice> = try parameters.id("id")
            let password = try await services.setup.credentials.webhookPassword(id, by: page.viewer)
            return Response(page: try await html(page, id) { $0.webhookPassword = password })
        }
        router.form("/devices/{id}/console-code", limit: limit) { page, parameters, _ in
            let id: ID<SecurityDevice> = try parameters.id("id")
            let secret = try await services.setup.consoleAccess.oneTimeSecret(of: id, by: page.viewer)
            guard let code = OneTimeCode(secret: secret)?.code(at: .now()) else {
                throw WorkbenchError.conflict("The key that is kept is not one that codes can be made from.")
            }
            return Response(page: try await html(page, id) { $0.oneTimeCode = code })
        }
    }

    private func console(_ page: PageRequest, _ id: ID<SecurityDevice>, _ fields: QueryItems) async throws {
        if fields["act"] == "look_up" {
            _ = try await services.setup.consoleAccess.lookUp(id, by: page.viewer)
            return
        }
        guard let act = fields["act"].flatMap(ConsoleAccessAct.init) else {
            throw WorkbenchError.invalid("There is no such step.", field: "act")
        }
        if act == .enrolTwoFactor, OneTimeCode(secret: fields["input"] ?? "") == nil {
            throw WorkbenchError.invalid(
                "This is no two-factor key. It consists of the letters A to Z and the digits 2 to 7.", field: "input")
        }
        _ = try await services.setup.consoleAccess.perform(act, on: id, input: fields["input"], by: page.viewer)
    }

    private func act(
        _ name: String, on router: Router<AppRequestContext>,
        _ perform: @escaping @Sendable (PageRequest, ID<SecurityDevice>, QueryItems) async throws -> Void
    ) {
        router.form(RouterPath("/devices/{id}/\(name)"), limit: limit) { page, parameters, fields in
            let id: ID<SecurityDevice> = try parameters.id("id")
            do {
                try await perform(page, id, fields)
                return .seeOther(
                    PageAddress("\(DeviceRoutes.address(id).text)/setup").with(
                        "notice", Notice.deviceChanged.rawValue))
            } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
                return Response(
                    page: try await html(page, id) { $0.problem = error.message },
                    status: ErrorStatus.status(of: error.code))
            }
        }
    }

    private func html(
        _ page: PageRequest, _ id: ID<SecurityDevice>,
        _ change: @Sendable (inout DeviceSetupModel) -> Void = { _ in }
    ) async throws -> String {
        let (viewer, services) = (page.viewer, services)
        var (model, organizations) = try await services.store.read { tx in
            (
                try DeviceSetupModel.read(id, for: viewer, services: services, in: tx),
                try tx.switchable(by: viewer)
            )
        }
        change(&model)
        let shell = page.shell(
            "Set up \(model.device.name.shortened(to: 100))", .devices, organizations: organizations,
            here: DeviceRoutes.address(id).text + "/setup")
        return try DeviceSetupPage(model, shell: shell).html()
    }
}
