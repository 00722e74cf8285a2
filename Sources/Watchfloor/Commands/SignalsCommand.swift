import ArgumentParser
import Foundation
import Pipeline
import Workbench

struct SignalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Shows what vendors' payloads become, and replays those that were not understood.",
        subcommands: [Inspect.self, List.self, Replay.self])

    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what a payload would become, without storing it.",
            discussion: """
                FILE is a webhook body, an issue or detection node of the vendor's API, a whole API reply, a JSON array or \
                NDJSON of them; - reads the standard input.
                """)

        @Argument(help: ArgumentHelp("The file to read.", valueName: "file")) var file: String
        @Flag(help: "One JSON object a line, for programs.") var json = false

        func run() throws {
            for item in PayloadReport.read(try PayloadFile.bytes(file)) {
                Terminal.print(json ? item.json.text : item.words)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists signals of a device, by default the quarantined ones.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Option(help: "One of \(Signal.State.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state = Signal.State.quarantined.rawValue
        @Option(help: "How many at most.") var limit = 50

        func run() async throws {
            guard let wanted = Signal.State(rawValue: state) else {
                throw WorkbenchError.invalid("There is no signal state \"\(state)\".", field: "state")
            }
            let workbench = try await OfflineWorkbench(place)
            let device = try await workbench.device(device)
            let most = min(max(limit, 1), 10_000)
            let signals = try await workbench.store.read { tx in
                try tx.signals.list(device: device.id, state: wanted, limit: most)
            }
            Terminal.printTable(
                ["ID", "RECEIVED", "SOURCE", "BYTES", "REASON"],
                signals.map { signal in
                    [
                        signal.id.rawValue, signal.receivedAt.description, signal.source.rawValue,
                        String(signal.body.count), signal.reason,
                    ]
                })
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives quarantined signals of a device another try; the running server takes them up.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The device's id or name.") var device: String
        @Argument(help: "The signals' ids; without any, all that are quarantined.") var signals: [String] = []

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let device = try await workbench.device(device)
            let chosen = signals
            let count = try await workbench.store.write { tx in
                let ids =
                    chosen.isEmpty
                    ? try tx.signals.list(device: device.id, state: .quarantined, limit: 100_000).map(\.id)
                    : chosen.map { ID<Signal>($0) }
                return try tx.signals.replay(ids, device: device.id)
            }
            Terminal.print(count == 1 ? "1 signal waits to be read again." : "\(count) signals wait to be read again.")
        }
    }
}

/// A payload from a file or the standard input.
enum PayloadFile {
    /// The largest file read, in bytes: a large page of an API reply is far below.
    private static let limit = 256 << 20

    static func bytes(_ path: String) throws -> [UInt8] {
        if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        guard let size, size.intValue <= limit else {
            throw WorkbenchError.invalid("\(path) cannot be read, or is larger than 256 MiB.", field: "file")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkbenchError.invalid("\(path) cannot be read.", field: "file")
        }
        return Array(data)
    }
}
