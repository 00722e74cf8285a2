import Detection
import Foundation
import Logging
import Pipeline
import Server
import ServiceLifecycle
import Storage
import UnixSignals
import Workbench

/// Puts the parts together. The only place that knows all of them.
enum Build {
    static func logger(_ configuration: WorkbenchConfiguration) -> Logger {
        let level = configuration.logLevel
        return Logger(label: "watchfloor") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }

    /// Opens the database; makes it, and its folder (mode 0700), when there is none.
    static func store(_ configuration: WorkbenchConfiguration) throws -> SQLiteStore {
        try SQLiteStore(path: try databaseFile(configuration))
    }

    /// Where the database lies. Makes nothing.
    static func databaseFile(_ configuration: WorkbenchConfiguration) throws -> String {
        guard let database = configuration.database else { return configuration.dataDirectory + "/watchfloor.sqlite" }
        guard database.hasPrefix("sqlite:") else {
            let scheme = database.prefix { $0 != ":" }
            throw WorkbenchError.invalid(
                "This version keeps its data in SQLite only; \(scheme) is no database it knows. Use sqlite:FILE.",
                field: "database")
        }
        return String(database.dropFirst("sqlite:".count))
    }

    /// Reads the key from the settings or its file; makes the file, and the data folder, when there is none.
    static func vault(_ configuration: WorkbenchConfiguration) throws -> SecretKeyring {
        if let encoded = configuration.encryptionKey { return try SecretKeyring(encoded: encoded) }
        try makeDataFolder(configuration.dataDirectory)
        return try SecretKeyring.load(file: keyFile(configuration))
    }

    static func keyFile(_ configuration: WorkbenchConfiguration) -> String {
        configuration.keyFile ?? configuration.dataDirectory + "/secret.key"
    }

    private static func makeDataFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw WorkbenchError.invalid(
                "The data folder \(path) cannot be made: \(error.localizedDescription)", field: "data")
        }
    }

    /// A workbench ready to run, its database brought up to date.
    static func workbench(_ configuration: WorkbenchConfiguration, logger: Logger) async throws -> RunnableWorkbench {
        let folder = try RulesFolder.find(configuration.rulesDirectory)
        let rules = try RulePack.load(directory: folder)
        for problem in rules.problems { logger.error("rule not used", metadata: ["problem": "\(problem)"]) }
        guard !rules.rules.isEmpty else {
            throw WorkbenchError.invalid("There is not one usable detection rule in the rules folder.", field: "rules")
        }
        let store = try store(configuration)
        try store.reserve()
        try await store.migrate()
        let vault = try vault(configuration)
        return RunnableWorkbench(
            configuration, store: store, vault: vault, rules: rules, rulesFolder: folder, logger: logger)
    }

    /// Runs services together until SIGINT or SIGTERM, then lets each end what it has begun.
    static func group(_ services: [any Service], logger: Logger) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        configuration.maximumCancellationDuration = .seconds(5)
        return ServiceGroup(configuration: configuration)
    }
}
