import Detection
import Logging
import Pipeline
import Resolver
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
    private let running: AsyncStream<Void>

    init(
        _ configuration: WorkbenchConfiguration, store: SQLiteStore, vault: SecretKeyring, rules: RulePack,
        rulesFolder: String, logger: Logger
    ) {
        self.store = store
        let integrations = Integrations.installed(configuration)
        pipeline = PipelineServices(
            store: store, integrations: integrations, vault: vault, rules: rules, settings: configuration.pipeline,
            resolver: SystemResolver(servers: configuration.nameServers), logger: logger)
        let reload = RuleReload(pipeline.rules, directory: rulesFolder)
        let serverServices = ServerServices(
            pipeline: pipeline, store: store, integrations: integrations, vault: vault,
            settings: configuration.server, logger: logger, reload: reload)
        let (running, listening) = AsyncStream<Void>.makeStream()
        self.running = running
        let server = HTTPServer(
            services: serverServices,
            authentication: Authentication(store: store, vault: vault, settings: configuration.server) { .now() },
            host: configuration.host, port: configuration.port, pipelineCounts: { [pipeline] in pipeline.counts },
            onRunning: { _ in listening.finish() })
        services = pipeline.services + [RuleReloading(reload: reload, logger: logger), server]
    }

    /// Returns when the server accepts connections.
    func waitUntilRunning() async {
        for await _ in running {}
    }

    /// Says what to do when nobody could sign in.
    func remindOfAccounts() async throws {
        let users = try await store.read { tx in try tx.people.users() }
        guard users.isEmpty else { return }
        Terminal.complain(
            "Nobody can sign in yet. Add an administrator from another terminal with `watchfloor users add`.")
    }
}
