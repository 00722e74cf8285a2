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

    /// What somebody works on, and what nobody does.
    private static let assigneeFilters: [ResourceFilter] = {
        let isClosed = ResourceFilter.compare("status", .equal, .text("CLOSED"))
        let assignee = FieldPath(["assigned_to_actor"], "id")
        return [
            .all([.not(isClosed), .compare(assignee, .equal, .text("actor"))]),
            .all([.not(isClosed), .isNull(assignee)]),
        ]
    }()

    @Test("the alert lists come straight out of an index, without sorting, on every page")
    func alertLists() async throws {
        let cursor = try await self.cursor()
        let plans = try await plans { tx in
            for scope in QueryPlanTests.scopes {
                for filter in QueryPlanTests.alertFilters + QueryPlanTests.assigneeFilters {
                    for cursor in [nil, cursor] {
                        let order = [SortKey("created_at", isDescending: true)]
                        _ = try tx.alerts.list(
                            ResourceQuery(scope: scope, filter: filter, sort: order, cursor: cursor))
                    }
                }
            }
        }
        let filters = QueryPlanTests.alertFilters.count + QueryPlanTests.assigneeFilters.count
        #expect(plans.count == QueryPlanTests.scopes.count * filters * 2)
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
            _ = try tx.polls.pruneRuns(before: Fixture.time, limit: 100)
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
        #expect(plans.count == 22)
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

    @Test("what stands beside a page of alerts takes two queries, by index")
    func standings() async throws {
        let alerts = (0..<50).map { _ in Fixture.alert(on: Fixture.device(in: ID("organization"))) }
        let plans = try await plans { tx in _ = try tx.standings(of: alerts) }
        #expect(plans.count == 2)
        for plan in plans {
            #expect(plan.fullScans.isEmpty, "\(plan)")
        }
    }

    @Test("texts keep to what SQLite and PostgreSQL both take, and use every parameter")
    func portability() async throws {
        let plans = try await plans { tx in
            let organization = Fixture.organization()
            let device = Fixture.device(in: organization.id)
            let person = Fixture.actor(in: organization.id)
            let issue = Fixture.vendorAlert(of: device, vendorID: "issue-1")
            var alert = Fixture.alert(on: device)
            let event = Fixture.event(.alertCreated, of: alert)
            try tx.organizations.insert(organization)
            try tx.people.insert(person)
            try tx.people.insert(Fixture.account(of: person, in: organization.id, email: "a@b.example"))
            try tx.people.update(Fixture.account(of: person, in: organization.id, email: "c@b.example"))
            _ = try tx.people.actors([person.id])
            _ = try tx.people.assignable(in: organization.id)
            try tx.devices.insert(device)
            try tx.devices.update(device)
            try tx.devices.saveHealth(DeviceHealth(status: .healthy), of: device.id)
            try tx.devices.noteWebhook(device.id, at: Fixture.time, isTest: true)
            try tx.signals.insert([Fixture.signal(of: device.id)])
            _ = try tx.signals.replay([ID("signal")], device: device.id)
            _ = try tx.signals.prune(before: Fixture.time, limit: 1)
            _ = try tx.polls.pruneRuns(before: Fixture.time, limit: 1)
            try tx.vendorAlerts.save(issue)
            try tx.alerts.insert(alert, vendorAlerts: [issue.id])
            alert.status = .closed
            alert.version += 1
            try tx.alerts.update(alert)
            try tx.alerts.insert(alert.history(.created, by: Actor.system, at: Fixture.time))
            try tx.events.insert(event)
            try tx.deliveries.insert(Fixture.delivery(for: event, on: issue))
            _ = try tx.deliveries.claim(device: device.id, now: Fixture.time, leaseUntil: Fixture.time)
            _ = try tx.deliveries.list(
                scope: .organization(organization.id), device: device.id, states: [.held], limit: 5)
            try tx.polls.request(device: device.id, since: nil, at: Fixture.time)
            _ = try tx.polls.takeRequest(device: device.id)
            try tx.polls.requestReread(device: device.id, issueID: "issue-1", at: Fixture.time)
            let rereads = try tx.polls.dueRereads(device: device.id, now: Fixture.time, limit: 5)
            try tx.polls.postponeRereads(rereads, until: Fixture.time)
            try tx.polls.finishRereads(rereads)
            for filter in QueryPlanTests.alertFilters + QueryPlanTests.assigneeFilters {
                let order = [SortKey("close_reason", isDescending: true)]
                _ = try tx.alerts.list(ResourceQuery(scope: .everything, filter: filter, sort: order))
            }
        }
        #expect(plans.count >= 45)
        for plan in plans {
            #expect(plan.unportable.isEmpty, "\(plan)")
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
        let odd = Plan(sql: "SELECT x::text FROM t WHERE a = $1 AND b = $12", steps: [], parameters: 2)
        #expect(odd.unportable == ["::", "$2"])
    }
}
