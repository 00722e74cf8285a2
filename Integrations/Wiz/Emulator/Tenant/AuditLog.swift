import GraphQL
import Synchronization

/// What people and integrations did in the tenant (Wiz: audit log), newest last. The oldest entries give way.
final class AuditLog: Sendable {
    enum Status: String, CaseIterable, Sendable {
        case success = "SUCCESS"
        case failed = "FAILED"
        case accessDenied = "ACCESS_DENIED"
    }

    struct Entry: Sendable {
        let id: WizID
        let requestID: WizID
        let action: String
        let status: Status
        let time: WizTime
        /// Nil when nobody could be recognised.
        let author: Author?
        var parameters: GraphQLValue = .null
        var address = ""
        var agent = ""
    }

    private struct State {
        var entries: [Entry] = []
        var random: SeededGenerator
    }

    private static let limit = 20_000
    private let state: Mutex<State>

    /// Starts with what people did in the last fourteen days.
    init(seed: UInt64, now: WizTime) {
        var random = SeededGenerator(seed: SeededGenerator.mix(seed ^ 0x6175_6469_74))
        var entries: [Entry] = []
        let ages = (0..<60).map { _ in random.fraction() * 14 * 86_400 }.sorted(by: >)
        for age in ages {
            let action = random.pick(Self.usual, or: "Login")
            entries.append(
                Entry(
                    id: WizID(using: &random), requestID: WizID(using: &random), action: action,
                    status: action == "Login" && random.chance(10) ? .failed : .success,
                    time: now.adding(seconds: -age).microseconds, author: random.pick(TenantState.people),
                    parameters: ["selection": ["__typename"]], address: random.address(), agent: Self.browser))
        }
        state = Mutex(State(entries: entries, random: random))
    }

    private static let usual = [
        "Login", "Login", "Login", "UpdateIssue", "CreateIssueNote", "CreateReport", "UpdateAutomationRule",
        "RotateServiceAccountSecret", "UpdateProject",
    ]
    static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

    func record(
        _ action: String, _ status: Status, at time: WizTime, by author: Author?, parameters: GraphQLValue = .null,
        address: String = "127.0.0.1", agent: String = ""
    ) {
        state.withLock { state in
            if state.entries.count >= Self.limit { state.entries.removeFirst(Self.limit / 10) }
            state.entries.append(
                Entry(
                    id: WizID(using: &state.random), requestID: WizID(using: &state.random), action: action,
                    status: status, time: time, author: author, parameters: parameters, address: address, agent: agent))
        }
    }

    var entries: [Entry] { state.withLock { $0.entries } }
}

extension AuditLog.Entry {
    var value: GraphQLValue {
        [
            "id": .string(id.description), "action": .string(action), "requestId": .string(requestID.description),
            "status": .string(status.rawValue), "timestamp": .time(time), "actionParameters": parameters,
            "userAgent": .string(agent), "sourceIP": .string(address),
            "serviceAccount": author?.serviceAccountValue ?? .null, "user": author?.userValue ?? .null,
            "performedThrough": author?.userValue.isNull == false ? "CONSOLE" : "API",
        ]
    }
}
