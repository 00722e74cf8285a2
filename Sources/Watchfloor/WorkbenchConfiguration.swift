import Configuration
import Foundation
import Logging
import Pipeline
import Server
import Workbench
import Yams

/// Everything an operator may set, from (strongest first) the command line, `WATCHFLOOR_…` in the environment, and a
/// YAML file. The names are the same everywhere: `poll_interval` in the file is `WATCHFLOOR_POLL_INTERVAL`.
/// Docs/configuration.md lists them.
struct WorkbenchConfiguration: Sendable {
    var host = "127.0.0.1"
    /// 0 for any free port.
    var port = 8080
    var dataDirectory = "data"
    /// Nil keeps the data in SQLite inside the data directory.
    var database: String?
    /// Nil looks for a folder named Rules, see `RulesFolder`.
    var rulesDirectory: String?
    /// Nil is made from host and port.
    var publicURL: String?
    var logLevel = Logger.Level.info
    /// 32 bytes in base64; nil reads or makes the key file.
    var encryptionKey: String?
    /// Nil is `secret.key` in the data directory.
    var keyFile: String?
    /// Whether tenants on this machine's loopback address may be connected, over plain HTTP too.
    var allowsLoopbackTenants = false
    /// Name servers for looking up verification codes, `address:port` with commas between; nil takes the system's.
    var nameServers: String?
    var pipeline = PipelineSettings()
    var server = ServerSettings()

    /// Reads the environment and, if named there or here, the file.
    ///
    /// - Throws: `invalid` with the name of the setting that cannot be used.
    init(file: String?) async throws {
        let environment = EnvironmentVariablesProvider().prefixKeys(with: "watchfloor")
        let settings = SettingsReader(providers: [("the environment", environment)])
        let path = try file ?? settings.string("config")
        if let path { settings.providers.append((path, try await Self.provider(file: path))) }
        try read(settings)
        if let path { try settings.refuseUnknown(names: try Self.names(file: path), in: path) }
    }

    /// The names that a configuration file sets.
    private static func names(file: String) throws -> [String] {
        let settings = try Yams.compose(yaml: String(contentsOfFile: file, encoding: .utf8))
        return settings?.mapping?.compactMap(\.key.string) ?? []
    }

    private static func provider(file: String) async throws -> any ConfigProvider {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw WorkbenchError.invalid("The configuration file \(file) cannot be read.", field: "config")
        }
        do {
            let place = ConfigReader(provider: InMemoryProvider(values: ["filePath": .init(stringLiteral: file)]))
            return try await FileProvider<YAMLSnapshot>(config: place)
        } catch {
            throw WorkbenchError.invalid("The configuration file \(file) is not valid YAML: \(error)", field: "config")
        }
    }

    private mutating func read(_ settings: SettingsReader) throws {
        host = try settings.string("host") ?? host
        port = try settings.integer("port", in: 0...65_535) ?? port
        dataDirectory = try settings.string("data") ?? dataDirectory
        database = try settings.string("database")
        rulesDirectory = try settings.string("rules")
        publicURL = try settings.string("public_url")
        encryptionKey = try settings.string("key")
        keyFile = try settings.string("key_file")
        allowsLoopbackTenants = try settings.boolean("allow_loopback_tenants") ?? allowsLoopbackTenants
        if let word = try settings.string("log_level") {
            guard let level = Logger.Level(rawValue: word.lowercased()) else {
                let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw WorkbenchError.invalid("log_level must be one of \(levels).", field: "log_level")
            }
            logLevel = level
        }
        nameServers = try settings.string("dns_servers")
        try readPipeline(settings)
        server.sessionLifetime = try settings.seconds("session_lifetime") ?? server.sessionLifetime
        server.webhookLimit = try settings.integer("webhook_limit", in: 1024...(64 << 20)) ?? server.webhookLimit
    }

    private mutating func readPipeline(_ settings: SettingsReader) throws {
        pipeline.pollInterval = try settings.seconds("poll_interval") ?? pipeline.pollInterval
        pipeline.shortPollInterval = try settings.seconds("short_poll_interval") ?? pipeline.shortPollInterval
        pipeline.firstRunWindow = try settings.seconds("first_run_window") ?? pipeline.firstRunWindow
        pipeline.pollOverlap = try settings.seconds("poll_overlap") ?? pipeline.pollOverlap
        pipeline.detectionLag = try settings.seconds("detection_lag") ?? pipeline.detectionLag
        pipeline.webhookSilence = try settings.seconds("webhook_silence") ?? pipeline.webhookSilence
        pipeline.newDeviceWindow = try settings.seconds("new_device_window") ?? pipeline.newDeviceWindow
        pipeline.dismissalCap = try settings.integer("dismissal_cap", in: 0...1_000_000) ?? pipeline.dismissalCap
        pipeline.deliveryLease = try settings.seconds("delivery_lease") ?? pipeline.deliveryLease
        pipeline.deliveryPatience = try settings.seconds("delivery_patience") ?? pipeline.deliveryPatience
        pipeline.healthInterval = try settings.seconds("health_interval") ?? pipeline.healthInterval
        pipeline.delayGoal = try settings.seconds("delay_goal") ?? pipeline.delayGoal
        pipeline.signalRetention = try settings.seconds("signal_retention") ?? pipeline.signalRetention
        pipeline.providerDomain = try settings.string("provider_domain")?.lowercased()
        pipeline.domainLookupInterval =
            try settings.seconds("domain_lookup_interval") ?? pipeline.domainLookupInterval
        pipeline.shadowPeriod = try settings.seconds("shadow_period") ?? pipeline.shadowPeriod
        pipeline.webhookOverlap = try settings.seconds("webhook_overlap") ?? pipeline.webhookOverlap
        if try settings.boolean("note_unmatched") == true { pipeline.policy = pipeline.policy.notingUnmatched() }
        server.delayGoal = pipeline.delayGoal
    }

    /// Fills in what follows from other settings: a port for 0, the public address. Called once before anything starts.
    mutating func settle() throws {
        if port == 0 { port = try FreePort.find(host: host) }
        let reachable = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
        let address = publicURL ?? "http://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(port)"
        let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard trimmed.hasPrefix("http://") || trimmed.hasPrefix("https://") else {
            throw WorkbenchError.invalid("public_url must begin with http:// or https://.", field: "public_url")
        }
        publicURL = trimmed
        pipeline.publicURL = trimmed
        server.publicURL = trimmed
    }
}

