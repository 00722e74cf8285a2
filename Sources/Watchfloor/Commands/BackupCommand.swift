import ArgumentParser
import Foundation
import Storage
import Workbench

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
        guard !FileManager.default.fileExists(atPath: file) else {
            throw WorkbenchError.invalid("\(file) exists already. Name a new file.", field: "file")
        }
        let workbench = try await OfflineWorkbench(place)
        try await workbench.store.backup(to: file)
        Terminal.print("Wrote \(file).")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup in place of the database. Stop the server first.",
        discussion: "The database that stood there is kept beside it, with the time in its name.")

    @OptionGroup var place: DataOptions
    @Argument(help: ArgumentHelp("The backup to read.", valueName: "file")) var file: String
    @Flag(help: "Do not ask.") var yes = false

    func run() async throws {
        let configuration = try await place.configuration()
        let database = try Build.databaseFile(configuration)
        try await SQLiteStore.verify(file: file)
        let exists = FileManager.default.fileExists(atPath: database)
        if exists, !yes, !Terminal.confirm("This replaces the database in \(configuration.dataDirectory).") {
            throw WorkbenchError.invalid("Nothing was changed. Give --yes to restore without being asked.", field: "yes")
        }
        let kept = exists ? try SQLiteStore.setAside(file: database) : nil
        try FileManager.default.copyItem(atPath: file, toPath: database)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: database)
        Terminal.print("Restored \(file).")
        if let kept { Terminal.print("What stood there before is in \(kept).") }
    }
}
