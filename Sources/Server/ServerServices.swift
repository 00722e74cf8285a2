import Detection
import Logging
import Pipeline
import Workbench

/// Everything the routes may call. Made in one place, by the executable.
public struct ServerServices: Sendable {
    public var store: any Store
    public var inbox: Inbox
    public var workflow: AlertWorkflow
    public var decisions: DeliveryDecisions
    public var devices: DeviceAdministration
    public var setup: SetupServices
    public var replay: SignalReplay
    public var suppressions: SuppressionAdministration
    /// The detection rules in force.
    public var rules: ActiveRules
    /// Nil where the rules come from no folder.
    public var reload: RuleReload?
    public var integrations: Integrations
    public var updates: LiveUpdates
    public var vault: any Vault
    public var settings: ServerSettings
    public var logger: Logger
    let presence = Presence()

    /// Over the same store and workers as the alerts' own workflow.
    public var investigations: InvestigationWorkflow { InvestigationWorkflow(workflow) }
    public var actions: ActionWorkflow { ActionWorkflow(workflow) }

    /// With what the assembled pipeline offers.
    public init(
        pipeline: PipelineServices, store: any Store, integrations: Integrations, vault: any Vault,
        settings: ServerSettings, logger: Logger, reload: RuleReload? = nil
    ) {
        self.store = store
        inbox = pipeline.inbox
        workflow = pipeline.workflow
        decisions = pipeline.decisions
        devices = pipeline.devices
        setup = pipeline.setup
        replay = pipeline.replay
        suppressions = pipeline.suppressions
        updates = pipeline.updates
        rules = pipeline.rules
        self.reload = reload
        self.integrations = integrations
        self.vault = vault
        self.settings = settings
        self.logger = logger
    }
}

/// What an operator may set about the HTTP side.
public struct ServerSettings: Hashable, Sendable {
    /// Where people reach the workbench, without a slash at the end. Cookies are marked Secure when it is https.
    public var publicURL = "http://127.0.0.1:8080"
    /// Seconds that a sign-in lasts: 13 hours, one shift and its hand-over.
    public var sessionLifetime: Double = 46_800
    /// The largest webhook body, in bytes.
    public var webhookLimit = 1 << 20
    /// The largest API or form body, in bytes.
    public var requestLimit = 1 << 20
    /// How the device pages judge delays, in seconds.
    public var delayGoal: Double = 300

    public init() {}
}
