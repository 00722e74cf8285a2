import Pipeline
import Workbench

/// The items of a whole GraphQL reply, whatever operation it answers and under whatever alias.
struct ReplySplitter: Sendable {
    struct Item: Sendable {
        enum Content: Sendable {
            case node(JSON, expected: Payload?)
            case nothing(String)
            case refused(String)
        }

        var content: Content
        /// What the reply complains of beside this item.
        var complaint: String?

        /// - Throws: `decoding`.
        func signal() throws(IntegrationError) -> ParsedSignal {
            switch content {
            case .node(let value, let expected): try PayloadParser.signal(value, expected: expected)
            case .nothing(let words): .unsupported(reason: words)
            case .refused(let words): throw IntegrationError(.decoding, words)
            }
        }
    }

    /// Never empty.
    let items: [Item]

    init(_ reply: JSON) {
        let errors = WizError.list(in: reply)
        let words = errors.isEmpty ? nil : errors.map(\.message).withoutRepeats.joined(separator: "; ")
        let isBareConnection = !reply.has("data") && !reply.has("errors")
        let data = isBareConnection ? ["nodes": reply] : reply["data"]?.object ?? [:]
        var items = data.sorted { $0.key < $1.key }.flatMap { ReplySplitter.items($0.key, $0.value) }
        if items.isEmpty {
            let content: Item.Content =
                words.map { .refused("An error reply of Wiz: \($0)") }
                ?? .nothing("A reply without nodes: there is no issue or detection in it.")
            items = [Item(content: content)]
        }
        if let words {
            for index in items.indices { items[index].complaint = "Wiz gave a partial answer: \(words)" }
        }
        self.items = items
    }

    /// The items under one field of `data`: a connection's nodes, or the one that the field is.
    private static func items(_ field: String, _ value: JSON) -> [Item] {
        guard case .object = value else { return [] }
        if value.has("nodes") || value.has("edges") {
            let nodes = (value["nodes"]?.array ?? []) + (value["edges"]?.array ?? []).compactMap { $0["node"] }
            return nodes.filter { !$0.isNull }.map { Item(content: .node($0, expected: expected(field))) }
        }
        if let words = mutationWords(field, value) { return [Item(content: .nothing(words))] }
        return [Item(content: .node(value, expected: expected(field)))]
    }

    private static func expected(_ field: String) -> Payload? {
        let name = field.lowercased()
        if name.contains("detection") { return .detectionNode }
        return name.contains("issue") || name.contains("threat") ? .issueNode : nil
    }

    /// A mutation's payload wraps what it changed; that is no whole item.
    private static func mutationWords(_ field: String, _ value: JSON) -> String? {
        guard !value.has("id"), value["issue"] != nil || value["issueNote"] != nil || value.has("_stub") else {
            return nil
        }
        return "The reply to a change (\(field.prefix(40))), without nodes to take in."
    }
}
