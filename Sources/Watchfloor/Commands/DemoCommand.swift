import ArgumentParser
import Foundation
import Logging
import Pipeline
import Server
import ServiceLifecycle
import Workbench

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Runs the workbench with an emulated tenant behind it.",
        discussion: """
            Issues of the emulated tenant become alerts within a second; close one, and watch the issue change in the \
            tenant. Ctrl-C stops both. The data is kept in a new folder each time, or in an empty one that --data names.
            """)

    @Option(help: ArgumentHelp("The workbench's port, 0 for any free one.", valueName: "port")) var port = 8080
    @Option(help: ArgumentHelp("The emulated tenant's port, 0 for any free one.", valueName: "port"))
    var wizPort = 8090
    @Option(help: ArgumentHelp("An empty or new folder for the data.", valueName: "dir")) var data: String?
    @Option(help: ArgumentHelp("The same seed makes the same tenant.", valueName: "number")) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Issues in the tenant at the start.", valueName: "number")) var issues = 200
    @Option(help: ArgumentHelp("New issues a minute.", valueName: "number")) var rate = 6.0
    @Option(help: ArgumentHelp("Where to write addresses, accounts and keys as JSON (mode 0600).", valueName: "file"))
    var credentials: String?
    @OptionGroup var rulesOption: RulesOption

    func run() async throws {
        var configuration = try await WorkbenchConfiguration(file: nil)
        configuration.port = try ServeCommand.checked(port)
        configuration.rulesDirectory = rulesOption.rules ?? configuration.rulesDirectory
        configuration.allowsLoopbackTenants = true
        try FreePort.check(configuration.port, host: configuration.host)
        try FreePort.check(try ServeCommand.checked(wizPort), host: "127.0.0.1")
        configuration.dataDirectory = try DemoMark.makeFolder(data)
        configuration.logLevel = max(configuration.logLevel, .notice)
        try configuration.settle()
        let logger = Build.logger(configuration)
        let tenant = try Integrations.demoTenant(
            port: try ServeCommand.checked(wizPort), seed: seed, issues: issues, rate: rate, logger: logger)
        let workbench = try await Build.workbench(configuration, logger: logger)
        let setting = DemoSetting(
            workbench: workbench, vault: try Build.vault(configuration), tenant: tenant,
            url: configuration.server.publicURL)
        let accounts = try await setting.prepare()
        let announcement = DemoAnnouncement(
            setting: setting, accounts: accounts, credentialsFile: credentials,
            dataDirectory: configuration.dataDirectory)
        try await Build.group([tenant.service] + workbench.services + [announcement], logger: logger).run()
        Terminal.print("Stopped. The data is in \(configuration.dataDirectory).")
    }
}
