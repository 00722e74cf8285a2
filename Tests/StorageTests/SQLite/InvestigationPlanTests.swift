import Foundation
import GRDB
import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("Query plans of investigations")
struct InvestigationPlanTests {
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
        let isOpen = ResourceFilter.isNull("decision")
        let isIncident = ResourceFilter.compare("is_incident", .equal, .boolean(true))
        let order = [SortKey("created_at", isDescending: true)]
        let plans = try await plans { tx in
            for scope in InvestigationPlanTests.scopes {
                for filter in [ResourceFilter.all([]), isOpen, .all([isIncident, isOpen])] {
                    _ = try tx.investigations.list(ResourceQuery(scope: scope, filter: filter, sort: order))
                }
                _ = try tx.investigations.listHistories(ResourceQuery(scope: scope, sort: order))
                _ = try tx.investigations.listFindings(ResourceQuery(scope: scope, sort: order))
                _ = try tx.investigations.listFindingHistories(ResourceQuery(scope: scope, sort: order))
                _ = try tx.alerts.listComments(ResourceQuery(scope: scope, sort: order))
            }
        }
        #expect(plans.count == 14)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("what one investigation holds is looked up by index")
    func members() async throws {
        let id = ID<Investigation>("investigation")
        let plans = try await plans { tx in
            _ = try tx.investigations.find(id, scope: .everything)
            _ = try tx.investigations.alerts(of: id)
            _ = try tx.investigations.history(of: id)
            _ = try tx.investigations.findings(of: id)
            _ = try tx.investigations.findingHistory(of: id)
            _ = try tx.alerts.comments(in: id)
            _ = try tx.alerts.list(
                ResourceQuery(
                    scope: .everything,
                    filter: .compare(FieldPath(["investigation"], "id"), .equal, .text(id.rawValue)),
                    sort: [SortKey("created_at")]))
        }
        #expect(plans.count == 7)
        for plan in plans {
            #expect(plan.fullScans.isEmpty && !plan.sortsInMemory, "\(plan)")
        }
    }

    @Test("an older database keeps its remarks when investigations come in")
    func migratesComments() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try SQLiteStore(path: directory.file("test.sqlite"))
        _ = try await store.migrate(Array(Schema.sqlite.prefix(1)))
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        try await store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
        }
        let time = Fixture.time.milliseconds
        let match = String(decoding: try JSONEncoder().encode(Fixture.alert(on: device).match), as: UTF8.self)
        try await store.pool.write { database in
            let system = Actor.system.rawValue
            try database.execute(
                sql: """
                    INSERT INTO alerts (id, organization_id, device_id, name, severity, severity_rank, status,
                        is_closed, is_issue_backed, kind, rule_id, rule_match, source, version, created_at,
                        created_by, updated_at)
                    VALUES ('alert', ?, ?, 'Shell', 'HIGH', 1, 'OPEN', 0, 1, 'issue', 'rule', ?, 'webhook', 1, ?, ?, ?)
                    """,
                arguments: [organization.id.rawValue, device.id.rawValue, match, time, system, time])
            try database.execute(
                sql: """
                    INSERT INTO comments (id, organization_id, alert_id, words, created_at, created_by, updated_at)
                    VALUES ('comment', ?, 'alert', 'Asked the owner.', ?, ?, ?)
                    """, arguments: [organization.id.rawValue, time, system, time])
        }
        let state = try await store.migrate()
        #expect(state.isCurrent)
        let (alert, comments) = try await store.read { tx in
            (try tx.alerts.find(ID("alert"), scope: .everything), try tx.alerts.comments(on: ID<Alert>("alert")))
        }
        #expect(alert?.investigationID == nil)
        #expect(alert?.name == "Shell")
        #expect(comments.map(\.text) == ["Asked the owner."])
        #expect(comments.map(\.alertID) == [ID("alert")])
    }
}
