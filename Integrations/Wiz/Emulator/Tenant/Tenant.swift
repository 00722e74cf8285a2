import Synchronization

/// The emulated tenant: the state behind a lock, the clock, and who listens to what happens.
final class Tenant: Sendable {
    let clock: EmulatorClock
    let serviceAccount: Author
    let audit: AuditLog
    let reports: ReportShelf
    private let state: Mutex<TenantState>
    private let listener = Mutex<(@Sendable (TenantEvent) -> Void)?>(nil)

    init(seed: UInt64, issues: Int, clock: EmulatorClock) {
        let now = clock.now()
        var state = TenantState(seed: seed, resources: max(400, issues / 6), now: now)
        serviceAccount = .serviceAccount(id: "sa-" + state.random.hex(20), name: "watchfloor-mdr")
        state.seed(issues: issues, now: now)
        audit = AuditLog(seed: seed, now: now)
        reports = ReportShelf(seed: seed)
        self.clock = clock
        self.state = Mutex(state)
    }

    /// The state at this moment.
    func snapshot() -> TenantState {
        state.withLock { $0 }
    }

    /// Who hears of every event, after the state has changed. Called on the thread that made the change.
    func listen(_ body: @escaping @Sendable (TenantEvent) -> Void) {
        listener.withLock { $0 = body }
    }

    /// Changes the state as a whole or, when the body throws, not at all, and tells the listener what happened.
    func change<Result: Sendable>(
        _ body: (inout TenantState, inout [TenantEvent]) throws(Refusal) -> sending Result
    ) throws(Refusal) -> Result {
        var events: [TenantEvent] = []
        let result = try state.withLock { (state) throws(Refusal) -> Result in try body(&state, &events) }
        if let tell = listener.withLock({ $0 }) { events.forEach(tell) }
        return result
    }
}

/// Something that automation rules listen to.
enum TenantEvent: Sendable {
    case issue(Issue, IssueTrigger, changes: [FieldChange], by: Author)
    case detection(Detection)
}

/// The occasions of an automation rule.
enum IssueTrigger: String, CaseIterable, Sendable {
    case created = "Created"
    case updated = "Updated"
    case resolved = "Resolved"
    case reopened = "Reopened"
}

struct FieldChange: Sendable, Hashable {
    let field: String
    let from: String
    let to: String
}
