import Workbench

/// Which writes of the ledger are meant.
public struct LedgerQuery: Hashable, Sendable {
    public var scope: AccessScope
    public var device: ID<SecurityDevice>?
    /// By the time of the decision: inclusive, and exclusive.
    public var from: Timestamp?
    public var to: Timestamp?
    /// The last row of the page before; nil for the first page.
    public var after: ID<Delivery>?
    public var limit: Int

    public init(
        scope: AccessScope, device: ID<SecurityDevice>? = nil, from: Timestamp? = nil, to: Timestamp? = nil,
        after: ID<Delivery>? = nil, limit: Int = 100
    ) {
        self.scope = scope
        self.device = device
        self.from = from
        self.to = to
        self.after = after
        self.limit = limit
    }
}

/// Everything ever written to customers' tenants, and taking back what was dismissed in a span of time.
///
/// Taking back means reopening: the alert that a person or a suppression closed is open again, and by the rule for
/// reopened alerts its issue is as well. An issue that somebody changed since, or that we wrote to again, is left alone.
public struct Ledger: Sendable {
    /// As many writes as one undoing looks at.
    public static let undoLimit = 500

    private let store: any Store
    private let workflow: AlertWorkflow

    public init(store: any Store, workflow: AlertWorkflow) {
        self.store = store
        self.workflow = workflow
    }

    /// What undoing would do to each write that settled an issue, newest first.
    ///
    /// - Throws: `invalid` when the span holds more than `undoLimit` writes, or has no beginning.
    public func plan(_ query: LedgerQuery, by principal: Principal) async throws -> [LedgerUndo] {
        guard query.from != nil else {
            throw WorkbenchError.invalid("Say from when on: undoing needs a beginning.", field: "from")
        }
        var whole = query
        whole.limit = Ledger.undoLimit + 1
        whole.after = nil
        let asked = whole
        return try await store.read { tx in
            let writes = try tx.deliveries.ledger(asked)
            guard writes.count <= Ledger.undoLimit else {
                throw WorkbenchError.invalid(
                    "More than \(Ledger.undoLimit) writes fall into this span. Choose a shorter one.", field: "from")
            }
            return try writes.filter { $0.written?.state?.isLive == false }.map { try Ledger.undo($0, in: tx) }
        }
    }

    /// Reopens what `plan` says can be reopened. One that is refused keeps none of the others from being done.
    public func undo(_ query: LedgerQuery, why: String, by principal: Principal) async throws -> [LedgerUndo] {
        try principal.requireAdministrator()
        let words = why.trimmed
        guard !words.isEmpty else { throw WorkbenchError.invalid("Say why this is undone.", field: "why") }
        var results: [LedgerUndo] = []
        var reopened: Set<ID<Alert>> = []
        for var step in try await plan(query, by: principal) {
            if step.obstacle == nil, let alert = step.delivery.alertID, reopened.insert(alert).inserted {
                do {
                    _ = try await workflow.perform(
                        [.reopen(why: "Undone from the ledger: \(words.prefix(1500))")], on: alert, by: principal)
                    step.isDone = true
                } catch let error as WorkbenchError where error.code == .conflict || error.code == .notFound {
                    step.obstacle = error.message
                }
            } else if step.obstacle == nil {
                step.isDone = true
            }
            results.append(step)
        }
        return results
    }

    private static func undo(_ delivery: Delivery, in tx: any Transaction) throws -> LedgerUndo {
        LedgerUndo(delivery: delivery, obstacle: try obstacle(to: delivery, in: tx))
    }

    /// Why this write is left as it is; nil when it can be taken back.
    private static func obstacle(to delivery: Delivery, in tx: any Transaction) throws -> String? {
        guard let issue = try tx.vendorAlerts.find(delivery.vendorAlertID, scope: .everything) else {
            return "The issue is not stored any more."
        }
        guard let alertID = delivery.alertID, let alert = try tx.alerts.find(alertID, scope: .everything) else {
            return "No alert was ever opened for it, so there is none to reopen."
        }
        guard alert.status == .closed else { return "Its alert is open again already." }
        if let state = issue.state, let written = delivery.written?.state, !state.isSame(as: written) {
            return "The issue was changed there since\(state.changedBy.map { ", by \($0.prefix(100))" } ?? "")."
        }
        let later = try tx.deliveries.list(alert: alertID).contains {
            $0.issueID == delivery.issueID && $0.createdAt > delivery.createdAt && $0.written?.state != nil
        }
        return later ? "We wrote to the issue again later." : nil
    }
}

/// One write of the ledger, and what becomes of it when it is undone.
public struct LedgerUndo: Hashable, Sendable {
    public var delivery: Delivery
    /// Why it is left as it is.
    public var obstacle: String?
    /// Its alert was reopened.
    public var isDone = false

    public init(delivery: Delivery, obstacle: String?) {
        self.delivery = delivery
        self.obstacle = obstacle
    }
}
