import ArgumentParser
import Detection
import Foundation
import Pipeline
import Server
import Storage
import Workbench

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks settings, data, keys, rules and devices, and says what to do.",
        discussion: "Changes nothing. Ends with 1 when something is wrong.")

    @OptionGroup var place: DataOptions
    @OptionGroup var rulesOption: RulesOption

    func run() async throws {
        var report = Report()
        let configuration = try await place.configuration()
        await report.check("settings") {
            var settled = configuration
            try settled.settle()
            return "public address \(settled.server.publicURL)"
        }
        await report.check("rules") {
            let pack = try RulePack.load(
                directory: try RulesFolder.find(rulesOption.rules ?? configuration.rulesDirectory))
            guard pack.problems.isEmpty, !pack.rules.isEmpty else {
                throw WorkbenchError.invalid("\(pack.problems.count) problems. Run `watchfloor rules check`.")
            }
            return "\(pack.rules.count) usable"
        }
        let file = try Build.databaseFile(configuration)
        guard FileManager.default.fileExists(atPath: file) else {
            Terminal.print("–  database: none yet in \(configuration.dataDirectory)")
            return try report.finish()
        }
        let store = try Build.store(configuration)
        await report.check("database") { try await DoctorCommand.database(store, file) }
        await report.check("encryption key") { try await DoctorCommand.key(store, configuration) }
        for device in (try? await store.read { tx in try tx.devices.all() }) ?? [] {
            await report.check("device \(device.name)") {
                guard device.health.problems.isEmpty else {
                    throw WorkbenchError(.unavailable, device.health.problems.map(\.words).joined(separator: " "))
                }
                return device.health.status?.rawValue ?? "not checked yet"
            }
        }
        try report.finish()
    }

    private static func database(_ store: SQLiteStore, _ file: String) async throws -> String {
        let pending = try await store.migrationState().pending.map(\.name)
        guard pending.isEmpty else {
            throw WorkbenchError.invalid(
                "Migrations wait: \(pending.joined(separator: ", ")). Run `watchfloor migrate`.")
        }
        let problems = try await store.checkIntegrity()
        guard problems.isEmpty else { throw WorkbenchError(.unavailable, problems.joined(separator: "; ")) }
        let waiting = try await store.read { tx in try tx.signals.pendingCount() }
        return "\(file), sound, \(waiting) signals waiting"
    }

    private static func key(_ store: SQLiteStore, _ configuration: WorkbenchConfiguration) async throws -> String {
        let file = Build.keyFile(configuration)
        // Reading the key would make a new one, which opens nothing that is stored.
        guard configuration.encryptionKey != nil || FileManager.default.fileExists(atPath: file) else {
            throw WorkbenchError.invalid("There is no key file \(file). Put back the one that sealed this data.")
        }
        let vault = try Build.vault(configuration)
        let devices = try await store.read { tx in try tx.devices.all() }
        for device in devices { _ = try vault.open(device.connection.sealedSecret) }
        return devices.isEmpty ? "usable" : "opens the secrets of \(devices.count) devices"
    }

    private struct Report {
        private var failures = 0

        mutating func check(_ name: String, _ body: () async throws -> String) async {
            do {
                Terminal.print("✓  \(name): \(try await body())")
            } catch {
                failures += 1
                let words = (error as? WorkbenchError)?.message ?? "\(error)"
                Terminal.print("✗  \(name): \(words)")
            }
        }

        func finish() throws {
            Terminal.print(failures == 0 ? "All is well." : "\(failures) of the checks failed.")
            guard failures == 0 else { throw ExitCode.failure }
        }
    }
}
