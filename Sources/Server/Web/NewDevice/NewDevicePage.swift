import Pipeline
import Workbench

struct NewDevicePage: Sendable {
    /// Before the vendor's own keys, so that they cannot collide with ours.
    static let settingPrefix = "setting."
    /// Holds a secret that was typed before, sealed.
    static let keptField = "kept_secret"

    var shell: Shell
    var vendor: String
    var slug: String
    var vendors: [MenuLink]
    var hasVendors: Bool
    var problem: String?
    /// The address of the field at fault, for the summary's link.
    var problemField: String?
    var general: [FormField]
    var connection: [FormField]
    var organizations: [Choice]
    var hasOrganizations: Bool
    var report: ConnectionReportView?
    /// What must be at hand, open until something was typed.
    var prerequisites: [String]
    var isOpen: Bool
    /// The account to make at the vendor; nil for vendors without a guide.
    var account: TaskView?
    /// Something is red: saving needs a mark that it is known.
    var mustAccept: Bool
    var keptField = NewDevicePage.keptField
    var keptSecret: String?

    init(_ model: NewDeviceModel, shell: Shell) {
        self.shell = shell
        vendor = model.vendor.name
        slug = model.vendor.slug
        vendors = model.vendors.map {
            MenuLink(
                $0.name, PageAddress("/devices/new").with("vendor", $0.slug), isCurrent: $0.slug == model.vendor.slug)
        }
        hasVendors = vendors.count > 1
        let error = model.problem
        problem = error?.message
        func typed(_ name: String) -> String { model.typed.first(name) ?? "" }
        func fault(_ key: String) -> String? { error?.field == key ? error?.message : nil }
        general = [
            FormField(
                "name", "Name", help: "How people here call this tenant.", value: typed("name"), error: fault("name")),
            FormField(
                "location", "Location", help: "A region, a team, whatever helps to tell it apart.",
                value: typed("location"), error: fault("location"), isRequired: false),
        ]
        let isKept = model.keptSecret != nil
        connection = model.vendor.fields.map { field in
            let name = NewDevicePage.settingPrefix + field.key
            return FormField(
                name, field.label,
                help: field.isSecret && isKept
                    ? "Kept from before for this form; type it only to change it." : field.help,
                kind: field.isSecret ? "password" : "text", value: field.isSecret ? "" : typed(name),
                error: fault(field.key), isRequired: field.isRequired && !(field.isSecret && isKept),
                autocomplete: field.isSecret ? "new-password" : "off")
        }
        prerequisites = model.guide.prerequisites
        account = model.guide == .none ? nil : TaskView(model.guide.account)
        isOpen = model.report == nil && model.problem == nil
        report = model.report.map(ConnectionReportView.init)
        mustAccept = model.report.map { !$0.isGood } ?? false
        keptSecret = model.keptSecret
        problemField = (general + connection).first { $0.error != nil }.map { "#field-\($0.name)" }
        let chosen = typed("organization")
        organizations = model.organizations.map {
            Choice($0.id.rawValue, $0.name.shortened(to: 80), isChosen: $0.id.rawValue == chosen)
        }
        hasOrganizations = organizations.count > 1
    }

    func html() throws -> String { try Templates.render(self, with: "NewDevice") }

    /// The vendor's settings out of a posted form, by the vendor's keys.
    static func settings(in fields: QueryItems, of vendor: VendorDescriptor) -> [String: String] {
        var settings: [String: String] = [:]
        for field in vendor.fields { settings[field.key] = fields[settingPrefix + field.key] }
        return settings
    }
}
