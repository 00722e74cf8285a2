import Mustache
import Workbench

/// The page templates, parsed once. They are part of the binary.
enum Templates {
    /// - Throws: `internal` when the template is missing or broken, which the tests rule out.
    static func render(_ page: Any, with name: String) throws(WorkbenchError) -> String {
        switch library {
        case .success(let library):
            guard let html = library.render(page, withTemplate: name) else {
                throw WorkbenchError(.internal, "There is no template \(name).")
            }
            return html
        case .failure(let error): throw error
        }
    }

    /// Template texts by the name that partials use.
    static let sources: [String: [UInt8]] = [
        "APIReference": PackageResources.APIReference_mustache,
        "Alert": PackageResources.Alert_mustache,
        "AlertActions": PackageResources.AlertActions_mustache,
        "AlertActivity": PackageResources.AlertActivity_mustache,
        "AlertDeliveries": PackageResources.AlertDeliveries_mustache,
        "AlertEvidence": PackageResources.AlertEvidence_mustache,
        "AlertInvestigate": PackageResources.AlertInvestigate_mustache,
        "AlertList": PackageResources.AlertList_mustache,
        "AlertRow": PackageResources.AlertRow_mustache,
        "Bulk": PackageResources.Bulk_mustache,
        "ClosingPreview": PackageResources.ClosingPreview_mustache,
        "ConnectionReport": PackageResources.ConnectionReport_mustache,
        "Copyable": PackageResources.Copyable_mustache,
        "Coverage": PackageResources.Coverage_mustache,
        "DetectionList": PackageResources.DetectionList_mustache,
        "DetectionRule": PackageResources.DetectionRule_mustache,
        "DetectionTabs": PackageResources.DetectionTabs_mustache,
        "Device": PackageResources.Device_mustache,
        "DeviceIntegration": PackageResources.DeviceIntegration_mustache,
        "DeviceList": PackageResources.DeviceList_mustache,
        "DeviceSetup": PackageResources.DeviceSetup_mustache,
        "Error": PackageResources.Error_mustache,
        "FilterProposal": PackageResources.FilterProposal_mustache,
        "FormField": PackageResources.FormField_mustache,
        "Funnel": PackageResources.Funnel_mustache,
        "Home": PackageResources.Home_mustache,
        "Investigation": PackageResources.Investigation_mustache,
        "InvestigationActions": PackageResources.InvestigationActions_mustache,
        "InvestigationList": PackageResources.InvestigationList_mustache,
        "Ledger": PackageResources.Ledger_mustache,
        "LedgerUndo": PackageResources.LedgerUndo_mustache,
        "Markdown": PackageResources.Markdown_mustache,
        "Menu": PackageResources.Menu_mustache,
        "NewDevice": PackageResources.NewDevice_mustache,
        "NewSuppression": PackageResources.NewSuppression_mustache,
        "Severity": PackageResources.Severity_mustache,
        "SetupAccess": PackageResources.SetupAccess_mustache,
        "SetupTask": PackageResources.SetupTask_mustache,
        "Shell": PackageResources.Shell_mustache,
        "SignIn": PackageResources.SignIn_mustache,
        "Sparkline": PackageResources.Sparkline_mustache,
        "State": PackageResources.State_mustache,
        "Suppression": PackageResources.Suppression_mustache,
        "SuppressionList": PackageResources.SuppressionList_mustache,
        "Time": PackageResources.Time_mustache,
    ]

    private static let library: Result<MustacheLibrary, WorkbenchError> = parse()

    private static func parse() -> Result<MustacheLibrary, WorkbenchError> {
        MustacheContentTypes.register(MarkupEscaping(), named: MarkupEscaping.name)
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            let text = "{{% CONTENT_TYPE:\(MarkupEscaping.name)}}" + String(decoding: bytes, as: UTF8.self).trimmed
            do {
                try library.register(text, named: name)
            } catch {
                return .failure(WorkbenchError(.internal, "The template \(name) is broken: \(error)"))
            }
        }
        return .success(library)
    }
}

/// Escapes text for element content and quoted attributes, scalar by scalar.
///
/// The library's own escaping goes by grapheme clusters and so misses a quotation mark or angle bracket that carries a
/// combining mark, which a browser still reads as markup. Control characters that no page should hold are replaced.
struct MarkupEscaping: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\t", "\n", "\r": result.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
