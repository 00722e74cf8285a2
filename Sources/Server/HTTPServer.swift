import Hummingbird
import Logging
import NIOCore
import Pipeline
import ServiceLifecycle
import Workbench

/// The HTTP side of the workbench: pages, API, webhooks, live updates.
public struct HTTPServer: Service {
    /// A connection that sends nothing for so long is closed, in the middle of a request too; event streams live on.
    private static let idleTimeout = TimeAmount.seconds(75)

    private let services: ServerServices
    private let application: Application<RouterResponder<AppRequestContext>>

    /// - Parameters:
    ///   - port: 0 takes a free one; `onRunning` says which.
    ///   - pipelineCounts: what the pipeline has done, for `/metrics`.
    ///   - onRunning: called with the bound port once connections are accepted.
    public init(
        services: ServerServices, authentication: Authentication, host: String, port: Int,
        metrics: ServerMetrics = ServerMetrics(),
        pipelineCounts: @escaping @Sendable () -> PipelineCounts = { PipelineCounts() },
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.services = services
        let routes = Routes(
            services: services, authentication: authentication, metrics: metrics, pipelineCounts: pipelineCounts)
        application = Application(
            router: routes.router(),
            server: .http1(configuration: .init(idleTimeout: HTTPServer.idleTimeout)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: services.logger)
    }

    /// Serves until the task is cancelled or a graceful shutdown begins; then open event streams end, answers under
    /// way are finished, and connections close.
    public func run() async throws {
        let updates = services.updates
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            Task { await updates.close() }
        }
    }
}
