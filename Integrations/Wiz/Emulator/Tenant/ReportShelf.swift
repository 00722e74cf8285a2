import GraphQL
import Synchronization

/// Reports that were ordered. One is written as soon as it is downloaded; until then it only takes its time.
final class ReportShelf: Sendable {
    struct Report: Sendable {
        let id: WizID
        let name: String
        let type: String
        let createdAt: WizTime
        let parameters: GraphQLValue
        var run: WizID
        var runAt: WizTime
    }

    /// How long a run is in progress.
    static let runSeconds = 1.0

    private struct State {
        var reports: [Report] = []
        var random: SeededGenerator
    }

    private static let limit = 1000
    private let state: Mutex<State>

    init(seed: UInt64) {
        state = Mutex(State(random: SeededGenerator(seed: SeededGenerator.mix(seed ^ 0x7265_706F_7274))))
    }

    var reports: [Report] { state.withLock { $0.reports } }

    func create(name: String, type: String, parameters: GraphQLValue, at time: WizTime) -> Report {
        state.withLock { state in
            let report = Report(
                id: WizID(using: &state.random), name: name, type: type, createdAt: time, parameters: parameters,
                run: WizID(using: &state.random), runAt: time)
            if state.reports.count >= Self.limit { state.reports.removeFirst() }
            state.reports.append(report)
            return report
        }
    }

    func rerun(_ id: WizID, at time: WizTime) -> Report? {
        state.withLock { state in
            guard let index = state.reports.firstIndex(where: { $0.id == id }) else { return nil }
            state.reports[index].run = WizID(using: &state.random)
            state.reports[index].runAt = time
            return state.reports[index]
        }
    }

    func delete(_ id: WizID) -> Bool {
        state.withLock { state in
            let count = state.reports.count
            state.reports.removeAll { $0.id == id }
            return state.reports.count < count
        }
    }
}

extension ReportShelf.Report {
    /// - Parameter origin: of the emulator, for the address of the file.
    func value(now: WizTime, origin: String) -> GraphQLValue {
        let isDone = now >= runAt.adding(seconds: ReportShelf.runSeconds)
        return [
            "id": .string(id.description), "name": .string(name), "type": ["id": .string(type), "name": .string(type)],
            "createdAt": .time(createdAt),
            "params": parameters, "runIntervalHours": .null, "runStartsAt": .null, "project": .null,
            "lastRun": [
                "id": .string(run.description), "status": isDone ? "COMPLETED" : "IN_PROGRESS", "runAt": .time(runAt),
                "url": isDone ? .string("\(origin)/reports/\(run).csv") : .null, "results": .null,
                "failedReason": .null,
            ],
        ]
    }
}
