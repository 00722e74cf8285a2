import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database up to date.",
        discussion: "`serve` does the same when it starts; this is for doing it beforehand.")

    @OptionGroup var place: DataOptions

    func run() async throws {
        let workbench = try await OfflineWorkbench(place, makesDatabase: true)
        Terminal.print("The database in \(workbench.configuration.dataDirectory) is up to date.")
    }
}
