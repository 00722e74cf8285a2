import ArgumentParser
import Logging
import Pipeline
import ServiceLifecycle
import Wiz
import WizEmulator
import Workbench

/// The integrations of this build: the only place outside Integrations/ that names a vendor.
extension Integrations {
    static func installed(_ configuration: WorkbenchConfiguration) -> Integrations {
        Integrations([
            WizIntegration(
                allowsLoopback: configuration.allowsLoopbackTenants, productVersion: Version.current)
        ])
    }

    /// For reading payloads from files, without any tenant.
    static var readers: [any Integration] {
        [WizIntegration(allowsLoopback: false, productVersion: Version.current)]
    }

    /// Commands that integrations add.
    static let commands: [any ParsableCommand.Type] = [WizEmulatorCommand.self]

    static func demoTenant(port: Int, seed: UInt64, issues: Int, rate: Double, logger: Logger) throws -> DemoTenant {
        var configuration = EmulatorConfiguration(port: port, seed: seed, issues: issues, rate: rate)
        if port == 0 { configuration.port = try FreePort.find(host: configuration.host) }
        let server = try EmulatorServer(configuration: configuration, logger: logger)
        let root = "http://\(configuration.host):\(configuration.port)"
        return DemoTenant(
            vendor: "wiz",
            settings: [
                "api_url": "\(root)/graphql", "auth_url": "\(root)/oauth/token", "client_id": configuration.clientID,
                "client_secret": configuration.clientSecret,
            ],
            controlURL: root, service: server,
            ready: { _ = try await server.port },
            sendTo: { url, username, password in
                server.sendWebhooks(to: url, username: username, password: password)
            })
    }
}

struct WizEmulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wiz-emulator",
        abstract: "Runs an emulated Wiz tenant alone, for developing and testing Wiz clients.",
        discussion: """
            The token endpoint is at /oauth/token, the API at /graphql; the control side under /_emulator creates issues, \
            sends webhooks and injects faults. It listens on the loopback address only and keeps nothing.
            """)

    @Option(help: ArgumentHelp("The port to listen on, 0 for any free one.", valueName: "port")) var port = 8090
    @Option(help: ArgumentHelp("The same seed makes the same tenant.", valueName: "number")) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Issues at the start.", valueName: "number")) var issues = 200
    @Option(help: ArgumentHelp("New issues a minute.", valueName: "number")) var rate = 0.0
    @Option(help: "The service account's client id.") var clientID = "emulated-client"
    @Option(help: "The service account's client secret.") var clientSecret = "emulated-secret"
    @Option(help: "Which of Wiz's environments to behave as.") var environment = EmulatorEnvironment.commercial
    @Flag(help: "Let attacks unfold in the background, one after another.") var stories = false
    @Option(
        help: ArgumentHelp("Serve HTTPS with the certificate in this PEM file; needs --key too.", valueName: "file"))
    var certificate: String?
    @Option(help: ArgumentHelp("The certificate's key, a PEM file.", valueName: "file")) var key: String?

    func run() async throws {
        guard (0...1_000_000).contains(issues) else {
            throw WorkbenchError.invalid("The number of issues must be between 0 and 1,000,000.", field: "issues")
        }
        let logger = Logger(label: "wiz-emulator") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .notice
            return handler
        }
        guard (0...100_000).contains(rate) else {
            throw WorkbenchError.invalid("The rate must be between 0 and 100,000 issues a minute.", field: "rate")
        }
        try FreePort.check(try ServeCommand.checked(port), host: "127.0.0.1")
        let server = try EmulatorServer(
            configuration: EmulatorConfiguration(
                port: try ServeCommand.checked(port), seed: seed, issues: issues, rate: rate, tellsStories: stories,
                clientID: clientID, clientSecret: clientSecret, environment: environment, tls: try tls()),
            logger: logger)
        let announcement = EmulatorAnnouncement(server: server, clientID: clientID, clientSecret: clientSecret)
        try await Build.group([server, announcement], logger: logger).run()
    }
}

extension WizEmulatorCommand {
    private func tls() throws -> EmulatorCertificate? {
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return EmulatorCertificate(chainFile: certificate, keyFile: key)
        default: throw WorkbenchError.invalid("A certificate needs its key, and a key its certificate.", field: "key")
        }
    }
}

extension EmulatorEnvironment: ExpressibleByArgument {}

/// Prints where the emulated tenant is, as soon as it listens.
private struct EmulatorAnnouncement: Service {
    let server: EmulatorServer
    let clientID: String
    let clientSecret: String

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            let root = try await server.url
            Terminal.print(
                """
                Emulated Wiz tenant  \(root)
                API endpoint URL     \(root)/graphql
                Authentication URL   \(root)/oauth/token
                Client ID            \(clientID)
                Client secret        \(clientSecret)
                """)
            try? await gracefulShutdown()
        }
    }
}
