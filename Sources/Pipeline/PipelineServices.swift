import Detection
import Logging
import ServiceLifecycle
import Workbench

/// The pipeline, assembled: what the server and the commands call, and what must run for it to work.
public struct PipelineServices: Sendable {
    public let inbox: Inbox
    public let workflow: AlertWorkflow
    public let decisions: DeliveryDecisions
    public let devices: DeviceAdministration
    public let setup: SetupServices
    public let replay: SignalReplay
    public let suppressions: SuppressionAdministration
    public let updates: LiveUpdates
    /// Exchange them to reload the rules without a restart.
    public let rules: ActiveRules
    /// To be run, all of them, for as long as signals are to be processed and written back. Whoever only looks or
    /// files requests, as most commands do, runs none.
    public let services: [any Service]

    private let meter: PipelineMeter

    public init(
        store: any Store, integrations: Integrations, vault: any Vault, rules: RulePack,
        settings: PipelineSettings = PipelineSettings(), resolver: (any DomainResolver)? = nil, logger: Logger,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        let meter = PipelineMeter()
        let updates = LiveUpdates()
        let active = ActiveRules(rules)
        let planner = SyncPlanner(settings: settings)
        let intakeBell = Doorbell()
        let pressure = InboxPressure()
        let wakeIntake: @Sendable () async -> Void = { await intakeBell.ring() }
        let fleet = Fleet(
            store: store, integrations: integrations, vault: vault, settings: settings, updates: updates,
            meter: meter, logger: logger, clock: clock, wakeIntake: wakeIntake)
        let intake = Intake(
            store: store, integrations: integrations, rules: active, planner: planner, settings: settings,
            updates: updates, meter: meter, pressure: pressure, logger: logger, clock: clock, bell: intakeBell
        ) { wake in
            switch wake {
            case .outbox(let device): await fleet.wakeOutbox(device)
            case .rereads(let device): await fleet.wakeRereads(device)
            }
        }
        self.meter = meter
        self.updates = updates
        self.rules = active
        inbox = Inbox(store: store, wakeIntake: wakeIntake, meter: meter, pressure: pressure)
        workflow = AlertWorkflow(
            store: store, planner: planner, integrations: integrations, updates: updates,
            wakeOutbox: { await fleet.wakeOutbox($0) }, clock: clock)
        decisions = DeliveryDecisions(
            store: store, updates: updates, wakeOutbox: { await fleet.wakeOutbox($0) }, clock: clock)
        devices = DeviceAdministration(
            store: store, vault: vault, integrations: integrations, updates: updates,
            wakeFleet: { await fleet.wake() }, clock: clock)
        setup = SetupServices(
            store: store, vault: vault, integrations: integrations, settings: settings, updates: updates,
            resolver: resolver, wakeFleet: { await fleet.wake() }, wakeOutbox: { await fleet.wakeOutbox($0) },
            clock: clock)
        suppressions = SuppressionAdministration(
            store: store, integrations: integrations, rules: active, policy: settings.policy, clock: clock)
        replay = SignalReplay(store: store, updates: updates, wakeIntake: wakeIntake)
        services = [
            intake, fleet, Pruning(store: store, settings: settings, logger: logger, clock: clock),
            ConsoleAccessWatch(workflow: setup.consoleAccess, logger: logger),
        ]
    }

    /// What has been done since the process started.
    public var counts: PipelineCounts { meter.counts }
}
