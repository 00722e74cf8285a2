import Pipeline
import Workbench

/// What an administrator may do to a connected tenant as a whole: disable, enable, replace its secret, delete it.
struct DeviceIntegrationModel: Sendable {
    var device: SecurityDevice
    var setup: DeviceSetup
    var vendor: VendorDescriptor?
    /// What enabling would write.
    var differences: [SyncSwitch.Difference]
    var report: ConnectionReport?
    var problem: WorkbenchError?
    var viewer: Principal
    var now: Timestamp

    var vendorName: String { vendor?.name ?? device.vendor }
}

struct DeviceIntegrationPage: Sendable {
    /// As many differences as the page lists.
    private static let most = 100

    var shell: Shell
    var path: String
    var name: String
    var vendor: String
    var problem: String?
    var report: ConnectionReportView?
    var state: StateMark
    var offSince: TimeMark?
    var canDisable: Bool
    var canEnable: Bool
    var isShadow: Bool
    var differences: [Difference]
    var hasDifferences: Bool
    var differenceCount: String
    var fields: [FormField]
    var nameField: FormField
    var isRemoved: Bool
    var isPresent: Bool

    struct Difference: Sendable {
        var address: String
        var alert: String
        var issue: String
        var status: String
        var note: String?
    }

    init(_ model: DeviceIntegrationModel, shell: Shell) {
        let device = model.device
        self.shell = shell
        path = DeviceRoutes.address(device.id).text
        name = device.name
        vendor = model.vendorName
        problem = model.problem?.message
        report = model.report.map(ConnectionReportView.init)
        isRemoved = device.ingestion == .removed
        isPresent = !isRemoved
        isShadow = model.setup.shadowUntil != nil && !device.isSyncEnabled
        state =
            device.isSyncEnabled
            ? StateMark("Enabled", shape: "✓", .good)
            : isShadow ? StateMark("Shadow mode", shape: "◐", .info) : StateMark("Disabled", shape: "–", .quiet)
        offSince = TimeMark(model.setup.syncOffSince, now: model.now)
        canDisable = isPresent && device.isSyncEnabled
        canEnable = isPresent && !device.isSyncEnabled
        differences = model.differences.prefix(DeviceIntegrationPage.most).map { difference in
            Difference(
                address: "/alerts/\(PageAddress.encoded(difference.alertID.rawValue))",
                alert: difference.alertName.shortened(to: 120), issue: difference.issueName.shortened(to: 120),
                status: difference.write.status ?? "Status stays", note: difference.write.note?.shortened(to: 300))
        }
        hasDifferences = !differences.isEmpty
        differenceCount = counted(model.differences.count, "write", "writes")
        fields = (model.vendor?.fields ?? []).filter { $0.isSecret || $0.key == "client_id" }.map { field in
            FormField(
                NewDevicePage.settingPrefix + field.key, field.label,
                help: field.isSecret ? nil : "Only if it changes too.", kind: field.isSecret ? "password" : "text",
                error: model.problem?.field == field.key ? model.problem?.message : nil, isRequired: field.isSecret,
                autocomplete: "off")
        }
        nameField = FormField(
            "name", "Type the device’s name to confirm", help: device.name,
            error: model.problem?.field == "name" ? model.problem?.message : nil)
    }

    func html() throws -> String { try Templates.render(self, with: "DeviceIntegration") }
}
