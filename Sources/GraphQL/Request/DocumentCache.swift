import Synchronization

/// A document that is parsed and validated, ready to be executed any number of times.
final class PreparedDocument: Sendable {
    let document: Document
    let fragments: [String: FragmentDefinition]
    /// What validation said; empty for a document that may be executed.
    let errors: [GraphQLError]

    init(_ document: Document, schema: Schema, limits: GraphQLLimits) {
        self.document = document
        fragments = document.fragmentsByName
        errors = Validation.errors(in: document, schema: schema, limits: limits)
    }
}

/// The documents used last, by their text. Bounded in number and in bytes of text.
final class DocumentCache: Sendable {
    private let state = Mutex(State())

    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
        var clock = 0
    }

    private struct Entry {
        let document: PreparedDocument
        var lastUse: Int
    }

    private static let maxEntries = 512
    private static let maxBytes = 2 << 20

    /// Documents are prepared outside the lock: two threads may do so for one text, and one result is kept.
    func document(
        for text: String, prepare: () throws(GraphQLError) -> PreparedDocument
    ) throws(GraphQLError) -> PreparedDocument {
        if let known = known(text) { return known }
        let document = try prepare()
        keep(document, for: text)
        return document
    }

    private func known(_ text: String) -> PreparedDocument? {
        state.withLock { state in
            guard let index = state.entries.index(forKey: text) else { return nil }
            state.clock += 1
            state.entries.values[index].lastUse = state.clock
            return state.entries.values[index].document
        }
    }

    private func keep(_ document: PreparedDocument, for text: String) {
        let size = text.utf8.count
        guard size <= Self.maxBytes / 8 else { return }
        state.withLock { state in
            if state.entries[text] == nil { state.bytes += size }
            state.clock += 1
            state.entries[text] = Entry(document: document, lastUse: state.clock)
            if state.entries.count > Self.maxEntries || state.bytes > Self.maxBytes { Self.dropOlderHalf(&state) }
        }
    }

    /// Half at once, so that a stream of ever new documents does not sort the cache each time.
    private static func dropOlderHalf(_ state: inout State) {
        let byAge = state.entries.sorted { $0.value.lastUse > $1.value.lastUse }
        state.entries = [:]
        state.bytes = 0
        for (text, entry) in byAge {
            guard state.entries.count < maxEntries / 2, state.bytes + text.utf8.count <= maxBytes / 2 else { continue }
            state.entries[text] = entry
            state.bytes += text.utf8.count
        }
    }
}
