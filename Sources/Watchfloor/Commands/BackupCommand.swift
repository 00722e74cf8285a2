import ArgumentParser
import Storage

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the database to a file, also while the server runs.",
        discussion: """
            The copy is consistent and complete, but for the key that seals secrets: keep \
            the data folder's secret.key apart, in a safe place. Without it the secrets in a backup cannot be opened.
            """)

    @OptionGroup var place: DataOptions
    @Argument(help: ArgumentHelp("The file to write; it must not exist yet.", valueName: "file")) var file: String

    func run() async throws {
        let workbench = try await OfflineWorkbench(place)
        try await workbench.store.backup(to: file)
        Terminal.print("Wrote \(file).")
    }
}
