import ArgumentParser
import Foundation
import Pipeline
import Server
import Storage
import Workbench

struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Lists and administers security devices.",
        subcommands: [
            List.self, Show.self, Add.self, Test.self, Pause.self, Resume.self, ConsoleAccessCommand.self, Sync.self,
            Webhook.self,
            Remove.self,
        ],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all devices with their health.")
        @OptionGroup var place: DataOptions

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let devices = try await workbench.store.read { tx in try tx.devices.all() }
            guard !devices.isEmpty else {
                return Terminal.print("No devices yet. Add one with `watchfloor devices add`.")
            }
            Terminal.printTable(
                ["ID", "NAME", "VENDOR", "INGESTION", "CONSOLE ACCESS", "SYNC", "HEALTH"],
                devices.map { device in
                    [
                        device.id.rawValue, device.name, device.vendor, device.ingestion.rawValue,
                        device.consoleAccess.rawValue, device.isSyncEnabled ? "on" : "off",
                        device.health.status?.rawValue ?? "not checked yet",
                    ]
                })
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows a device, its problems and its last polls.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let device = try await workbench.device(device)
            let runs = try await workbench.store.read { tx in try tx.polls.runs(device: device.id, limit: 10) }
            Terminal.print("\(device.name) (\(device.id))")
            for (key, value) in device.connection.settings.sorted(by: { $0.key < $1.key }) {
                Terminal.print("  \(key): \(value)")
            }
            Terminal.print("  ingestion: \(device.ingestion.rawValue)")
            Terminal.print("  console access: \(device.consoleAccess.words)")
            Terminal.print("  synchronization: \(device.isSyncEnabled ? "on" : "off")")
            Terminal.print("  health: \(device.health.status?.rawValue ?? "not checked yet")")
            for problem in device.health.problems { Terminal.print("    - \(problem.words)") }
            Terminal.print("  last success: \(device.health.lastSuccessAt?.description ?? "never")")
            Terminal.print("  last webhook: \(device.health.lastWebhookAt?.description ?? "never")")
            guard !runs.isEmpty else { return }
            Terminal.printTable(
                ["STARTED", "STREAM", "STATE", "ITEMS", "OF", "ERROR"],
                runs.map { run in
                    [
                        run.startedAt.description, run.stream.rawValue, run.state.rawValue, String(run.items),
                        run.total.map(String.init), run.error,
                    ]
                })
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Connects a tenant.",
            discussion:
                "The secret is asked for, or read from the standard input; it is never taken from the command line.")
        @OptionGroup var place: DataOptions
        @Option(help: "The organization's short name.") var organization: String
        @Option(help: "What the device is called.") var name: String
        @Option(help: "Where it stands, in free words.") var location: String?
        @Option(help: "The integration. Default: the only one there is.") var vendor: String?
        @Option(
            name: .customLong("set"), parsing: .upToNextOption,
            help: ArgumentHelp("The connection's settings.", valueName: "key=value"))
        var settings: [String] = []

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let integration = try chosen(workbench.integrations)
            var values = try DevicesCommand.pairs(settings)
            for field in integration.descriptor.fields where field.isSecret {
                values[field.key] = Terminal.readSecret("\(field.label): ")
            }
            let shortName = organization
            let found = try await workbench.store.read { tx in try tx.organizations.find(shortName: shortName) }
            guard let found else {
                throw WorkbenchError.invalid("There is no organization \"\(shortName)\".", field: "organization")
            }
            let device = try await workbench.devices.add(
                .init(
                    organizationID: found.id, vendor: integration.descriptor.slug, name: name, location: location,
                    settings: values), by: workbench.principal)
            Terminal.print("Added \(device.name): \(device.id). The first poll starts as soon as a server runs.")
        }

        private func chosen(_ integrations: Integrations) throws -> any Integration {
            if let vendor, let integration = integrations[vendor] { return integration }
            let all = integrations.all
            guard vendor == nil, let only = all.first, all.count == 1 else {
                let names = all.map(\.descriptor.slug).joined(separator: ", ")
                throw WorkbenchError.invalid(
                    "Name the integration with --vendor. There are: \(names).", field: "vendor")
            }
            return only
        }
    }

    /// "key=value" pairs, as they stand on the command line.
    static func pairs(_ settings: [String]) throws -> [String: String] {
        var values: [String: String] = [:]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw WorkbenchError.invalid("Write settings as key=value, not \"\(setting)\".", field: "set")
            }
            values[String(parts[0])] = String(parts[1])
        }
        return values
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries a device's connection, permission by permission.",
            discussion: "Changes nothing at the vendor. Ends with status 1 when something is missing.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let device = try await workbench.device(device)
            let report = try await workbench.devices.test.run(device.id, by: workbench.principal)
            if json {
                Terminal.print(report.json.prettyText)
            } else {
                print(report, of: device)
            }
            if !report.isGood { throw ExitCode.failure }
        }

        private func print(_ report: ConnectionReport, of device: SecurityDevice) {
            let place = [report.environment, report.region].compactMap { $0 }.joined(separator: ", ")
            Terminal.print("\(device.name): \(report.isGood ? "all is there" : "not complete")")
            if !place.isEmpty { Terminal.print("  \(place)") }
            for problem in report.problems { Terminal.print("  problem: \(problem.words)") }
            for warning in report.warnings { Terminal.print("  warning: \(warning)") }
            guard !report.permissions.isEmpty else { return }
            Terminal.printTable(
                ["PERMISSION", "VERDICT", "NEEDED", "WHAT TO DO"],
                report.permissions.map {
                    [$0.name, $0.verdict.rawValue, $0.isRequired ? "yes" : "no", $0.words]
                })
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stops polling a device; its webhooks are still kept.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String

        func run() async throws {
            try await DevicesCommand.change(device, in: place, .init(ingestion: .paused))
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes in signals again, and polls at once.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String

        func run() async throws {
            try await DevicesCommand.change(device, in: place, .init(ingestion: .active))
        }
    }

    struct ConsoleAccessCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "console-access",
            abstract: "States how far access to the customer's console was set up elsewhere.",
            discussion: """
                The pages lead through the steps one by one. This command is for access that exists already; the device's \
                record says that it was stated. Only with active access is anything written back.
                """)
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Argument(help: "One of \(ConsoleAccess.allCases.map(\.rawValue).joined(separator: ", ")).") var state: String

        func run() async throws {
            guard let access = ConsoleAccess(rawValue: state) else {
                let states = ConsoleAccess.allCases.map(\.rawValue).joined(separator: ", ")
                throw WorkbenchError.invalid("The state must be one of \(states).", field: "state")
            }
            try await DevicesCommand.change(device, in: place, .init(consoleAccess: access))
        }
    }

    struct Sync: AsyncParsableCommand {
        enum Switch: String, ExpressibleByArgument, CaseIterable { case on, off }
        static let configuration = CommandConfiguration(
            abstract: "Switches everything written to the customer's tenant on or off.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Argument(help: "on or off.") var state: Switch

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let found = try await workbench.device(device)
            if state == .off {
                _ = try await workbench.setup.sync.disable(found.id, by: workbench.principal)
                return Terminal.print("\(found.name): nothing is written from now on; signals are still taken in.")
            }
            let count = try await workbench.setup.sync.enable(found.id, by: workbench.principal)
            Terminal.print("\(found.name): synchronization is on; \(count) write(s) bring over what changed meanwhile.")
        }
    }

    struct Webhook: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what the vendor's webhook must be set up with, the password included.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            var configuration = workbench.configuration
            try configuration.settle()
            let device = try await workbench.device(device)
            let password = try await workbench.setup.credentials.webhookPassword(device.id, by: workbench.principal)
            Terminal.print("url       \(configuration.server.publicURL)/webhooks/\(device.webhook.key)")
            Terminal.print("username  \(device.webhook.username)")
            Terminal.print("password  \(password)")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disconnects a tenant for good and wipes its credentials.",
            discussion: "Alerts and histories are kept. This cannot be undone.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Option(help: "The device's name once more, to confirm.") var confirm: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let found = try await workbench.device(device)
            try await workbench.setup.removal.remove(found.id, confirmedBy: confirm, by: workbench.principal)
            Terminal.print("\(found.name) is disconnected; its credentials are wiped and its webhook is answered 410.")
        }
    }

    private static func change(_ text: String, in place: DataOptions, _ changes: DeviceAdministration.Changes)
        async throws
    {
        let workbench = try await OfflineWorkbench(place)
        let device = try await workbench.device(text)
        let changed = try await workbench.devices.change(device.id, changes, by: workbench.principal)
        Terminal.print(
            "\(changed.name): ingestion \(changed.ingestion.rawValue), console access "
                + "\(changed.consoleAccess.rawValue), synchronization \(changed.isSyncEnabled ? "on" : "off").")
    }
}
