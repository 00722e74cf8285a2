import Hummingbird
import Pipeline
import Workbench

struct NewDeviceRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/devices/new") { page, _ in
            Response(page: try await html(page, page.query))
        }
        router.form("/devices", limit: services.settings.requestLimit) { page, _, fields in
            try await submit(page, fields)
        }
    }

    /// What came of a form that was sent, when no device did.
    private struct Outcome: Sendable {
        var report: ConnectionReport?
        var problem: WorkbenchError?
    }

    private func submit(_ page: PageRequest, _ fields: QueryItems) async throws -> Response {
        let vendor = try vendor(fields)
        do {
            let new = newDevice(page, fields, vendor)
            let report = try await services.devices.test.run(
                vendor: vendor.slug, settings: new.settings, in: new.organizationID, by: page.viewer)
            let isKnowing = fields["accept"] == "on"
            guard fields["act"] != "test", report.isGood || isKnowing else {
                return Response(page: try await html(page, fields, Outcome(report: report)))
            }
            var checked = new
            checked.needsAddendum = report.needsAddendum
            let device = try await services.devices.add(checked, by: page.viewer)
            return .seeOther(
                PageAddress("\(DeviceRoutes.address(device.id).text)/setup").with(
                    "notice", Notice.deviceAdded.rawValue))
        } catch let error as WorkbenchError where error.code == .invalid || error.code == .conflict {
            return Response(
                page: try await html(page, fields, Outcome(problem: error)), status: ErrorStatus.status(of: error.code))
        }
    }

    private func newDevice(_ page: PageRequest, _ fields: QueryItems, _ vendor: VendorDescriptor)
        -> DeviceAdministration.NewDevice
    {
        DeviceAdministration.NewDevice(
            organizationID: fields["organization"].map { ID($0) } ?? page.chosenOrganization
                ?? page.viewer.organizationID,
            vendor: vendor.slug, name: fields["name"] ?? "", location: fields["location"],
            settings: settings(page, fields, vendor))
    }

    /// The vendor's settings, with the secret that was typed before when none is typed now.
    private func settings(_ page: PageRequest, _ fields: QueryItems, _ vendor: VendorDescriptor) -> [String: String] {
        var settings = NewDevicePage.settings(in: fields, of: vendor)
        guard let secret = vendor.fields.first(where: \.isSecret), settings[secret.key]?.isEmpty ?? true else {
            return settings
        }
        settings[secret.key] = kept(page).open(fields[NewDevicePage.keptField])
        return settings
    }

    private func kept(_ page: PageRequest) -> KeptSecret {
        KeptSecret(vault: services.vault, person: page.viewer.actorID)
    }

    private func html(_ page: PageRequest, _ fields: QueryItems, _ outcome: Outcome = Outcome()) async throws
        -> String
    {
        try page.viewer.requireAdministrator()
        let viewer = page.viewer
        let vendor = try vendor(fields)
        let (own, organizations) = try await services.store.read { tx in
            (
                try tx.organizations.list(
                    ResourceQuery(scope: viewer.scope, sort: [SortKey("name")], limit: 200)
                ).rows, try tx.switchable(by: viewer)
            )
        }
        var model = NewDeviceModel(
            vendor: vendor, vendors: services.integrations.all.map(\.descriptor), organizations: own, typed: fields,
            problem: outcome.problem)
        model.report = outcome.report
        model.guide = services.integrations[vendor.slug]?.guide ?? .none
        if let field = vendor.fields.first(where: \.isSecret),
            let secret = settings(page, fields, vendor)[field.key], !secret.isEmpty
        {
            model.keptSecret = try kept(page).seal(secret)
        }
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
