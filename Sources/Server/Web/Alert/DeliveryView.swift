import Pipeline
import Workbench

/// One write to the vendor: what for, what was to be written, how it went, what a person may decide.
struct DeliveryView: Sendable {
    struct Button: Sendable {
        var decision: String
        var words: String
        var help: String
        var isPrimary: Bool
    }

    var address: String
    var event: String
    var state: StateMark
    /// "Rejected · false positive", or that the status stays.
    var target: String
    var issue: Copyable
    var who: String
    var created: TimeMark
    var finished: TimeMark?
    var nextTry: TimeMark?
    /// "3 attempts"; nil while one was enough.
    var attempts: String?
    /// What happened, in our words.
    var explanation: String?
    /// The vendor's own words, or why it failed.
    var answer: String?
    var note: String?
    var buttons: [Button]
    var hasButtons: Bool

    init(_ delivery: Delivery, model: AlertModel) {
        let vendor = model.vendorName
        let plan = model.plans[delivery.id]
        let alert = PageAddress.encoded(model.alert.id.rawValue)
        address = "/alerts/\(alert)/deliveries/\(PageAddress.encoded(delivery.id.rawValue))"
        event = delivery.intent.rule.words
        let seconds = delivery.finishedAt.map { $0.seconds(since: delivery.createdAt) }
        state = StateMark(delivery.state, seconds: delivery.state == .done ? seconds : nil)
        target = DeliveryView.target(delivery, plan: plan)
        issue = Copyable(delivery.issueID, what: "the vendor’s issue id", limit: 20)
        who = model.name(of: delivery.actorID)
        created = TimeMark(delivery.createdAt, now: model.now)
        finished = TimeMark(delivery.finishedAt, now: model.now)
        let isRetrying = delivery.state == .pending && delivery.attempts > 0
        nextTry = isRetrying ? TimeMark(max(delivery.notBefore, model.now), now: model.now) : nil
        attempts = delivery.attempts > 1 ? counted(delivery.attempts, "attempt", "attempts") : nil
        explanation = DeliveryView.explanation(delivery, plan: plan, vendor: vendor)
        answer = delivery.answer?.shortened(to: 2000)
        note = (delivery.written?.note ?? plan?.note)?.shortened(to: 4000)
        buttons = model.viewer.isReadOnly ? [] : DeliveryView.buttons(delivery, vendor: vendor)
        hasButtons = !buttons.isEmpty
    }

    private static func target(_ delivery: Delivery, plan: PlannedWrite?) -> String {
        let status: String? =
            if let state = delivery.written?.state { IssueWords.state(state) } else { plan?.status }
        let hasNote = delivery.intent.note != nil
        guard let status else { return hasNote ? "Note only, status unchanged" : "Status unchanged" }
        return hasNote ? "\(status), with a note" : status
    }

    private static func explanation(_ delivery: Delivery, plan: PlannedWrite?, vendor: String) -> String? {
        switch delivery.state {
        case .conflict:
            guard let theirs = delivery.conflictingState else {
                return "\(vendor)’s state changed meanwhile. Nothing was overwritten."
            }
            let who = theirs.changedBy.map { ", set by \($0.shortened(to: 100))" } ?? ""
            let ours = plan?.status.map { " Ours would be “\($0)”." } ?? ""
            return "\(vendor) says “\(IssueWords.state(theirs))”\(who). Nothing was overwritten.\(ours)"
        case .refused:
            return "\(vendor) refused this write. The alert keeps its state here; the issue keeps its own there."
        case .held: return "Too many dismissals within the hour; this one waits until somebody releases it."
        case .pending: return delivery.attempts > 0 ? "The last attempt failed; it is tried again by itself." : nil
        case .sending, .done, .cancelled: return nil
        }
    }

    private static func buttons(_ delivery: Delivery, vendor: String) -> [Button] {
        func button(_ decision: DeliveryDecision, _ words: String, _ help: String, isPrimary: Bool = false) -> Button {
            Button(decision: decision.rawValue, words: words, help: help, isPrimary: isPrimary)
        }
        let retry = button(.retry, "Retry", "Try the same again")
        switch delivery.state {
        case .conflict:
            return [
                button(.acceptTheirs, "Accept theirs", "Keep what stands in \(vendor)"),
                button(.writeOurs, "Write ours", "Overwrite what stands in \(vendor)"), retry,
            ]
        case .refused, .cancelled: return [retry]
        case .held: return [button(.release, "Release", "Let this write go", isPrimary: true)]
        case .pending, .sending, .done: return []
        }
    }
}
