import Hummingbird
import Pipeline
import Workbench

struct DeviceRoutes: Sendable {
    let services: ServerServices

    private var limit: Int { services.settings.requestLimit }

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices/{id}") { page, parameters in
            Response(page: try await html(page, try parameters.id("id")))
        }
        act("poll", on: router) { page, id, fields in
            let days = fields["since"].flatMap(Int.init).map { Double(min(max($0, 1), 365)) }
            let since = days.map { Timestamp.now().adding(seconds: -$0 * 86_400) }
            try await services.devices.pollNow(id, since: since, by: page.viewer)
            return .pollAsked
        }
        act("ingestion", on: router) { page, id, fields in
            guard let ingestion = fields["ingestion"].flatMap(SecurityDevice.Ingestion.init), ingestion != .removed
            else {
                throw WorkbenchError.invalid("Choose to pause or to resume.", field: "ingestion")
            }
            _ = try await services.devices.change(id, .init(ingestion: ingestion), by: page.viewer)
            return .deviceChanged
        }
        act("sync", on: router) { page, id, fields in
            try page.viewer.requireAdministrator()
            switch fields["act"] {
            case "disable": _ = try await services.setup.sync.disable(id, by: page.viewer)
            case "enable": _ = try await services.setup.sync.enable(id, by: page.viewer)
            case "shadow": _ = try await services.setup.sync.startShadow(id, by: page.viewer)
            default: throw WorkbenchError.invalid("Choose to enable or to disable.", field: "act")
            }
            return .deviceChanged
        }
        act("signals/replay", on: router) { page, id, fields in
            try await replay(page, id, only: fields["signal"].map { ID($0) })
            return .replayed
        }
        addTest(to: router)
        router.form("/devices/{id}/webhook-password", limit: limit) { page, parameters, _ in
            let id: ID<SecurityDevice> = try parameters.id("id")
            let password = try await services.setup.credentials.webhookPassword(id, by: page.viewer)
            return Response(page: try await html(page, id, password: password))
        }
    }

    private func addTest(to router: Router<AppRequestContext>) {
        router.form("/devices/{id}/test", limit: limit) { page, parameters, _ in
            let id: ID<SecurityDevice> = try parameters.id("id")
            let report = try await services.devices.test.run(id, by: page.viewer)
            return Response(page: try await html(page, id, report: report))
        }
    }

    private func act(
        _ name: String, on router: Router<AppRequestContext>,
        _ perform: @escaping @Sendable (PageRequest, ID<SecurityDevice>, QueryItems) async throws -> Notice
    ) {
        router.form(RouterPath("/devices/{id}/\(name)"), limit: limit) { page, parameters, fields in
            let id: ID<SecurityDevice> = try parameters.id("id")
            do {
                let notice = try await perform(page, id, fields)
                return .seeOther(DeviceRoutes.address(id).with("notice", notice.rawValue))
            } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
                return Response(
                    page: try await html(page, id, problem: error.message), status: ErrorStatus.status(of: error.code))
            }
        }
    }

    private func html(
        _ page: PageRequest, _ id: ID<SecurityDevice>, password: String? = nil, problem: String? = nil,
        report: ConnectionReport? = nil
    ) async throws -> String {
        let (viewer, integrations, settings) = (page.viewer, services.integrations, services.settings)
        var (model, organizations) = try await services.store.read { tx in
            (
                try DeviceModel.read(id, for: viewer, integrations: integrations, settings: settings, in: tx),
                try tx.switchable(by: viewer)
            )
        }
        model.webhookPassword = password
        model.problem = problem
        model.report = report
        let shell = page.shell(
            model.device.name.shortened(to: 100), .devices, organizations: organizations,
            here: DeviceRoutes.address(id).text)
        return try DevicePage(model, shell: shell).html()
    }

    /// One quarantined signal, or those that the page shows.
    private func replay(_ page: PageRequest, _ id: ID<SecurityDevice>, only signal: ID<Signal>?) async throws {
        let viewer = page.viewer
        try viewer.requireWriter()
        try await services.store.write { tx in
            guard try tx.devices.find(id, scope: viewer.scope) != nil else {
                throw WorkbenchError.notFound("security device")
            }
            let signals =
                try signal.map { [$0] } ?? tx.signals.list(device: id, state: .quarantined, limit: 20).map(\.id)
            _ = try tx.signals.replay(signals, device: id)
        }
    }

    static func address(_ id: ID<SecurityDevice>) -> PageAddress {
        PageAddress("/devices/\(PageAddress.encoded(id.rawValue))")
    }
}
