import Logging
import Pipeline
import Synchronization
import Workbench

/// A vendor's tenant that does what a test tells it, and remembers what was asked of it.
final class ScriptedTenant: Sendable {
    struct State: Sendable {
        var items: [String: ScriptedItem] = [:]
        var pageSize = 100
        /// Whether bodies can be understood; an upgrade may teach it.
        var understandsNewKind = false
        /// Thrown one after the other, before anything is done.
        var pollErrors: [IntegrationError] = []
        var fetchErrors: [IntegrationError] = []
        var deliverErrors: [IntegrationError] = []
        var connectErrors: [IntegrationError] = []
        /// The next write takes effect, and then its answer is lost.
        var losesNextAnswer = false
        /// Its answers to writes do not say when the status changed.
        var hidesTimes = false
        var problems: [HealthProblem] = []
        var polls: [PollRequest] = []
        var fetches: [[String]] = []
        var writes: [OutboundWrite] = []
        /// Ids of issues that are being written, and the most that were at once.
        var underWay: [String] = []
        var mostUnderWay = 0
        var overlapped = false
        var secrets: [String] = []
        var closed = 0
    }

    private let state = Mutex(State())
    /// Waits here before a write takes effect.
    let gate = Gate()
    /// Waits here before a page is handed out.
    let pollGate = Gate()

