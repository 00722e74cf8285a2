import GRDB
import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("Query plans")
struct QueryPlanTests {
    private typealias Plan = PlanRecorder.Plan

    private func plans(_ work: @escaping @Sendable (any Transaction) throws -> Void) async throws -> [Plan] {
        let temporary = try await TemporaryStore.make()
        return try await temporary.store.pool.write { database in
            let recorder = PlanRecorder(database)
            try work(SQLTransaction(recorder))
            return recorder.plans.map { $0 }
        }
    }

    private static let scopes: [AccessScope] = [.everything, .organization(ID("organization"))]

    /// The conditions of the alert lists that people look at.
    private static let alertFilters: [ResourceFilter] = {
        let isOpen = ResourceFilter.compare("status", .equal, .text("OPEN"))
        let isInProgress = ResourceFilter.compare("status", .equal, .text("IN_PROGRESS"))
        let isClosed = ResourceFilter.compare("status", .equal, .text("CLOSED"))
        let isHigh = ResourceFilter.compare("expel_severity", .equal, .text("HIGH"))
        return [
            .all([]), isOpen, isClosed, .not(isClosed), .any([isOpen, isInProgress]), .all([isOpen, isHigh]),
            .all([.not(isClosed), isHigh]),
            .compare(FieldPath(["organization"], "id"), .equal, .text("organization")),
        ]
    }()

    @Test("the alert lists come straight out of an index, without sorting, on every page")
    func alertLists() async throws {
        let cursor = try await self.cursor()
        let plans = try await plans { tx in
            for scope in QueryPlanTests.scopes {
                for filter in QueryPlanTests.alertFilters {
                    for cursor in [nil, cursor] {
                        let order = [SortKey("created_at", isDescending: true)]
                        _ = try tx.alerts.list(
                            ResourceQuery(scope: scope, filter: filter, sort: order, cursor: cursor))
                    }
                }
            }
        }
        #expect(plans.count == QueryPlanTests.scopes.count * QueryPlanTests.alertFilters.count * 2)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    /// A real one, of the order that the alert lists have.
    private func cursor() async throws -> String? {
        let temporary = try await TemporaryStore.make()
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        return try await temporary.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
            for _ in 0..<2 { try tx.alerts.insert(Fixture.alert(on: device), vendorAlerts: []) }
            let order = [SortKey("created_at", isDescending: true)]
            return try tx.alerts.list(ResourceQuery(scope: .everything, sort: order, limit: 1)).next
        }
    }

