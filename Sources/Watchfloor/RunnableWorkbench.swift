import Detection
import Logging
import Pipeline
import Server
import ServiceLifecycle
import Storage
import Workbench

/// The workbench put together, not yet running.
struct RunnableWorkbench {
    let store: SQLiteStore
    let pipeline: PipelineServices
    /// To be run together; the web server comes last, so that it stops first.
    let services: [any Service]

    init(
        _ configuration: WorkbenchConfiguration, store: SQLiteStore, vault: SecretKeyring, rules: RulePack, logger: Logger
    ) {
        self.store = store
        let integrations = Integrations.installed(configuration)
        pipeline = PipelineServices(
            store: store, integrations: integrations, vault: vault, rules: rules, settings: configuration.pipeline,
            logger: logger)
        let serverServices = ServerServices(
            store: store, inbox: pipeline.inbox, workflow: pipeline.workflow, decisions: pipeline.decisions,
            devices: pipeline.devices, integrations: integrations, updates: pipeline.updates, vault: vault,
            settings: configuration.server, logger: logger)
        let server = HTTPServer(
            services: serverServices,
            authentication: Authentication(store: store, vault: vault, settings: configuration.server) { .now() },
            host: configuration.host, port: configuration.port)
        services = pipeline.services + [server]
    }

    /// Says what to do when nobody could sign in.
    func remindOfAccounts() async throws {
        let users = try await store.read { tx in try tx.people.users() }
        guard users.isEmpty else { return }
        Terminal.complain(
            "Nobody can sign in yet. Add an administrator from another terminal with `watchfloor users add`.")
    }
}
