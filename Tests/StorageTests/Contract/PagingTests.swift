import Foundation
import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Pages")
struct PagingTests {
    /// Alerts whose creation times and severities repeat, so that only the id tells some of them apart.
    private func world(_ factory: StoreFactory, alerts count: Int) async throws -> World {
        let world = try await World.make(factory)
        try await world.store.write { tx in
            for number in 0..<count {
                var alert = Fixture.alert(
                    on: number.isMultiple(of: 5) ? world.globex.device : world.acme.device,
                    severity: Severity.allCases[number % 3], status: number.isMultiple(of: 4) ? .closed : .open,
                    at: Fixture.time.adding(seconds: Double(number / 3)))
                if number.isMultiple(of: 2) {
                    alert.statusUpdatedAt = Fixture.time.adding(seconds: Double(number % 7))
                }
                try tx.alerts.insert(alert, vendorAlerts: [])
            }
        }
        return world
    }

    private func walk(_ query: ResourceQuery, in store: any Store) async throws -> [Alert] {
        var query = query
        var rows: [Alert] = []
        repeat {
            let asked = query
            let page = try await store.read { tx in try tx.alerts.list(asked) }
            #expect(page.rows.count <= query.limit)
            rows += page.rows
            query.cursor = page.next
        } while query.cursor != nil
        return rows
    }

