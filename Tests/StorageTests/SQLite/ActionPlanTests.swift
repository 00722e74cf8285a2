import GRDB
import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("Query plans of actions")
struct ActionPlanTests {
    private static let scopes: [AccessScope] = [.everything, .organization(ID("organization"))]

    private func plans(_ work: @escaping @Sendable (any Transaction) throws -> Void) async throws
        -> [PlanRecorder.Plan]
    {
        let temporary = try await TemporaryStore.make()
        return try await temporary.store.pool.write { database in
            let recorder = PlanRecorder(database)
            try work(SQLTransaction(recorder))
            return recorder.plans.map { $0 }
        }
    }

    @Test("the lists come straight out of an index, without sorting")
    func lists() async throws {
        let order = [SortKey("created_at", isDescending: true)]
        let plans = try await plans { tx in
            for scope in ActionPlanTests.scopes {
                let all = ResourceQuery(scope: scope, sort: order)
                let running = ResourceQuery(
                    scope: scope, filter: .compare("status", .equal, .text("RUNNING")), sort: order)
                _ = try tx.actions.listInvestigativeActions(all)
                _ = try tx.actions.listInvestigativeActions(running)
                _ = try tx.actions.listInvestigativeActionHistories(all)
                _ = try tx.actions.listRemediationActions(all)
                _ = try tx.actions.listRemediationActionHistories(all)
                _ = try tx.actions.listAssets(all)
                _ = try tx.actions.listAssetHistories(all)
                _ = try tx.files.list(all)
                _ = try tx.timeline.list(all)
                _ = try tx.outbound.listSecrets(all)
                _ = try tx.outbound.listIntegrations(all)
            }
        }
        #expect(plans.count == 22)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("what one investigation, alert or action holds is looked up by index")
    func members() async throws {
        let plans = try await plans { tx in
            _ = try tx.actions.investigativeActions(of: ID<Investigation>("x"))
            _ = try tx.actions.investigativeActions(of: ID<Alert>("x"))
            _ = try tx.actions.investigativeActionCounts(of: [ID("x")])
            _ = try tx.actions.newestInvestigativeActions(of: [ID("x")])
            _ = try tx.actions.history(of: ID<InvestigativeAction>("x"))
            _ = try tx.actions.remediationActions(of: ID("x"))
            _ = try tx.actions.history(of: ID<RemediationAction>("x"))
            _ = try tx.actions.assets(of: ID("x"))
            _ = try tx.actions.assetCounts(of: [ID("x")])
            _ = try tx.files.files(of: ID("x"))
            _ = try tx.files.counts(of: [ID("x")])
            _ = try tx.files.sizes(of: [ID("x")])
            _ = try tx.files.actions(of: ID("x"))
            _ = try tx.timeline.entries(of: ID("x"))
            _ = try tx.outbound.integrations(using: ID("x"))
        }
        #expect(plans.count == 15)
        for plan in plans {
            #expect(plan.fullScans.isEmpty, "\(plan)")
        }
    }
}
