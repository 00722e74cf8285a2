import Pipeline
import Workbench

/// One device: how it fares, what it took in, what waits for a person, and its switches.
struct DevicePage: Sendable {
    var shell: Shell
    var id: String
    var path: String
    var name: String
    var vendor: String
    var organization: String?
    var location: String?
    var problem: String?
    var report: ConnectionReportView?
    var health: StateMark
    var isHealthy: Bool
    var strip: HealthStrip
    var checked: TimeMark?
    var since: TimeMark?
    var problems: [ProblemView]
    var lastSuccess: TimeMark?
    var lastError: String?
    var lastErrorAt: TimeMark?
    var delays: [DelayView]
    var runs: [RunView]
    var hasRuns: Bool
    var webhook: WebhookView
    var quarantined: [SignalView]
    var hasQuarantined: Bool
    var quarantinedCount: String
    var stuck: [StuckDelivery]
    var hasStuck: Bool
    var stuckCount: String
    var waiting: String?
    var settings: [Setting]
    var ingestion: StateMark
    var isPaused: Bool
    var isActive: Bool
    var isAdministrator: Bool
    var canWrite: Bool
    var adminOnly: String?
    var consoleAccessWords: String
    var isSyncEnabled: Bool
    var syncWords: String
    var writesBack: String

    struct ProblemView: Sendable {
        var title: String
        var words: String
    }

    struct DelayView: Sendable {
        var source: String
        var words: String
        var state: StateMark?
    }

    struct Setting: Sendable {
        var label: String
        var value: Copyable
    }

    struct StuckDelivery: Sendable {
        var address: String?
        var event: String
        var state: StateMark
        var issue: Copyable
        var answer: String?
        var created: TimeMark
    }

    init(_ model: DeviceModel, shell: Shell) {
        let device = model.device
        let health = device.health
        self.shell = shell
        id = device.id.rawValue
        path = "/devices/\(PageAddress.encoded(device.id.rawValue))"
        name = device.name
        vendor = model.vendorName
        organization = model.organization?.name.shortened(to: 80)
        location = device.location?.shortened(to: 200)
        problem = model.problem
        report = model.report.map(ConnectionReportView.init)
        self.health = StateMark(health.status)
        isHealthy = health.status == .healthy
        strip = HealthStrip(model.healthChanges, now: model.now)
        checked = TimeMark(health.checkedAt, now: model.now)
        since = TimeMark(health.statusUpdatedAt, now: model.now)
        problems = health.problems.map { ProblemView(title: $0.kind.words, words: $0.words) }
        lastSuccess = TimeMark(health.lastSuccessAt, now: model.now)
        lastError = health.lastError?.shortened(to: 600)
        lastErrorAt = TimeMark(health.lastErrorAt, now: model.now)
        delays = DevicePage.delays(model)
        runs = model.runs.map { RunView($0, now: model.now) }
        hasRuns = !runs.isEmpty
        webhook = WebhookView(model)
        quarantined = model.quarantined.map { SignalView($0, now: model.now) }
        hasQuarantined = !quarantined.isEmpty
        quarantinedCount = counted(model.quarantinedCount, "signal", "signals")
        stuck = DevicePage.stuck(model)
        hasStuck = !stuck.isEmpty
        stuckCount = counted(model.stuckCount, "write waits for a person", "writes wait for a person")
        waiting =
            model.waitingCount > 0 ? counted(model.waitingCount, "write is on its way", "writes are on their way") : nil
        settings = DevicePage.settings(model)
        ingestion = StateMark(device.ingestion)
        isPaused = device.ingestion == .paused
        isActive = device.ingestion == .active
        isAdministrator = model.isAdministrator
        canWrite = !model.viewer.isReadOnly
        adminOnly = model.isAdministrator ? nil : "Changing a device is for administrators."
        consoleAccessWords = device.consoleAccess.words
        isSyncEnabled = device.isSyncEnabled
        syncWords = device.isSyncEnabled ? "On" : "Off"
        writesBack = DevicePage.writesBack(model)
    }

    func html() throws -> String { try Templates.render(self, with: "Device") }

    private static func delays(_ model: DeviceModel) -> [DelayView] {
        [Signal.Source.webhook, .poll].map { source in
            let values = model.delays[source] ?? []
            let name = IssueWords.source(source)
            guard let delay = DeviceModel.percentile(0.95, of: values) else {
                return DelayView(source: name, words: "No alert came this way within a day.", state: nil)
            }
            let goal = TimeMark.span(model.delayGoal)
            let words =
                "95 % of \(counted(values.count, "alert", "alerts")) within \(TimeMark.span(delay)) of "
                + "their making, over the last day. The goal is \(goal)."
            return DelayView(
                source: name, words: words,
                state: delay > model.delayGoal
                    ? StateMark("Slow", shape: "✕", .bad) : StateMark("On time", shape: "✓", .good))
        }
    }

    private static func stuck(_ model: DeviceModel) -> [StuckDelivery] {
        model.stuck.map { delivery in
            StuckDelivery(
                address: delivery.alertID.map { "/alerts/\(PageAddress.encoded($0.rawValue))#deliveries" },
                event: delivery.intent.rule.words, state: StateMark(delivery.state),
                issue: Copyable(delivery.issueID, what: "the vendor’s issue id", limit: 20),
                answer: delivery.answer?.shortened(to: 300), created: TimeMark(delivery.createdAt, now: model.now))
        }
    }

    /// The connection's public settings, in the vendor's order and words. Secrets never come out.
    private static func settings(_ model: DeviceModel) -> [Setting] {
        (model.vendor?.fields ?? []).compactMap { field in
            guard !field.isSecret, let value = model.device.connection.settings[field.key], !value.isEmpty else {
                return nil
            }
            return Setting(label: field.label, value: Copyable(value, what: field.label, limit: 48))
        }
    }

    private static func writesBack(_ model: DeviceModel) -> String {
        let device = model.device
        if device.writesBack { return "What analysts decide here is written to \(model.vendorName)." }
        if device.ingestion == .removed { return "This device was removed; nothing is written." }
        guard device.isSyncEnabled else {
            return "Nothing is written to \(model.vendorName), because synchronization is off. Alerts keep coming in."
        }
        return "Nothing is written to \(model.vendorName) until console access is active. Alerts keep coming in."
    }
}

extension HealthProblem.Kind {
    /// A heading for the problem.
    var words: String {
        switch self {
        case .tokenRefused: "The credentials are refused"
        case .unreachable: "The tenant cannot be reached"
        case .scopeMissing: "A permission is missing"
        case .pollOverdue: "The last poll is too old"
        case .webhookSilent: "The webhook is silent"
        case .slow: "Alerts come late"
        case .outOfStep: "Both sides differ"
        case .vendorError: "The tenant answers with errors"
        }
    }
}
