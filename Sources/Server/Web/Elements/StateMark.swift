import Pipeline
import Workbench

/// A state as pages show it: a word, a shape and a colour, so that none of them is needed alone.
struct StateMark: Hashable, Sendable {
    enum Tone: String, Hashable, Sendable {
        case good, warn, bad, info, quiet
    }

    var word: String
    var shape: String
    var tone: String
    /// What may be left out where room is scarce.
    var extra: String?
    /// More, on hover.
    var detail: String?

    init(_ word: String, shape: String, _ tone: Tone, extra: String? = nil, detail: String? = nil) {
        self.word = word
        self.extra = extra
        self.shape = shape
        self.tone = tone.rawValue
        self.detail = detail
    }
}

extension StateMark {
    init(_ status: Alert.Status) {
        switch status {
        case .open: self.init(status.words, shape: "○", .info)
        case .inProgress: self.init(status.words, shape: "◐", .warn)
        case .closed: self.init(status.words, shape: "●", .quiet)
        }
    }

    /// The vendor's own word, and its reason.
    init(_ state: IssueState) {
        let words = IssueWords.state(state)
        switch state.status {
        case .open: self.init(words, shape: "○", .info, detail: IssueWords.whoMoved(state))
        case .inProgress: self.init(words, shape: "◐", .warn, detail: IssueWords.whoMoved(state))
        case .resolved, .dismissed: self.init(words, shape: "●", .quiet, detail: IssueWords.whoMoved(state))
        case .other: self.init(words, shape: "?", .quiet, detail: IssueWords.whoMoved(state))
        }
    }

    /// How a write to the vendor stands.
    /// - Parameter seconds: from the decision to its being written.
    init(_ state: Delivery.State, seconds: Double? = nil) {
        switch state {
        case .pending:
            self.init("Waiting", shape: "…", .info, detail: "Not written yet; it is sent as soon as possible.")
        case .sending: self.init("Sending", shape: "↗", .info)
        case .done:
            let time = seconds.map(TimeMark.span)
            self.init("Written", shape: "✓", .good, extra: time, detail: time.map { "\($0) after it was decided" })
        case .refused:
            self.init("Refused", shape: "✕", .bad, detail: "The vendor said no. Open the alert for its words.")
        case .conflict:
            self.init("Conflict", shape: "⇄", .bad, detail: "Changed on the other side meanwhile. A person decides.")
        case .held:
            self.init("Held", shape: "‖", .warn, detail: "Held back by the cap on dismissals. A person releases it.")
        case .cancelled: self.init("Not written", shape: "–", .quiet)
        }
    }

    init(_ health: DeviceHealth.Status?) {
        switch health {
        case .healthy: self.init("Healthy", shape: "✓", .good)
        case .unhealthy: self.init("Unhealthy", shape: "✕", .bad)
        case nil: self.init("Not checked yet", shape: "…", .quiet)
        }
    }

    init(_ ingestion: SecurityDevice.Ingestion) {
        switch ingestion {
        case .active: self.init("Active", shape: "●", .good)
        case .awaitingAddendum: self.init("Legal addendum required", shape: "‖", .warn)
        case .paused: self.init("Paused", shape: "‖", .warn)
        case .removed: self.init("Removed", shape: "✕", .quiet)
        }
    }

    init(_ state: PollRun.State) {
        switch state {
        case .running: self.init("Running", shape: "◐", .info)
        case .done: self.init("Done", shape: "✓", .good)
        case .failed: self.init("Failed", shape: "✕", .bad)
        }
    }
}

/// A severity as pages show it.
struct SeverityMark: Hashable, Sendable {
    var word: String
    var shape: String
    /// The style sheet's name for it.
    var style: String

    init(_ severity: Severity) {
        style = severity.rawValue.lowercased()
        switch severity {
        case .critical: (word, shape) = ("Critical", "▲▲")
        case .high: (word, shape) = ("High", "▲")
        case .medium: (word, shape) = ("Medium", "◆")
        case .low: (word, shape) = ("Low", "●")
        case .testing: (word, shape) = ("Testing", "◇")
        case .tuning: (word, shape) = ("Tuning", "○")
        }
    }
}

/// A vendor's codes as words.
enum IssueWords {
    /// "Rejected · false positive"
    static func state(_ state: IssueState) -> String {
        let status = sentence(state.vendorStatus)
        guard !state.isLive, let reason = state.reason, !reason.isEmpty else { return status }
        return "\(status) · \(sentence(reason).lowercased())"
    }

    static func whoMoved(_ state: IssueState) -> String? {
        if state.isSettledByVendor { return "Moved by the vendor itself" }
        return state.changedBy.map { "Moved by \($0.shortened(to: 100))" }
    }

    /// "IN_PROGRESS" as "In progress".
    static func sentence(_ code: String) -> String {
        let words = code.shortened(to: 60).replacing("_", with: " ").lowercased()
        return "\(words.prefix(1).uppercased())\(words.dropFirst())"
    }

    static func kind(_ kind: VendorAlert.Kind) -> String {
        switch kind {
        case .issue: "Issue"
        case .threat: "Threat issue"
        case .detection: "Detection"
        }
    }

    static func source(_ source: Signal.Source) -> String {
        switch source {
        case .webhook: "Webhook"
        case .poll: "Poll"
        case .backfill: "Backfill"
        case .reread: "Re-read"
        }
    }
}