    @Test("a walk in any order sees every row once, and in that order", arguments: StoreFactory.all)
    func walks(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 31)
        let orders: [[SortKey]] = [
            [], [SortKey("created_at", isDescending: true)], [SortKey("created_at"), SortKey("id")],
            [SortKey("expel_severity")], [SortKey("expel_severity"), SortKey("created_at", isDescending: true)],
            [SortKey("status", isDescending: true), SortKey("expel_severity")],
            [SortKey("status_updated_at")], [SortKey("status_updated_at", isDescending: true)],
            [SortKey("close_reason", isDescending: true), SortKey("expel_name")], [SortKey("tuning_requested")],
            [SortKey("id", isDescending: true), SortKey("status")],
        ]
        for order in orders {
            let whole = try await walk(ResourceQuery(scope: .everything, sort: order, limit: 1000), in: world.store)
            let pieces = try await walk(ResourceQuery(scope: .everything, sort: order, limit: 4), in: world.store)
            #expect(pieces.map(\.id) == whole.map(\.id), "\(order)")
            #expect(Set(pieces.map(\.id)).count == 31, "\(order)")
        }
    }

    @Test("severities sort worst first, and nulls before everything", arguments: StoreFactory.all)
    func orders(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 12)
        let bySeverity = try await walk(
            ResourceQuery(scope: .everything, sort: [SortKey("expel_severity")], limit: 5), in: world.store)
        #expect(bySeverity.map(\.severity.rank) == bySeverity.map(\.severity.rank).sorted())
        let upwards = try await walk(
            ResourceQuery(scope: .everything, sort: [SortKey("status_updated_at")], limit: 5), in: world.store)
        let times = upwards.map { $0.statusUpdatedAt?.milliseconds ?? 0 }
        #expect(times == times.sorted())
        #expect(times.first == 0)
        let downwards = try await walk(
            ResourceQuery(scope: .everything, sort: [SortKey("status_updated_at", isDescending: true)], limit: 5),
            in: world.store)
        #expect(downwards.map(\.id) == upwards.map(\.id).reversed())
    }

    @Test("rows added during a walk neither repeat nor hide others", arguments: StoreFactory.all)
    func growing(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 30)
        let before = try await walk(
            ResourceQuery(scope: .everything, sort: [SortKey("created_at", isDescending: true)], limit: 1000),
            in: world.store
        ).map(\.id)
        var query = ResourceQuery(scope: .everything, sort: [SortKey("created_at", isDescending: true)], limit: 7)
        var seen: [ID<Alert>] = []
        repeat {
            let asked = query
            let page = try await world.store.read { tx in try tx.alerts.list(asked) }
            seen += page.rows.map(\.id)
            query.cursor = page.next
            // Newer than everything, and older than everything that is still to come.
            try await world.addAlert(to: world.acme, at: Fixture.time.adding(seconds: 1000))
            try await world.addAlert(to: world.acme, at: Fixture.time.adding(seconds: 3.5))
        } while query.cursor != nil && seen.count < 100
        #expect(Set(seen).count == seen.count)
        #expect(Set(before).subtracting(seen).isEmpty)
    }

    @Test("totals count all matches: from the counters and by counting, which agree", arguments: StoreFactory.all)
    func totals(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 30)
        let isOpen = ResourceFilter.compare("status", .equal, .text("OPEN"))
        let isHigh = ResourceFilter.compare("expel_severity", .equal, .text("HIGH"))
        let isAcme = ResourceFilter.compare(
            FieldPath(["organization"], "id"), .equal, .text(world.acme.organization.id.rawValue))
        let filters: [ResourceFilter] = [
            .all([]), isOpen, .not(isOpen), .all([isOpen, isHigh]), .any([isOpen, isHigh]),
            .all([isAcme, .not(isHigh)]),
            .compare("status", .contains, .text("LOSE")), .any([]),
        ]
        for scope in [AccessScope.everything, world.acme.scope, world.globex.scope] {
            for filter in filters {
                // The same question with a part that the counters cannot decide.
                let counted = ResourceFilter.all([filter, .not(.isNull("expel_name"))])
                let answers = try await world.store.read { tx in
                    (
                        try tx.alerts.list(ResourceQuery(scope: scope, filter: filter, limit: 2, wantsTotal: true)),
                        try tx.alerts.list(ResourceQuery(scope: scope, filter: counted, limit: 0)),
                        try tx.alerts.list(ResourceQuery(scope: scope, filter: filter, limit: 1000)).rows.count
                    )
                }
                #expect(answers.0.total == answers.2, "\(filter)")
                #expect(answers.1.total == answers.2, "\(filter)")
                #expect(answers.1.rows.isEmpty && answers.1.next == nil)
            }
        }
    }

    @Test("without being asked for, a total is not counted", arguments: StoreFactory.all)
    func noTotal(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 3)
        let page = try await world.store.read { tx in try tx.alerts.list(ResourceQuery(scope: .everything)) }
        #expect(page.rows.count == 3)
        #expect(page.total == nil)
        #expect(page.next == nil)
    }

    @Test("a damaged cursor, or one of another list or order, is refused", arguments: StoreFactory.all)
    func cursors(_ factory: StoreFactory) async throws {
        let world = try await world(factory, alerts: 9)
        let page = try await world.store.read { tx in try tx.alerts.list(ResourceQuery(scope: .everything, limit: 2)) }
        let good = try #require(page.next)
        #expect(good.utf8.allSatisfy { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
        func encoded(_ json: String) -> String {
            Data(json.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
                .replacing("/", with: "_")
        }
        let bad = [
            "", "x", "////", String(good.dropLast(3)), good + "AAAA", encoded("{}"), encoded("[1,2]"),
            encoded(#"{"resource":"expel_alerts","order":"+created_at,+id","after":["text","id"]}"#),
            encoded(#"{"resource":"expel_alerts","order":"+created_at,+id","after":[null,"id"]}"#),
            encoded(#"{"resource":"expel_alerts","order":"+created_at,+id","after":[1]}"#),
            encoded(#"{"resource":"vendor_alerts","order":"+created_at,+id","after":[1,"id"]}"#),
            encoded(#"{"resource":"expel_alerts","order":"+created_at,+id","after":[1.5,{}]}"#),
            String(repeating: "A", count: 200_000),
        ]
        for cursor in bad {
            let error = await workbenchError {
                _ = try await world.store.read { tx in
                    try tx.alerts.list(ResourceQuery(scope: .everything, cursor: cursor)).rows
                }
            }
            #expect(error?.code == .invalid, "\(cursor.prefix(80))")
        }
        let otherOrder = await workbenchError {
            _ = try await world.store.read { tx in
                try tx.alerts.list(ResourceQuery(scope: .everything, sort: [SortKey("status")], cursor: good)).rows
            }
        }
        let otherList = await workbenchError {
            _ = try await world.store.read { tx in
                try tx.vendorAlerts.list(ResourceQuery(scope: .everything, cursor: good)).rows
            }
        }
        #expect(otherOrder?.code == .invalid)
        #expect(otherList?.code == .invalid)
    }
}
