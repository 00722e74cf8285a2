import Pipeline
import Workbench

/// The guide from a connected device to a healthy, synchronized tenant. Each step says how it stands and what is next.
struct DeviceSetupPage: Sendable {
    var shell: Shell
    var id: String
    var path: String
    var name: String
    var vendor: String
    var problem: String?
    var steps: [StepLink]
    var isAdministrator: Bool
    var prerequisites: [String]
    var account: TaskView
    var health: StateMark
    var addendum: AddendumView?
    var access: SetupAccessView
    var rules: [RuleRow]
    var notSynchronized: String
    var syncState: StateMark
    var sync: SyncView
    var webhook: WebhookView
    var webhookTask: TaskView
    var testState: StateMark
    var automation: [AutomationView]
    var isLocked: Bool
    var nextSources: [String]
    var events: [EventView]
    var hasEvents: Bool

    struct StepLink: Sendable {
        var number: String
        var words: String
        var address: String
        var state: StateMark
    }

    struct RuleRow: Sendable {
        var event: String
        /// For ordinary issues, and for threat issues.
        var issue: String
        var threat: String
    }

    struct SyncView: Sendable {
        /// Why it cannot be switched here.
        var waits: String?
        var canDisable: Bool
        var canEnable: Bool
        var canShadow: Bool
        var shadowUntil: TimeMark?
    }

    struct EventView: Sendable {
        var kind: String
        var words: String
        var who: String
        var time: TimeMark
    }

    init(_ model: DeviceSetupModel, shell: Shell) {
        let device = model.device
        self.shell = shell
        id = device.id.rawValue
        path = DeviceRoutes.address(device.id).text
        name = device.name.shortened(to: 120)
        vendor = model.vendorName
        problem = model.problem
        isAdministrator = model.isAdministrator
        prerequisites = model.guide.prerequisites
        account = TaskView(model.guide.account)
        health = StateMark(device.health.status)
        addendum = AddendumView(model)
        access = SetupAccessView(model)
        rules = model.rules
        notSynchronized = model.guide.notSynchronized
        syncState = DeviceSetupPage.syncState(model)
        sync = DeviceSetupPage.sync(model)
        webhook = WebhookView(model)
        webhookTask = TaskView(model.guide.webhook)
        testState =
            model.hasWebhookTest
            ? StateMark("The test has arrived", shape: "✓", .good)
            : StateMark("Waiting for the Test button", shape: "…", .info)
        automation = model.guide.automationRules.map { AutomationView($0, model) }
        isLocked = device.ingestion == .awaitingAddendum
        nextSources = model.guide.nextSources
        events = model.events.map { event in
            EventView(
                kind: event.kind.words, words: event.words.shortened(to: 300),
                who: model.people[event.actorID]?.displayName.shortened(to: 60) ?? "somebody",
                time: TimeMark(event.at, now: model.now))
        }
        hasEvents = !events.isEmpty
        steps = []
        steps = stepLinks(model)
    }

    func html() throws -> String { try Templates.render(self, with: "DeviceSetup") }

    private func stepLinks(_ model: DeviceSetupModel) -> [StepLink] {
        let connected = model.device.health.status == .healthy
        let arrived = !automation.isEmpty && automation.allSatisfy(\.hasArrived)
        let states: [(String, String, StateMark)] = [
            ("API integration", "#account", StateMark("Done", shape: "✓", .good)),
            ("Security device", "#device", connected ? StateMark("Done", shape: "✓", .good) : health),
            ("Console access", "#access", access.state), ("Synchronization", "#sync", syncState),
            ("Webhook credentials", "#credentials", StateMark("Ready", shape: "✓", .good)),
            ("Webhook integration", "#webhook", testState),
            (
                "Automation rules", "#rules",
                arrived
                    ? StateMark("Done", shape: "✓", .good)
                    : StateMark("Waiting for the first delivery", shape: "…", .info)
            ),
        ]
        return states.enumerated().map { index, step in
            StepLink(number: "\(index + 1)", words: step.0, address: step.1, state: step.2)
        }
    }

    private static func syncState(_ model: DeviceSetupModel) -> StateMark {
        let device = model.device
        if model.setup.shadowUntil != nil, !device.isSyncEnabled { return StateMark("Shadow mode", shape: "◐", .info) }
        if !device.isSyncEnabled { return StateMark("Disabled", shape: "–", .quiet) }
        return device.writesBack
            ? StateMark("On", shape: "✓", .good) : StateMark("Waits for console access", shape: "‖", .warn)
    }

    private static func sync(_ model: DeviceSetupModel) -> SyncView {
        let device = model.device
        guard device.consoleAccess == .active else {
            return SyncView(
                waits: "Alerts can be verified only with console access, so the rules begin when step 3 is active.",
                canDisable: false, canEnable: false, canShadow: false, shadowUntil: nil)
        }
        let may = model.isAdministrator
        return SyncView(
            waits: nil, canDisable: may && device.isSyncEnabled, canEnable: may && !device.isSyncEnabled,
            canShadow: may && model.setup.shadowUntil == nil,
            shadowUntil: device.isSyncEnabled ? nil : TimeMark(model.setup.shadowUntil, now: model.now))
    }
}

extension WebhookView {
    init(_ model: DeviceSetupModel) {
        let health = model.device.health
        address = Copyable(
            "\(model.publicURL)/webhooks/\(model.device.webhook.key)", what: "webhook address", limit: 400)
        username = Copyable(model.device.webhook.username, what: "user name", limit: 60)
        password = Copyable(model.webhookPassword, what: "password", limit: 60)
        lastSeen = TimeMark(health.lastWebhookAt, now: model.now)
        lastTest = TimeMark(health.lastWebhookTestAt, now: model.now)
        let until = model.setup.oldWebhookPasswordUntil.flatMap { $0 > model.now ? TimeMark.exact($0) : nil }
        advice = until.map { "The old password still works until \($0)." }
    }
}
