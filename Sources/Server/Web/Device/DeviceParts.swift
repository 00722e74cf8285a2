import Pipeline
import Workbench

/// One reading of one stream, with its progress.
struct RunView: Sendable {
    var stream: String
    var state: StateMark
    var isRunning: Bool
    /// "120 of 312 items, 3 pages"
    var progress: String
    /// For the progress bar; nil when the vendor did not say how many there are.
    var total: Int?
    var items: Int
    var window: String
    var started: TimeMark
    var duration: String
    var error: String?

    init(_ run: PollRun, now: Timestamp) {
        stream = run.stream.words + (run.isBackfill ? ", looking back" : "")
        state = StateMark(run.state)
        isRunning = run.state == .running
        items = max(0, run.items)
        total = run.total.flatMap { $0 > 0 ? max($0, run.items) : nil }
        let known = total.map { " of \(grouped($0))" } ?? ""
        progress =
            "\(grouped(items))\(known) \(items == 1 && total == nil ? "item" : "items"), \(counted(run.pages, "page", "pages"))"
        window = "\(TimeMark.exact(run.after)) to \(TimeMark.exact(run.before))"
        started = TimeMark(run.startedAt, now: now)
        let end = run.state == .running ? now : run.updatedAt
        duration = TimeMark.span(max(0, end.seconds(since: run.startedAt)))
        error = run.error?.shortened(to: 600)
    }
}

extension PollStream {
    var words: String {
        switch self {
        case .created: "New issues"
        case .changed: "Changed issues"
        case .detections: "Detections"
        }
    }
}

/// Where the vendor sends to, with what, and whether it has.
struct WebhookView: Sendable {
    var address: Copyable
    var username: Copyable
    /// Only after an administrator asked for it.
    var password: Copyable?
    var lastSeen: TimeMark?
    var lastTest: TimeMark?
    var advice: String?

    init(_ model: DeviceModel) {
        let health = model.device.health
        address = Copyable(
            "\(model.publicURL)/webhooks/\(model.device.webhook.key)", what: "webhook address", limit: 400)
        username = Copyable(model.device.webhook.username, what: "user name", limit: 60)
        password = Copyable(model.webhookPassword, what: "password", limit: 60)
        lastSeen = TimeMark(health.lastWebhookAt, now: model.now)
        lastTest = TimeMark(health.lastWebhookTestAt, now: model.now)
        if health.lastWebhookAt != nil {
            advice = nil
        } else if health.lastWebhookTestAt != nil {
            advice = "The test has arrived, so the webhook works. The first issue appears here by itself."
        } else {
            advice =
                "Nothing has called this address yet. In \(model.vendorName), let an automation rule call it with Basic "
                + "authentication and the user name and password below, then press its Test button. Until then "
                + "\(model.vendorName) is polled often instead."
        }
    }
}

/// A signal that could not be understood.
struct SignalView: Sendable {
    var id: String
    var reason: String
    var source: String
    var received: TimeMark
    var size: String
    /// The beginning of what arrived.
    var excerpt: String

    init(_ signal: Signal, now: Timestamp) {
        id = signal.id.rawValue
        reason = signal.reason?.shortened(to: 400) ?? "No reason was recorded"
        source = IssueWords.source(signal.source)
        received = TimeMark(signal.receivedAt, now: now)
        size = counted(signal.body.count, "byte", "bytes")
        excerpt = String(decoding: signal.body.prefix(2000), as: UTF8.self)
    }
}
