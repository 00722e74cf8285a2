import Workbench

/// The devices with their health, one line each.
struct DeviceListPage: Sendable {
    var shell: Shell
    var count: String
    var rows: [Row]
    var hasRows: Bool
    var showsOrganization: Bool
    var canAdd: Bool
    /// For people who may not connect one themselves.
    var cannotAdd: String?

    struct Row: Sendable {
        var id: String
        var address: String
        var name: String
        var vendor: String
        var location: String?
        var organization: String?
        var showsOrganization: Bool
        var health: StateMark
        /// The first thing that is wrong.
        var problem: String?
        var ingestion: StateMark
        var writesBack: StateMark
        var lastSuccess: TimeMark?
        var lastWebhook: TimeMark?

        init(_ device: SecurityDevice, in model: DeviceListModel) {
            id = device.id.rawValue
            address = "/devices/\(PageAddress.encoded(device.id.rawValue))"
            name = device.name.shortened(to: 120)
            vendor = model.vendors[device.vendor] ?? device.vendor
            location = device.location?.shortened(to: 80)
            showsOrganization = model.showsOrganization
            organization = model.organizations[device.organizationID]?.name.shortened(to: 60)
            health = StateMark(device.health.status)
            let problems = device.health.problems
            let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
            problem = problems.first.map { $0.words.shortened(to: 200) + others }
            ingestion = StateMark(device.ingestion)
            writesBack = Row.writesBack(device)
            lastSuccess = TimeMark(device.health.lastSuccessAt, now: model.now)
            lastWebhook = TimeMark(device.health.lastWebhookAt, now: model.now)
        }

        private static func writesBack(_ device: SecurityDevice) -> StateMark {
            if device.writesBack { return StateMark("On", shape: "✓", .good) }
            if !device.isSyncEnabled { return StateMark("Off", shape: "–", .quiet, detail: "Switched off") }
            return StateMark(
                "Waits", shape: "‖", .warn, detail: "Console access is \(device.consoleAccess.words.lowercased())")
        }
    }

    init(_ model: DeviceListModel, shell: Shell) {
        self.shell = shell
        count = counted(model.total, "device", "devices")
        rows = model.devices.map { Row($0, in: model) }
        hasRows = !rows.isEmpty
        showsOrganization = model.showsOrganization
        canAdd = model.viewer.role.isAdministrator && !model.viewer.isReadOnly
        cannotAdd = canAdd ? nil : "Connecting a tenant is for administrators."
    }

    func html() throws -> String { try Templates.render(self, with: "DeviceList") }
}
