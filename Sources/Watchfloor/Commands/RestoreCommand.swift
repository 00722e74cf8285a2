import ArgumentParser
import Foundation
import Storage
import Workbench

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
        let report = try await SQLiteStore.inspect(file)
        guard report.isSound else {
            throw WorkbenchError(.unavailable, "The backup is damaged: \(report.problems.joined(separator: "; ")).")
        }
        var kept: String?
        if FileManager.default.fileExists(atPath: database) {
            let question = "This replaces the database in \(configuration.dataDirectory)."
            guard yes || Terminal.confirm(question) else {
                throw WorkbenchError.invalid(
                    "Nothing was changed. Give --yes to restore without being asked.", field: "yes")
            }
            kept = try setAside(database)
        }
        _ = try await SQLiteStore.restore(file, to: database)
        let rows = report.rows.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        Terminal.print("Restored \(file): \(rows.joined(separator: ", ")).")
        if let kept { Terminal.print("What stood there before is in \(kept).") }
    }

    /// With its log, without which the last commits would be missing.
    private func setAside(_ database: String) throws -> String {
        let time = Timestamp.now().description.filter { $0.isNumber || $0 == "T" }
        let kept = "\(database).before-restore-\(time)"
        for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: database + ending) {
            try FileManager.default.moveItem(atPath: database + ending, toPath: kept + ending)
        }
        return kept
    }
}
