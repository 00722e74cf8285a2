import ArgumentParser
import Logging
import Server
import ServiceLifecycle
import Workbench

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the workbench.",
        discussion: """
            Without flags it listens on 127.0.0.1:8080 and keeps its data in ./data. Every setting can also come from a \
            YAML file (--config) or from the environment as WATCHFLOOR_NAME. Ctrl-C stops it; nothing that was \
            acknowledged is lost.
            """)

    @OptionGroup var place: DataOptions
    @OptionGroup var rulesOption: RulesOption

    @Option(help: ArgumentHelp("The address to listen on. Default: 127.0.0.1", valueName: "host"))
    var host: String?

    @Option(help: ArgumentHelp("The port to listen on, 0 for any free one. Default: 8080", valueName: "port"))
    var port: Int?

    func run() async throws {
        var configuration = try await place.configuration()
        if let host { configuration.host = host }
        if let port { configuration.port = try Self.checked(port) }
        configuration.rulesDirectory = rulesOption.rules ?? configuration.rulesDirectory
        try FreePort.check(configuration.port, host: configuration.host)
        try configuration.settle()
        let logger = Build.logger(configuration)
        let workbench = try await Build.workbench(configuration, logger: logger)
        try await workbench.remindOfAccounts()
        let address = configuration.server.publicURL
        let greeting = Task {
            await workbench.waitUntilRunning()
            if !Task.isCancelled { Terminal.print("Watchfloor \(Version.current) runs at \(address)") }
        }
        defer { greeting.cancel() }
        try await Build.group(workbench.services, logger: logger).run()
    }

    static func checked(_ port: Int) throws -> Int {
        guard (0...65_535).contains(port) else {
            throw WorkbenchError.invalid("A port is a number from 0 to 65535.", field: "port")
        }
        return port
    }
}
