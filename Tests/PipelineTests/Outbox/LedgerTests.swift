import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("The ledger")
struct LedgerTests {
    private func person(_ role: Role, of bench: Bench) -> Principal {
        var person = bench.analyst
        person.role = role
        return person
    }

    @Test("undoing a span reopens what was dismissed in it, and leaves alone what somebody changed since")
    func undo() async throws {
        let bench = try await OutboxTests().bench(["i-1", "i-2", "i-3"])
        let begin = Timestamp.now()
        try await bench.running {
            for alert in try await bench.alerts() { try await bench.close(alert) }
            try await eventually("the dismissals") { try await bench.deliveries([.done]).count == 6 }
            var changed = try #require(try await bench.vendorAlert("i-2"))
            changed.state = IssueState(status: .open, vendorStatus: "OPEN", changedBy: "dana@customer.example")
            let byHand = changed
            try await bench.store.write { tx in try tx.vendorAlerts.save(byHand) }
            let third = try #require(try await bench.deliveries([.done]).first { $0.issueID == "i-3" }?.alertID)
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "No.")], on: third, by: bench.analyst)
            try await eventually("its reopening") { try await bench.deliveries([.done]).count == 7 }

            let ledger = Ledger(store: bench.store, workflow: bench.pipeline.workflow)
            let query = LedgerQuery(scope: bench.analyst.scope, from: begin)
            let plan = try await ledger.plan(query, by: bench.analyst)
            #expect(plan.count == 3)
            let obstacles = Dictionary(
                plan.map { ($0.delivery.issueID, $0.obstacle) }, uniquingKeysWith: { first, _ in first })
            #expect(obstacles["i-1"] == .some(nil))
            #expect(obstacles["i-2"]??.contains("changed there since, by dana@customer.example") == true)
            #expect(obstacles["i-3"]??.contains("open again already") == true)

            await #expect(throws: WorkbenchError.self) {
                try await ledger.undo(query, why: "A wrong rule.", by: person(.organizationAnalyst, of: bench))
            }
            await #expect(throws: WorkbenchError.self) {
                try await ledger.undo(query, why: " ", by: person(.organizationAdministrator, of: bench))
            }
            let done = try await ledger.undo(
                query, why: "A wrong rule.", by: person(.organizationAdministrator, of: bench))
            #expect(done.filter(\.isDone).map(\.delivery.issueID) == ["i-1"])
            try await eventually("the issue to follow") { bench.tenant["i-1"]?.status == "OPEN" }
            #expect(bench.tenant["i-1"]?.notes.last?.contains("A wrong rule.") == true)
            #expect(bench.tenant["i-2"]?.status == "REJECTED")
        }
    }

    @Test("the ledger holds what was written, page by page, within a span and a scope; undoing needs a beginning")
    func pages() async throws {
        let bench = try await OutboxTests().bench(["i-1", "i-2"])
        let whole = LedgerQuery(scope: bench.analyst.scope)
        var narrow = whole
        narrow.limit = 1
        let asked = narrow
        let all = try await bench.store.read { tx in try tx.deliveries.ledger(whole) }
        #expect(all.count == 2 && all.allSatisfy { $0.written?.note != nil })
        let first = try await bench.store.read { tx in try tx.deliveries.ledger(asked) }
        #expect(first.map(\.id) == all.prefix(1).map(\.id))
        narrow.after = first.first?.id
        let next = narrow
        #expect(
            try await bench.store.read { tx in try tx.deliveries.ledger(next) }.map(\.id) == all.dropFirst().map(\.id))
        let foreign = LedgerQuery(scope: .organization(ID("another")))
        let later = LedgerQuery(scope: .everything, from: .now().adding(seconds: 60))
        let earlier = LedgerQuery(scope: .everything, to: .now().adding(seconds: -3600))
        for query in [foreign, later, earlier] {
            #expect(try await bench.store.read { tx in try tx.deliveries.ledger(query) }.isEmpty)
        }
        let ledger = Ledger(store: bench.store, workflow: bench.pipeline.workflow)
        await #expect(throws: WorkbenchError.self) { try await ledger.plan(whole, by: bench.analyst) }
    }
}
