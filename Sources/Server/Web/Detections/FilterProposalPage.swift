import Detection
import Pipeline
import Workbench

/// After an alert was a false positive: a filter that would have kept it out of its rule, and what else it would have
/// kept out.
struct FilterProposalPage: Sendable {
    struct Example: Sendable {
        var name: String
        var address: String
        var outcome: String
        var created: TimeMark
    }

    var shell: Shell
    var rule: String
    var ruleAddress: String
    var alertName: String
    var alertAddress: String
    var filter: Copyable
    var summary: String
    /// Nil when nothing speaks against it.
    var warning: String?
    var examples: [Example]
    var hasExamples: Bool
    /// Where the same condition becomes a suppression; nil for readers.
    var suppressing: String?

    init(_ proposal: FilterProposal, rule: Rule, viewer: Principal, now: Timestamp, shell: Shell) {
        self.shell = shell
        self.rule = rule.title
        ruleAddress = DetectionRoutes.address(rule.id).text
        alertName = proposal.alert.name
        alertAddress = "/alerts/\(PageAddress.encoded(proposal.alert.id.rawValue))"
        filter = Copyable(proposal.document, what: "filter", limit: 1_000_000)
        let examined = counted(proposal.examined, "alert", "alerts")
        summary =
            "Of \(examined) that this rule opened in the last \(FilterProposal.days) days it would have kept out "
            + "\(grouped(proposal.keptOut.count)): \(grouped(proposal.harmless)) closed as harmless, "
            + "\(grouped(proposal.undecided)) not closed yet, \(grouped(proposal.real)) closed for another reason."
        warning =
            proposal.real == 0
            ? nil : "It would have hidden \(counted(proposal.real, "alert", "alerts")) that somebody judged to be real."
        examples = proposal.keptOut.prefix(20).map {
            Example(
                name: $0.name.shortened(to: 200), address: "/alerts/\(PageAddress.encoded($0.id.rawValue))",
                outcome: $0.closeReason?.words ?? $0.status.words, created: TimeMark($0.createdAt, now: now))
        }
        hasExamples = !examples.isEmpty
        suppressing =
            viewer.isReadOnly
            ? nil : PageAddress("/detections/suppressions/new").with("alert", proposal.alert.id.rawValue).text
    }

    static func address(_ alert: Alert) -> PageAddress {
        PageAddress(DetectionRoutes.address(alert.match.ruleID).path + "/filter").with("alert", alert.id.rawValue)
    }

    func html() throws -> String { try Templates.render(self, with: "FilterProposal") }
}
