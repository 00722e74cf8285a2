import Pipeline
import Workbench

/// What one payload would become, for people and for programs.
struct PayloadReport {
    var index: Int
    var outcome: Result<ParsedSignal, IntegrationError>

    /// Reads bytes by the integration that understands most of them; the first one if none does.
    static func read(_ bytes: [UInt8]) -> [PayloadReport] {
        let readings = Integrations.readers.map { $0.inspect(bytes) }
        let best = readings.max { left, right in understood(left) < understood(right) } ?? []
        return best.map { PayloadReport(index: $0.index, outcome: $0.result) }
    }

    private static func understood(_ inspections: [Inspection]) -> Int {
        inspections.count { if case .success(.item) = $0.result { true } else { false } }
    }

    var json: JSON {
        var members = PayloadReport.empty
        members["index"] = .integer(Int64(index))
        switch outcome {
        case .success(.item(let item)): members.merge(PayloadReport.members(of: item)) { _, new in new }
        case .success(.test(let name)):
            members["kind"] = "test"
            members["name"] = .string(name)
        case .success(.unsupported(let reason)): members["error"] = .string(reason)
        case .failure(let error): members["error"] = .string(error.detail)
        }
        return .object(members)
    }

    private static let empty: [String: JSON] = [
        "kind": "unsupported", "vendor_id": .null, "issue_id": .null, "detection_id": .null, "name": .null, "type": .null,
        "severity": .null, "status": .null, "resource": .null, "actors": 0, "resources": 0, "events": 0, "tactics": [],
        "techniques": [], "url": .null, "created_at": .null, "notes": 0, "error": .null,
    ]

    private static func members(of item: VendorItem) -> [String: JSON] {
        let content = item.content
        let isDetection = item.kind == .detection
        return [
            "kind": .string(item.kind.rawValue), "vendor_id": .string(item.vendorID),
            "issue_id": JSON(isDetection ? item.issueID : item.vendorID),
            "detection_id": JSON(isDetection ? item.vendorID : nil), "name": .string(content.name),
            "type": JSON(content.type), "severity": JSON(content.vendorSeverity),
            "status": JSON(item.state?.vendorStatus), "resource": content.resource.map(resource) ?? .null,
            "actors": .integer(Int64(content.actors.count)), "resources": .integer(Int64(content.resources.count)),
            "events": .integer(Int64(content.events.count)), "tactics": .array(content.tactics.map(JSON.string)),
            "techniques": .array(content.techniques.map(JSON.string)), "url": JSON(content.url),
            "created_at": JSON(item.createdAt), "notes": .integer(Int64(content.notes.count)),
        ]
    }

    private static func resource(_ resource: VendorAlertContent.Resource) -> JSON {
        ["id": JSON(resource.id ?? resource.providerID), "name": JSON(resource.name), "type": JSON(resource.type)]
    }

    /// A paragraph for a person.
    var words: String {
        switch outcome {
        case .success(.item(let item)):
            let content = item.content
            let lines = [
                "#\(index) \(item.kind.rawValue): \(content.name)",
                "   id \(item.vendorID)" + (item.kind == .detection ? ", issue \(item.issueID ?? "none")" : ""),
                "   severity \(content.vendorSeverity ?? "unknown"), status \(item.state?.vendorStatus ?? "none")",
                content.resource.map { "   on \($0.name ?? $0.id ?? "an unnamed resource") (\($0.type ?? "unknown type"))" },
                "   \(content.actors.count) actors, \(content.resources.count) resources, \(content.events.count) events",
                content.techniques.isEmpty ? nil : "   ATT&CK \((content.tactics + content.techniques).joined(separator: ", "))",
            ]
            return lines.compactMap { $0 }.joined(separator: "\n")
        case .success(.test(let name)): return "#\(index) test message: \(name). It opens nothing."
        case .success(.unsupported(let reason)): return "#\(index) unsupported: \(reason)"
        case .failure(let error): return "#\(index) not understood: \(error.detail)"
        }
    }
}
