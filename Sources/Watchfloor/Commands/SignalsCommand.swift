import ArgumentParser
import Foundation
import Pipeline
import Storage
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
            for inspection in try PayloadFile.inspect(file) {
                Terminal.print(json ? inspection.json.text : inspection.words)
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
            let replay = SignalReplay(store: workbench.store, updates: LiveUpdates(), wakeIntake: {})
            let count = try await replay.replay(
                signals.isEmpty ? nil : signals.map { ID<Signal>($0) }, of: device.id, by: workbench.principal)
            Terminal.print(count == 1 ? "1 signal waits to be read again." : "\(count) signals wait to be read again.")
        }
    }
}

extension Inspection {
    /// A paragraph for a person.
    var words: String {
        switch result {
        case .success(.item(let item)): PayloadWords(index: index, item: item, complaint: complaint).text
        case .success(.test(let name)): "#\(index) test message: \(name). It opens nothing."
        case .success(.unsupported(let reason)): "#\(index) unsupported: \(reason)"
        case .failure(let error): "#\(index) not understood: \(error.detail)"
        }
    }
}

private struct PayloadWords {
    let index: Int
    let item: VendorItem
    let complaint: String?

    var text: String {
        let content = item.content
        let issue = item.kind == .detection ? ", issue \(item.issueID ?? "none")" : ""
        let resource = content.resource.map { resource in
            "on \(resource.name ?? resource.id ?? "an unnamed resource") (\(resource.type ?? "unknown type"))"
        }
        let attack = (content.tactics + content.techniques).joined(separator: ", ")
        let lines: [String?] = [
            "id \(item.vendorID)\(issue)",
            "severity \(content.vendorSeverity ?? "unknown"), status \(item.state?.vendorStatus ?? "none")", resource,
            "\(content.actors.count) actors, \(content.resources.count) resources, \(content.events.count) events",
            attack.isEmpty ? nil : "ATT&CK \(attack)", complaint.map { "the vendor adds: \($0)" },
        ]
        let title = "#\(index) \(item.kind.rawValue): \(content.name)"
        return ([title] + lines.compactMap { $0 }.map { "   \($0)" }).joined(separator: "\n")
    }
}
