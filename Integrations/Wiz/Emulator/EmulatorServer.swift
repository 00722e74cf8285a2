import GraphQL
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// An emulated Wiz tenant behind HTTP: token endpoint, GraphQL API, webhooks, and the control side under `/_emulator`.
///
/// Run it as a service; `port` and `url` are there as soon as it listens. Nothing is kept when it ends.
public final class EmulatorServer: Service {
    public let configuration: EmulatorConfiguration
    private let logger: Logger
    private let tenant: Tenant
    private let automation: Automation
    private let teller: StoryTeller
    private let responder: RouterResponder<EmulatorContext>
    private let bound = BoundPort()

    /// Makes the tenant with its first issues, which takes about a second for 10,000 of them.
    ///
    /// - Throws: `GraphQLError` when the schema does not hold together, which the tests rule out.
    public init(configuration: EmulatorConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        tenant = Tenant(seed: configuration.seed, issues: configuration.issues, clock: EmulatorClock())
        automation = Automation(tenant: tenant, portal: configuration.environment.portal, logger: logger)
        teller = StoryTeller(tenant: tenant, seed: configuration.seed, logger: logger)
        responder = try EmulatorRoutes(
            configuration: configuration, tenant: tenant, automation: automation, teller: teller
        ).router().buildResponder()
    }

    /// The port that the server listens on. Waits until it does.
    ///
    /// - Throws: what kept it from listening.
    public var port: Int {
        get async throws { try await bound.value() }
    }

    /// The root, `http://127.0.0.1:PORT` (or `https`): the token endpoint is at `/oauth/token`, the API at `/graphql`, the control
    /// side under `/_emulator`. Waits until the server listens.
    public var url: String {
        get async throws {
            let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
            return "\(configuration.tls == nil ? "http" : "https")://\(host):\(try await bound.value())"
        }
    }

    /// Serves until the task is cancelled or a graceful shutdown begins.
    ///
    /// - Throws: when the port cannot be bound.
    public func run() async throws {
        do {
            let application = try application()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.automation.run() }
                group.addTask { await BackgroundTraffic(tenant: self.tenant, rate: self.configuration.rate).run() }
                if configuration.tellsStories { group.addTask { await self.teller.run() } }
                try await application.run()
                group.cancelAll()
            }
        } catch {
            bound.settle(.failure(error))
            throw error
        }
        teller.stop()
        bound.settle(.failure(BoundPort.NeverBound()))
    }

    private func application() throws -> Application<RouterResponder<EmulatorContext>> {
        let bound = bound
        let address = ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port), serverName: "wiz-emulator")
        let settle: @Sendable (any Channel) async -> Void = { channel in
            bound.settle(channel.localAddress?.port.map { .success($0) } ?? .failure(BoundPort.NeverBound()))
        }
        guard let certificate = configuration.tls else {
            return Application(
                responder: responder, configuration: address, onServerRunning: settle, logger: logger)
        }
        return Application(
            responder: responder, server: try .tls(tlsConfiguration: try certificate.serverConfiguration()),
            configuration: address, onServerRunning: settle, logger: logger)
    }

    /// Sends the tenant's events to a receiver, in place of all automation rules that there were.
    ///
    /// - Parameters:
    ///   - sources: a rule each.
    ///   - username: for Basic authentication; nil for none.
    public func sendWebhooks(
        to url: String, for sources: [WebhookSource] = WebhookSource.allCases, username: String? = nil,
        password: String = ""
    ) {
        automation.replace(
            sources.map { source in
                AutomationRule(
                    id: WizID(name: "\(source.rawValue) \(url)"), name: "\(source.rawValue) to Watchfloor",
                    source: AutomationRule.Source(source), url: url,
                    authorization: username.map { .basic(user: $0, password: password) } ?? .none)
            })
    }

    /// Runs the server for as long as the body takes, then stops it.
    ///
    /// - Parameter body: gets the root as `url` has it.
    public func whileRunning<Result: Sendable>(
        _ body: @escaping @Sendable (_ url: String) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            let result = try await body(try await self.url)
            group.cancelAll()
            return result
        }
    }
}

/// What an automation rule listens to.
public enum WebhookSource: String, CaseIterable, Sendable {
    /// Issues of all types, with the default template.
    case issue = "ISSUE"
    /// Threat issues, with the fixed body for them.
    case threats = "THREATS"
    case detection = "DETECTION"
}

extension EmulatorCertificate {
    fileprivate func serverConfiguration() throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(chainFile).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
        return .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    }
}

extension AutomationRule.Source {
    fileprivate init(_ source: WebhookSource) {
        self =
            switch source {
            case .issue: .issue
            case .threats: .threats
            case .detection: .detection
            }
    }
}