    @Test("the queue by severity, worst and newest first, needs no sorting either")
    func queueBySeverity() async throws {
        let plans = try await plans { tx in
            let order = [SortKey("expel_severity"), SortKey("created_at", isDescending: true)]
            let queue = ResourceFilter.not(.compare("status", .equal, .text("CLOSED")))
            for scope in QueryPlanTests.scopes {
                _ = try tx.alerts.list(ResourceQuery(scope: scope, filter: queue, sort: order))
            }
        }
        #expect(plans.count == 2)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("totals of the usual filters read counters, not alerts")
    func totals() async throws {
        let plans = try await plans { tx in
            for filter in QueryPlanTests.alertFilters {
                _ = try tx.alerts.list(
                    ResourceQuery(scope: .organization(ID("organization")), filter: filter, limit: 0))
            }
            _ = try tx.alerts.counts(scope: .organization(ID("organization")))
        }
        #expect(plans.count == QueryPlanTests.alertFilters.count + 1)
        for plan in plans {
            #expect(plan.sql.contains("FROM alert_counts") && plan.fullScans.isEmpty, "\(plan)")
        }
    }

    @Test("looking something up by the vendor's id touches that row only")
    func lookups() async throws {
        let plans = try await plans { tx in
            for scope in QueryPlanTests.scopes {
                let byVendorID = FieldPath(["vendor_alerts"], "original_alert_id")
                _ = try tx.alerts.list(
                    ResourceQuery(scope: scope, filter: .compare(byVendorID, .equal, .text("issue-1"))))
                _ = try tx.vendorAlerts.list(
                    ResourceQuery(scope: scope, filter: .compare("original_alert_id", .equal, .text("issue-1"))))
                _ = try tx.alerts.listHistories(
                    ResourceQuery(
                        scope: scope, filter: .compare(FieldPath(["expel_alert"], "id"), .equal, .text("alert"))))
            }
            _ = try tx.vendorAlerts.find(device: ID("device"), vendorID: "issue-1")
            _ = try tx.vendorAlerts.related(device: ID("device"), issueID: "issue-1")
            _ = try tx.alerts.resting(on: [ID("vendor-alert")])
            _ = try tx.alerts.vendorAlerts(of: ID("alert"))
        }
        for plan in plans {
            #expect(plan.steps.allSatisfy { !$0.hasPrefix("SCAN t") } && plan.fullScans.isEmpty, "\(plan)")
        }
    }

    @Test("lists of vendor alerts, histories and devices walk an index")
    func otherLists() async throws {
        let plans = try await plans { tx in
            for scope in QueryPlanTests.scopes {
                for isDescending in [true, false] {
                    let query = ResourceQuery(
                        scope: scope, sort: [SortKey("created_at", isDescending: isDescending)])
                    _ = try tx.vendorAlerts.list(query)
                    _ = try tx.alerts.listHistories(query)
                    _ = try tx.devices.list(query)
                    _ = try tx.organizations.list(query)
                }
            }
        }
        #expect(plans.count == 16)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("signals, deliveries, polls and delays are found by an index, without sorting")
    func pipeline() async throws {
        let device = ID<SecurityDevice>("device")
        let plans = try await plans { tx in
            _ = try tx.signals.pending(limit: 100)
            _ = try tx.signals.pendingCount()
            _ = try tx.signals.list(device: device, state: .quarantined, limit: 50)
            _ = try tx.signals.count(device: device, state: .quarantined)
            _ = try tx.signals.lastReceived(device: device, source: .webhook)
            _ = try tx.signals.prune(before: Fixture.time, limit: 100)
            _ = try tx.deliveries.claim(device: device, now: Fixture.time, leaseUntil: Fixture.time)
            _ = try tx.deliveries.nextDue(device: device)
            _ = try tx.deliveries.unfinished(device: device, issueID: "issue-1")
            _ = try tx.deliveries.lastWritten(device: device, issueID: "issue-1")
            _ = try tx.deliveries.dismissals(device: device, since: Fixture.time)
            _ = try tx.deliveries.list(alert: ID("alert"))
            _ = try tx.deliveries.list(scope: .everything, device: nil, states: Delivery.State.allCases, limit: 50)
            _ = try tx.deliveries.count(device: device, states: [.pending], before: Fixture.time)
            _ = try tx.alerts.delays(device: device, source: .webhook, since: Fixture.time, limit: 500)
            _ = try tx.alerts.history(of: ID("alert"))
            _ = try tx.alerts.comments(on: ID("alert"))
            _ = try tx.polls.unfinished(device: device, stream: .created)
            _ = try tx.polls.lastSuccess(device: device, stream: .created)
            _ = try tx.polls.runs(device: device, limit: 10)
            _ = try tx.polls.dueRereads(device: device, now: Fixture.time, limit: 100)
        }
        #expect(plans.count == 21)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("deliveries by state are found by an index, over all and within one organization or device")
    func deliveriesByState() async throws {
        let plans = try await plans { tx in
            for scope in QueryPlanTests.scopes {
                for device in [nil, ID<SecurityDevice>("device")] {
                    _ = try tx.deliveries.list(scope: scope, device: device, states: [.conflict, .held], limit: 50)
                }
            }
        }
        #expect(plans.count == 4)
        for plan in plans {
            #expect(plan.fullScans.isEmpty, "\(plan)")
        }
    }

    @Test("the recorder itself sees a full scan and a sort when there is one")
    func recorder() async throws {
        let temporary = try await TemporaryStore.make()
        let plan = try await temporary.store.pool.write { database in
            let recorder = PlanRecorder(database)
            _ = try recorder.rows("SELECT t.id FROM alerts t WHERE t.source = 'x' ORDER BY t.updated_at", [])
            return recorder.plans[0]
        }
        #expect(!plan.fullScans.isEmpty)
        #expect(plan.sortsInMemory)
    }
}