/// Reads typed settings from several places in order and says where a bad one stands.
private final class SettingsReader {
    var providers: [(place: String, provider: any ConfigProvider)]
    /// Every name that was asked for: those that there are.
    private var known: Set<String> = []

    init(providers: [(place: String, provider: any ConfigProvider)]) {
        self.providers = providers
    }

    /// A mistyped name would leave its setting at the default without a word.
    func refuseUnknown(names: [String], in place: String) throws {
        for name in names.sorted() where !known.contains(name) {
            let meant = known.sorted().first { $0.filter { $0 != "_" } == name.lowercased().filter(\.isLetter) }
            throw WorkbenchError.invalid(
                "\(place) sets \(name), which is no setting. "
                    + (meant.map { "It is called \($0)." } ?? "Docs/configuration.md lists them all."), field: name)
        }
    }

    func string(_ key: String) throws -> String? {
        guard case .string(let text)? = try content(key, .string, "text") else { return nil }
        return text.isEmpty ? nil : text
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
        guard case .int(let number)? = try content(key, .int, "a whole number") else { return nil }
        guard range.contains(number) else {
            throw WorkbenchError.invalid(
                "\(key) must be between \(range.lowerBound) and \(range.upperBound), not \(number).", field: key)
        }
        return number
    }

    /// A span of time in seconds.
    func seconds(_ key: String) throws -> Double? {
        guard case .double(let number)? = try content(key, .double, "a number of seconds") else { return nil }
        guard number.isFinite, number > 0, number <= 366 * 86_400 else {
            throw WorkbenchError.invalid("\(key) must be a number of seconds, more than 0, at most a year.", field: key)
        }
        return number
    }

    func boolean(_ key: String) throws -> Bool? {
        guard case .bool(let value)? = try content(key, .bool, "true or false") else { return nil }
        return value
    }

    private func content(_ key: String, _ type: ConfigType, _ wanted: String) throws -> ConfigContent? {
        known.insert(key)
        for (place, provider) in providers {
            do {
                if let value = try provider.value(forKey: AbsoluteConfigKey([key]), type: type).value {
                    return value.content
                }
            } catch {
                throw WorkbenchError.invalid("\(key) in \(place) must be \(wanted).", field: key)
            }
        }
        return nil
    }
}
