import Pipeline
import Workbench

/// Turns one JSON value into what it means.
enum PayloadParser {
    private static let mockName = "Wiz Mock Data for Testing"
    private static let mockPrefix = "wtest-id"

    /// - Throws: `decoding` for bytes that are no JSON, shapes that are not known, items without an id, and error replies.
    static func parse(_ bytes: [UInt8]) throws(IntegrationError) -> ParsedSignal {
        let value = try json(bytes)
        guard Payload(value) == .reply else { return try signal(value, expected: nil) }
        let items = ReplySplitter(value).items
        guard let only = items.first, items.count == 1 else {
            return .unsupported(reason: "A reply with \(items.count) items, where one signal is one item.")
        }
        return try only.signal()
    }

    static func json(_ bytes: [UInt8]) throws(IntegrationError) -> JSON {
        do throws(WorkbenchError) {
            return try JSON(parsing: bytes)
        } catch {
            throw IntegrationError(.decoding, error.message)
        }
    }

    /// - Parameter expected: what the value's place in a reply promises.
    static func signal(_ value: JSON, expected: Payload?) throws(IntegrationError) -> ParsedSignal {
        if let name = testName(value) { return .test(name: name) }
        switch Payload(value, expected: expected) {
        case .issueNode: return .item(try IssueReader(node: value).item())
        case .issueWebhook: return .item(try IssueReader(webhook: value).item())
        case .threatWebhook: return .item(try ThreatWebhookReader(value).item())
        case .detectionNode: return .item(try DetectionReader(node: value).item())
        case .detectionWebhook: return .item(try DetectionReader(webhook: value).item())
        case .reply: return .unsupported(reason: "A reply within a reply.")
        case .other(let words): return .unsupported(reason: words)
        case .unknown(let words): throw IntegrationError(.decoding, words)
        }
    }

    /// The Test button sends mock data by no rule; a template without the control still shows that no rule sent it.
    private static func testName(_ value: JSON) -> String? {
        let control = value["control"]
        let names = [control?.text("name"), value["threat"]?.text("title"), value.text("title")].compactMap { $0 }
        let ids = [control?.text("id"), value.text("tdrId")].compactMap { $0 }
        if ids.contains(where: { $0.hasPrefix(mockPrefix) }) || names.contains(mockName) {
            return names.first ?? mockName
        }
        guard let trigger = value["trigger"], control == nil, value["threat"] == nil, value["issue"] != nil,
            trigger["ruleId"] == "", trigger.text("ruleName") == "Manual"
        else { return nil }
        return mockName
    }
}
