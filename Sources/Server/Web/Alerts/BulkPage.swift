import Pipeline
import Workbench

/// Several alerts at once: what is to be done with them, and afterwards how each fared.
struct BulkPage: Sendable {
    /// One of the alerts.
    struct Line: Sendable {
        /// Its id and how it was seen, for the form.
        var value: String
        var address: String
        var name: String
        var severity: SeverityMark?
        var status: StateMark?
        /// How it fared; nil before anything was done.
        var outcome: StateMark?
        /// Why it was refused.
        var words: String?
    }

    var shell: Shell
    var heading: String
    var lines: [Line]
    var back: String
    var problem: String?
    /// How it went in all; nil before anything was done.
    var summary: String?
    var closing: Closing?
    var investigating: Investigating?

    /// The form that closes them.
    struct Closing: Sendable {
        var reasons: [Choice]
        var comment: String
        var preview: ClosingPreview?
        /// The question that must be answered when many issues would change.
        var question: String?
        var vendor: String
    }

    /// The form that adds them to an investigation.
    struct Investigating: Sendable {
        var choices: [Choice]
        var hasChoices: Bool
        var title: String
    }

    init(_ model: BulkModel, heading: String, shell: Shell) {
        self.shell = shell
        self.heading = heading
        back = model.selection.back
        lines = model.selection.entries.map { entry in
            let alert = model.alerts[entry.id]
            let outcome = model.outcomes.first { $0.entry.id == entry.id }
            return Line(
                value: entry.value, address: AlertRoutes.address(entry.id).text,
                name: alert?.name.shortened(to: 160) ?? "An alert that cannot be read",
                severity: alert.map { SeverityMark($0.severity) }, status: alert.map { StateMark($0.status) },
                outcome: outcome.map {
                    $0.refusal == nil ? StateMark("Done", shape: "✓", .good) : StateMark("Refused", shape: "✕", .bad)
                },
                words: outcome?.refusal)
        }
        if !model.outcomes.isEmpty {
            let refused = model.outcomes.filter { $0.refusal != nil }.count
            let done = model.outcomes.count - refused
            summary =
                refused == 0
                ? "All \(counted(done, "alert", "alerts")) done."
                : "\(grouped(done)) done, \(grouped(refused)) refused. What was refused is as it was before."
        }
    }

    func html() throws -> String { try Templates.render(self, with: "Bulk") }
}

/// What the page for several alerts shows.
struct BulkModel: Sendable {
    var selection: BulkSelection
    /// As they are now; those out of scope are missing.
    var alerts: [ID<Alert>: Alert]
    var outcomes: [BulkOutcome] = []

    static func read(_ selection: BulkSelection, for viewer: Principal, in tx: any Transaction) throws -> BulkModel {
        var alerts: [ID<Alert>: Alert] = [:]
        for entry in selection.entries { alerts[entry.id] = try tx.alerts.find(entry.id, scope: viewer.scope) }
        return BulkModel(selection: selection, alerts: alerts)
    }
}
