import ArgumentParser
import Foundation
import Pipeline
import Workbench

@main
struct WatchfloorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watchfloor",
        abstract: "An open workbench for managed detection and response.",
        discussion: """
            Takes in the issues and detections of your customers' cloud security tenants, opens alerts for what shows \
            post-exploit behaviour, and writes the outcome back.

            Start with `watchfloor demo`, which needs nothing else, or with `watchfloor serve`.
            """,
        version: Version.current,
        subcommands: [
            ServeCommand.self, DemoCommand.self,
        ] + Integrations.commands + [
            MigrateCommand.self, DoctorCommand.self, BackupCommand.self, RestoreCommand.self, UsersCommand.self,
            DevicesCommand.self, RulesCommand.self, PollCommand.self, SignalsCommand.self, DeliveriesCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as WorkbenchError {
            Terminal.complain("watchfloor: \(error.message)")
            Foundation.exit(isAskersFault(error) ? 2 : 1)
        } catch {
            exit(withError: error)
        }
    }

    /// What was asked cannot be done as asked, as opposed to something being broken.
    private static func isAskersFault(_ error: WorkbenchError) -> Bool {
        [.invalid, .conflict, .notFound, .forbidden].contains(error.code)
    }
}

/// The version of this build.
enum Version {
    static let current = "0.1.0"
}
