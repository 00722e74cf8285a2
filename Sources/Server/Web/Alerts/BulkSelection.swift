import Pipeline
import Workbench

/// The alerts that a person picked in a list, each as it was shown then.
struct BulkSelection: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        var id: ID<Alert>
        var seen: AlertSight

        init(_ alert: Alert) {
            id = alert.id
            seen = AlertSight(of: alert)
        }

        /// - Parameter value: an id and how it was seen, with a dot between.
        init?(_ value: String) {
            guard let dot = value.firstIndex(of: "."),
                let seen = AlertSight(String(value[value.index(after: dot)...]))
            else {
                return nil
            }
            let name = String(value[..<dot])
            guard !name.isEmpty, name.utf8.count <= 100 else { return nil }
            id = ID(name)
            self.seen = seen
        }

        var value: String { "\(id.rawValue).\(seen.text)" }
    }

    /// As many as one act takes: what a list shows at most.
    static let limit = AlertListFilter.mostRows

    var entries: [Entry]
    /// The list they were picked in.
    var back: String

    /// - Throws: `invalid` when nothing was picked, or too much.
    init(_ fields: QueryItems) throws(WorkbenchError) {
        var seen: Set<ID<Alert>> = []
        entries = fields.all("alert").compactMap(Entry.init).filter { seen.insert($0.id).inserted }
        back = PageAddress.ownPath(fields["return"]) ?? "/alerts"
        guard !entries.isEmpty else { throw .invalid("Select at least one alert first.", field: "alert") }
        guard entries.count <= BulkSelection.limit else {
            throw .invalid("Select at most \(BulkSelection.limit) alerts at once.", field: "alert")
        }
    }
}

/// How one alert of several fared.
struct BulkOutcome: Sendable {
    var entry: BulkSelection.Entry
    /// Nil when it was done.
    var refusal: String?

    /// Does something to each; what one is refused for keeps none of the others from being done.
    static func each(_ entries: [BulkSelection.Entry], _ act: (BulkSelection.Entry) async throws -> Void) async throws
        -> [BulkOutcome]
    {
        var outcomes: [BulkOutcome] = []
        for entry in entries {
            do {
                try await act(entry)
                outcomes.append(BulkOutcome(entry: entry))
            } catch let error as WorkbenchError where BulkOutcome.concernsOne(error.code) {
                outcomes.append(BulkOutcome(entry: entry, refusal: error.message))
            }
        }
        return outcomes
    }

    private static func concernsOne(_ code: WorkbenchError.Code) -> Bool {
        switch code {
        case .invalid, .conflict, .notFound, .gone, .forbidden: true
        case .unauthenticated, .tooLarge, .unsupportedMedia, .rateLimited, .unavailable, .internal: false
        }
    }
}
