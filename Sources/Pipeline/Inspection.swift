import Workbench

/// What one item of a file would become, without anything being stored: for `signals inspect` and for rule authors.
public struct Inspection: Hashable, Sendable {
    /// The item's place in the file, from 0.
    public var index: Int
    public var result: Result<ParsedSignal, IntegrationError>
    /// What the vendor's reply complains of beside an item that it nevertheless gives (a partial answer).
    public var complaint: String?

    public init(index: Int, result: Result<ParsedSignal, IntegrationError>, complaint: String? = nil) {
        self.index = index
        self.result = result
        self.complaint = complaint
    }

    /// What is wrong with the item, in words; nil when nothing is.
    public var error: String? {
        switch result {
        case .success(.unsupported(let reason)): reason
        case .success: complaint
        case .failure(let error): error.detail
        }
    }

    /// The item as one line of `signals inspect --json`. Every key is always there.
    public var json: JSON {
        var line: [String: JSON] = [
            "index": .integer(Int64(index)), "kind": "unsupported", "vendor_id": nil, "issue_id": nil,
            "detection_id": nil, "name": nil, "type": nil, "severity": nil, "status": nil, "resource": nil,
            "actors": 0, "resources": 0, "events": 0, "tactics": [], "techniques": [], "url": nil, "created_at": nil,
            "notes": 0, "error": JSON(error),
        ]
        switch result {
        case .success(.item(let item)): line.merge(Inspection.members(of: item)) { _, new in new }
        case .success(.test(let name)):
            line["kind"] = "test"
            line["name"] = .string(name)
        case .success(.unsupported), .failure: break
        }
        return .object(line)
    }

    private static func members(of item: VendorItem) -> [String: JSON] {
        let content = item.content
        return [
            "kind": .string(item.kind.rawValue), "vendor_id": .string(item.vendorID),
            "issue_id": JSON(item.kind.isIssue ? item.vendorID : item.issueID),
            "detection_id": item.kind.isIssue ? .null : .string(item.vendorID), "name": .string(content.name),
            "type": JSON(content.type), "severity": JSON(content.vendorSeverity ?? content.severity?.rawValue),
            "status": JSON(item.state?.vendorStatus), "resource": content.resource.map(members(of:)) ?? .null,
            "actors": count(content.actors), "resources": count(content.resources), "events": count(content.events),
            "tactics": .array(content.tactics.map(JSON.string)),
            "techniques": .array(content.techniques.map(JSON.string)), "url": JSON(content.url),
            "created_at": JSON(item.createdAt.map(shortest)), "notes": count(content.notes),
        ]
    }

    /// A notification may know only the cloud's own id and type.
    private static func members(of resource: VendorAlertContent.Resource) -> JSON {
        [
            "id": JSON(resource.id ?? resource.providerID), "name": JSON(resource.name),
            "type": JSON(resource.type ?? resource.nativeType),
        ]
    }

    private static func count(_ list: [some Any]) -> JSON { .integer(Int64(list.count)) }

    /// RFC 3339 with as many fractional digits as the vendor gave, as far as they say anything.
    private static func shortest(_ time: Timestamp) -> String {
        var text = time.precise.dropLast()
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text + "Z"
    }
}

extension Integration {
    /// For a vendor whose files are single bodies.
    public func inspect(_ bytes: [UInt8]) -> [Inspection] {
        do throws(IntegrationError) {
            return [Inspection(index: 0, result: .success(try parse(bytes)))]
        } catch {
            return [Inspection(index: 0, result: .failure(error))]
        }
    }
}