    func edit(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    func see<Value: Sendable>(_ look: (State) -> Value) -> Value { state.withLock { look($0) } }

    func put(_ items: ScriptedItem...) {
        edit { state in for item in items { state.items[item.id] = item } }
    }

    subscript(id: String) -> ScriptedItem? { see { $0.items[id] } }

    fileprivate func takeError(_ queue: WritableKeyPath<State, [IntegrationError]>) throws(IntegrationError) {
        let error = state.withLock { state in state[keyPath: queue].isEmpty ? nil : state[keyPath: queue].removeFirst()
        }
        if let error { throw error }
    }
}

/// Holds whoever comes until it is opened. Open at first.
actor Gate {
    /// How many may still pass; nil lets everybody.
    private var permits: Int?
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Lets so many pass and holds the others.
    func shut(after permits: Int = 0) { self.permits = permits }

    func open() {
        permits = nil
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func pass() async {
        guard let permits else { return }
        guard permits <= 0 else {
            self.permits = permits - 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

struct ScriptedIntegration: Integration {
    let tenant: ScriptedTenant

    let descriptor = VendorDescriptor(
        slug: "acme", name: "Acme", issueProduct: "Acme Cloud", detectionProduct: "Acme Defend",
        fields: [
            .init(key: "api_url", label: "Address", help: ""),
            .init(key: "client_secret", label: "Secret", help: "", isSecret: true),
        ],
        streams: [.created, .changed, .detections])

    func parse(_ body: [UInt8]) throws(IntegrationError) -> ParsedSignal {
        let json: JSON
        do { json = try JSON(parsing: body) } catch { throw IntegrationError(.decoding, error.message) }
        switch json["kind"]?.string {
        case "test": return .test(name: "Connection test")
        case "audit": return .unsupported(reason: "Audit records are not taken in.")
        case "novel" where !tenant.see(\.understandsNewKind):
            throw IntegrationError(.decoding, "A body of a kind nobody knows.")
        case "novel":
            return .item(ScriptedItem("novel-1").item(isComplete: true))
        default:
            guard let item = ScriptedItem(json) else { throw IntegrationError(.decoding, "It has no id.") }
            return .item(item.item(isComplete: json["complete"]?.bool ?? false))
        }
    }

    func plan(_ intent: SyncIntent, kind: VendorAlert.Kind, marker: String) -> PlannedWrite {
        let target = ScriptedConnection.target(of: intent.move, kind: kind)
        return PlannedWrite(status: target?.status, note: intent.note?.headline)
    }

    func validate(_ settings: [String: String]) throws(WorkbenchError) -> [String: String] {
        guard settings["api_url"]?.isEmpty == false else { throw .invalid("Where is it?", field: "api_url") }
        return settings
    }

    func connect(_ settings: [String: String], secret: String, logger: Logger) throws(IntegrationError)
        -> any TenantConnection
    {
        try tenant.takeError(\.connectErrors)
        tenant.edit { $0.secrets.append(secret) }
        return ScriptedConnection(tenant: tenant)
    }
}

struct ScriptedConnection: TenantConnection {
    let tenant: ScriptedTenant

    func poll(_ request: PollRequest) async throws(IntegrationError) -> PollPage {
        tenant.edit { $0.polls.append(request) }
        await tenant.pollGate.pass()
        try tenant.takeError(\.pollErrors)
        return tenant.see { state in
            let items = state.items.values
                .filter { ScriptedConnection.isWanted($0, by: request) }
                .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
            let start = request.cursor.flatMap(Int.init) ?? 0
            let end = min(start + state.pageSize, items.count)
            let page = start < end ? Array(items[start..<end]) : []
            return PollPage(
                bodies: page.map(\.snapshot), next: end < items.count ? String(end) : nil, total: items.count)
        }
    }

    private static func isWanted(_ item: ScriptedItem, by request: PollRequest) -> Bool {
        let time: Timestamp?
        switch request.stream {
        case .created: time = item.kind.isIssue ? item.createdAt : nil
        case .changed: time = item.kind.isIssue ? item.changedAt : nil
        case .detections: time = item.kind.isIssue ? nil : item.createdAt
        }
        guard let time, time >= request.after, time <= request.before else { return false }
        return !request.onlyLive || !item.kind.isIssue || item.state.isLive
    }

    func fetch(issues ids: [String]) async throws(IntegrationError) -> [VendorItem] {
        tenant.edit { $0.fetches.append(ids) }
        try tenant.takeError(\.fetchErrors)
        return tenant.see { state in ids.compactMap { state.items[$0]?.item(isComplete: true) } }
    }

    func deliver(_ write: OutboundWrite) async throws(IntegrationError) -> DeliveryOutcome {
        tenant.edit { state in
            state.writes.append(write)
            if state.underWay.contains(write.issueID) { state.overlapped = true }
            state.underWay.append(write.issueID)
            state.mostUnderWay = max(state.mostUnderWay, state.underWay.count)
        }
        defer {
            tenant.edit { state in
                if let place = state.underWay.firstIndex(of: write.issueID) { state.underWay.remove(at: place) }
            }
        }
        await tenant.gate.pass()
        try tenant.takeError(\.deliverErrors)
        let outcome = tenant.write(write)
        if tenant.takeLoss() { throw IntegrationError(.network, "The connection was lost.") }
        guard let outcome else { throw IntegrationError(.client, "There is no such issue.") }
        return outcome
    }

    func check() async -> [HealthProblem] { tenant.see(\.problems) }

    func close() async { tenant.edit { $0.closed += 1 } }

    static func target(of move: SyncIntent.Move, kind: VendorAlert.Kind) -> (status: String, reason: String?)? {
        switch move {
        case .unchanged, .leaveToCustomer: nil
        case .open: ("OPEN", nil)
        case .inProgress: ("IN_PROGRESS", nil)
        case .resolveMalicious: kind == .threat ? ("RESOLVED", "MALICIOUS") : nil
        case .dismiss(.falsePositive): (kind == .threat ? "RESOLVED" : "REJECTED", "FALSE_POSITIVE")
        case .dismiss: (kind == .threat ? "RESOLVED" : "REJECTED", "WONT_FIX")
        }
    }
}

extension ScriptedTenant {
    fileprivate func takeLoss() -> Bool {
        state.withLock { state in
            defer { state.losesNextAnswer = false }
            return state.losesNextAnswer
        }
    }

    /// Reads, decides, writes at most once, as an integration should. Nil when there is no such issue.
    fileprivate func write(_ write: OutboundWrite) -> DeliveryOutcome? {
        state.withLock { state in
            guard var item = state.items[write.issueID] else { return nil }
            let target = ScriptedConnection.target(of: write.intent.move, kind: item.kind)
            let wanted = target.map { item.moved(to: $0.status, reason: $0.reason).state }
            if item.notes.contains(where: { $0.contains(write.marker) }) {
                return .done(state: item.state, written: .init(state: wanted, note: nil), words: "Written already.")
            }
            if let wanted, !item.state.isSame(as: wanted) {
                let mayMove = [write.knownState, write.lastWritten].contains { $0?.isSame(as: item.state) ?? false }
                guard mayMove || write.overridesConflict || write.knownState == nil else {
                    return .conflict(item.state)
                }
                item = item.moved(to: wanted.vendorStatus, reason: wanted.reason, by: "watchfloor")
            }
            let moved = !(state.items[write.issueID]?.state.isSame(as: item.state) ?? true)
            let note = write.intent.note.map { "\($0.headline) \($0.details.joined(separator: " ")) [\(write.marker)]" }
            if let note { item.notes.append(note) }
            item.updatedAt = max(item.updatedAt, .now())
            state.items[write.issueID] = item
            var after = item.state
            if state.hidesTimes { after.changedAt = nil }
            return .done(
                state: after, written: WrittenChange(state: moved ? after : nil, note: note), words: "Written.")
        }
    }
}
