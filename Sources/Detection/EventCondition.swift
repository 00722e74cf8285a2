public import Workbench

/// A condition by itself, outside a rule: named searches and a condition over them, as the `detection` section of a
/// rule holds them. Suppressions are written with it.
public struct EventCondition: Sendable {
    private let expression: Expression
    private let fieldCount: Int
    private let filter: RegularExpressionFilter

    /// The longest text, in bytes.
    public static let limit = 20_000

    /// - Parameter text: YAML; the searches may stand at the top or below `detection`.
    /// - Throws: `invalid` with the line and what is wrong there.
    public init(_ text: String) throws(WorkbenchError) {
        guard text.utf8.count <= EventCondition.limit else {
            throw .invalid("The condition is longer than \(EventCondition.limit) bytes.", field: "condition")
        }
        do throws(RuleFault) {
            let (parsed, context) = try EventCondition.parse(text)
            expression = parsed
            fieldCount = context.paths.count
            filter = RegularExpressionFilter(context.expressions)
        } catch {
            throw .invalid("Line \(error.line) of the condition: \(error.reason).", field: "condition")
        }
    }

    private static func parse(_ text: String) throws(RuleFault) -> (Expression, PackContext) {
        let source = RuleDocuments(text)
        if let fault = source.fault { throw fault }
        guard let document = source.documents.first, source.documents.count == 1 else {
            throw RuleFault(1, "write one block: named searches, and a condition over them")
        }
        var context = PackContext()
        let section = try document.members()?.first { $0.key == "detection" }?.value ?? document
        let expression = try DetectionParser.parse(section, name: "the block", context: &context)
        return (expression, context)
    }

    public func matches(_ event: DetectionEvent) -> Bool {
        expression.holds(in: EventReader(event, fieldCount: fieldCount, filter: filter))
    }
}

extension EventCondition {
    /// A condition that meets what is like this: the same finding on the same resource.
    public static func likeness(of vendorAlert: VendorAlert) -> String {
        let content = vendorAlert.content
        let resource = content.resource ?? content.resources.first
        let fields: [(String, String?)] = [
            ("name", content.name), ("resource.name", resource?.name),
            ("resource.id", resource?.name == nil ? resource?.id : nil), ("resource.account.id", resource?.accountID),
        ]
        let lines = fields.compactMap { path, value in
            value.flatMap(quoted).map { "    \(path): \($0)" }
        }
        return (["selection:"] + lines + ["condition: selection"]).joined(separator: "\n")
    }

    /// A value that is meant literally, between single quotes; nil when it cannot stand on one line.
    private static func quoted(_ value: String) -> String? {
        let isPlain = !value.isEmpty && value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain, !value.contains("\u{2028}"), !value.contains("\u{2029}") else { return nil }
        var escaped = ""
        for character in value {
            switch character {
            case "\\", "*", "?": escaped += "\\\(character)"
            case "'": escaped += "''"
            default: escaped.append(character)
            }
        }
        return "'\(escaped)'"
    }
}
