import ArgumentParser
import Pipeline
import Workbench

struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Asks the running server to poll a device now.",
        discussion: """
            Without --since it goes on where the last poll ended. With --since it looks back to that time; what it finds \
            there counts as backfill and gets no note.
            """)

    @OptionGroup var place: DataOptions
    @Argument(help: "The device's id or name.") var device: String
    @Option(help: ArgumentHelp("A time such as 2026-01-31T08:00:00Z.", valueName: "time")) var since: String?

    func run() async throws {
        let workbench = try await OfflineWorkbench(place)
        let device = try await workbench.device(device)
        try await workbench.devices.pollNow(device.id, since: try start(), by: workbench.principal)
        Terminal.print("Asked for a poll of \(device.name). `watchfloor devices show` has its progress.")
    }

    private func start() throws -> Timestamp? {
        guard let since else { return nil }
        guard let time = Timestamp(since) else {
            throw WorkbenchError.invalid("\"\(since)\" is no time such as 2026-01-31T08:00:00Z.", field: "since")
        }
        return time
    }
}
