import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Filters over resources")
struct ResourceFilterTests {
    @Test("texts are compared exactly, or whatever their case, with no character special", arguments: StoreFactory.all)
    func texts(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let plain = try await world.addAlert(to: world.acme, name: "Example: 100% sure_thing").alert.id
        let other = try await world.addAlert(
            to: world.acme, name: "Example: 1000 surething \\ ÄRGER", at: Fixture.time.adding(seconds: 1)
        ).alert.id
        func find(_ comparison: ResourceFilter.Comparison, _ text: String) async throws -> [ID<Alert>] {
            try await world.alerts(.compare("expel_name", comparison, .text(text)))
        }
        #expect(try await find(.equal, "Example: 100% sure_thing") == [plain])
        #expect(try await find(.equal, "example: 100% sure_thing") == [])
        #expect(try await find(.equalIgnoringCase, "EXAMPLE: 100% SURE_THING") == [plain])
        #expect(try await find(.contains, "100%") == [plain])
        #expect(try await find(.contains, "SURE_") == [plain])
        #expect(try await find(.contains, "\\") == [other])
        #expect(try await find(.contains, "ärger") == [other])
        #expect(try await find(.startsWith, "example: 100") == [plain, other])
        #expect(try await find(.startsWith, "100") == [])
        #expect(try await find(.contains, "'; DROP TABLE alerts; --") == [])
    }

    @Test("times are compared at the millisecond that is printed", arguments: StoreFactory.all)
    func times(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var alert = Fixture.vendorAlert(of: world.acme.device, vendorID: "issue-1")
        alert.vendorCreatedAt = Timestamp(nanoseconds: 1_767_348_000_123_456_789)
        let stored = alert
        try await world.store.write { tx in try tx.vendorAlerts.save(stored) }
        func count(_ comparison: ResourceFilter.Comparison, _ attribute: FieldPath, _ nanoseconds: Int64) async throws
            -> Int?
        {
            let filter = ResourceFilter.compare(
                attribute, comparison, .time(Timestamp(nanoseconds: 1_767_348_000_000_000_000 + nanoseconds)))
            return try await world.store.read { tx in
                try tx.vendorAlerts.list(ResourceQuery(scope: .everything, filter: filter, limit: 0)).total
            }
        }
        #expect(try await count(.equal, "first_seen", 123_000_000) == 1)
        #expect(try await count(.equal, "first_seen", 123_999_999) == 1)
        #expect(try await count(.greater, "first_seen", 123_000_000) == 0)
        #expect(try await count(.greater, "first_seen", 122_999_999) == 1)
        #expect(try await count(.less, "first_seen", 123_999_999) == 0)
        #expect(try await count(.less, "first_seen", 124_000_000) == 1)
        #expect(try await count(.equal, "created_at", 400_000) == 1)
        #expect(try await count(.greater, "created_at", -1) == 1)
        #expect(try await count(.greater, "created_at", 0) == 0)
    }

    @Test("all, any and not combine, and the opposite of a comparison includes null", arguments: StoreFactory.all)
    func logic(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let open = try await world.addAlert(to: world.acme, severity: .low).alert
        let closing = try await world.addAlert(to: world.acme, severity: .high, at: Fixture.time.adding(seconds: 1))
            .alert
        let closed = try closing.applying(
            .close(reason: .benign, comment: "No."), by: world.acme.person.id, at: Fixture.time.adding(seconds: 2)
        ).alert
        try await world.store.write { tx in try tx.alerts.update(closed) }
        let isBenign = ResourceFilter.compare("close_reason", .equal, .text("BENIGN"))
        let isOpen = ResourceFilter.compare("status", .equal, .text("OPEN"))
        #expect(try await world.alerts(isBenign) == [closed.id])
        #expect(try await world.alerts(.not(isBenign)) == [open.id])
        #expect(try await world.alerts(.isNull("close_reason")) == [open.id])
        #expect(try await world.alerts(.not(.isNull("close_reason"))) == [closed.id])
        #expect(try await world.alerts(.any([isBenign, isOpen])) == [open.id, closed.id])
        #expect(try await world.alerts(.all([isBenign, isOpen])) == [])
        #expect(try await world.alerts(.any([])) == [])
        #expect(try await world.alerts(.compare("is_issue_backed", .equal, .boolean(true))) == [open.id, closed.id])
        #expect(try await world.alerts(.compare("tuning_requested", .equal, .boolean(true))) == [])
        #expect(try await world.alerts(.not(.isNull("git_rule_url"))) == [])
        #expect(try await world.alerts(.compare("expel_severity", .equal, .text("HIGH"))) == [closed.id])
        #expect(try await world.alerts(.compare("expel_severity", .equal, .text("SEVERE"))) == [])
    }

    @Test("relationships are followed through two hops, to one and to many", arguments: StoreFactory.all)
    func relationships(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let mine = try await world.addAlert(to: world.acme, vendorID: "issue-1").alert
        let theirs = try await world.addAlert(
            to: world.globex, vendorID: "issue-2", at: Fixture.time.adding(seconds: 1)
        )
        .alert
        let assigned = try mine.applying(
            .assign(world.acme.person.id), by: world.acme.person.id, at: Fixture.time
        ).alert
        try await world.store.write { tx in try tx.alerts.update(assigned) }
        func find(_ hops: [String], _ attribute: String, _ text: String) async throws -> [ID<Alert>] {
            try await world.alerts(.compare(FieldPath(hops, attribute), .equal, .text(text)))
        }
        #expect(try await find(["vendor_alerts"], "original_alert_id", "issue-1") == [mine.id])
        #expect(try await find(["organization"], "id", world.globex.organization.id.rawValue) == [theirs.id])
        #expect(try await find(["organization"], "name", "Acme") == [mine.id])
        #expect(try await find(["security_device", "organization"], "name", "Globex") == [theirs.id])
        #expect(try await find(["vendor_alerts", "security_device"], "name", "Acme production") == [mine.id])
        #expect(try await find(["assigned_to_actor"], "id", world.acme.person.id.rawValue) == [mine.id])
        #expect(try await find(["assigned_to_actor"], "display_name", "Acme analyst") == [mine.id])
        #expect(try await find(["vendor"], "id", "example") == [mine.id, theirs.id])
        #expect(try await find(["investigation"], "id", "any") == [])
        #expect(try await world.alerts(.isNull(FieldPath(["investigation"], "id"))) == [mine.id, theirs.id])
        #expect(try await world.alerts(.isNull(FieldPath(["assigned_to_actor"], "id"))) == [theirs.id])
        #expect(try await world.alerts(.not(.isNull(FieldPath(["vendor_alerts"], "id")))) == [mine.id, theirs.id])
        let isAcme = ResourceFilter.compare(
            FieldPath(["expel_alerts", "organization"], "name"), .equal, .text("Acme"))
        let vendorAlerts = try await world.store.read { tx in
            try tx.vendorAlerts.list(ResourceQuery(scope: .everything, filter: isAcme)).rows.map(\.vendorID)
        }
        #expect(vendorAlerts == ["issue-1"])
    }

    @Test("a question that makes no sense is refused, naming what is wrong", arguments: StoreFactory.all)
    func refused(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        func refusal(_ filter: ResourceFilter, _ sort: [SortKey] = []) async -> WorkbenchError? {
            await workbenchError { _ = try await world.alerts(filter, sort: sort) }
        }
        let cases: [(ResourceFilter, field: String, word: String)] = [
            (.compare("no_such", .equal, .text("x")), "filter[no_such]", "no_such"),
            (.isNull(FieldPath(["organization"], "no_such")), "filter[organization][no_such]", "no_such"),
            (.compare(FieldPath(["no_rel"], "id"), .equal, .text("x")), "filter[no_rel][id]", "no_rel"),
            (.compare("created_at", .equal, .text("x")), "filter[created_at]", "time"),
            (.compare("created_at", .contains, .time(Fixture.time)), "filter[created_at]", "time"),
            (.compare("status", .equal, .boolean(true)), "filter[status]", "text"),
            (.compare("is_auto_add", .greater, .boolean(true)), "filter[is_auto_add]", "true or false"),
            (.compare("vendor_alert_count", .equal, .number(1)), "filter[vendor_alert_count]", "vendor_alert_count"),
            (
                .compare(FieldPath(["organization", "expel_alerts", "organization"], "id"), .equal, .text("x")),
                "filter[organization][expel_alerts][organization][id]", "two"
            ),
        ]
        for (filter, field, word) in cases {
            let error = await refusal(filter)
            #expect(error?.code == .invalid, "\(field)")
            #expect(error?.field == field)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "no error") lacks \(word)")
        }
        let unknown = await refusal(.all([]), [SortKey("no_such")])
        let unsortable = await refusal(.all([]), [SortKey("vendor_alert_count")])
        #expect(unknown?.code == .invalid && unknown?.message.contains("no_such") == true)
        #expect(unsortable?.code == .invalid && unsortable?.message.contains("vendor_alert_count") == true)
        let long = String(repeating: "%", count: 60_000)
        #expect(await refusal(.compare("expel_name", .contains, .text(long)))?.code == .invalid)
        #expect(await refusal(.search(long))?.code == .invalid)
        var deep = ResourceFilter.all([])
        for _ in 0..<100 { deep = .not(deep) }
        #expect(await refusal(deep)?.code == .invalid)
    }

    @Test(
        "a search finds alerts by name, by vendor ids and by resource names, in any case", arguments: StoreFactory.all)
    func search(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let first = try await world.addAlert(
            to: world.acme, vendorID: "0f3a-issue", name: "Example: Crypto miner \"xmrig\""
        ).alert.id
        let second = try await world.addAlert(
            to: world.globex, vendorID: "77bc-issue", name: "Example: Été", at: Fixture.time.adding(seconds: 1)
        ).alert.id
        func find(_ words: String, scope: AccessScope = .everything) async throws -> [ID<Alert>] {
            try await world.alerts(.search(words), scope: scope)
        }
        #expect(try await find("CRYPTO") == [first])
        #expect(try await find("rypt miner") == [first])
        #expect(try await find("miner nowhere") == [])
        #expect(try await find("\"xmrig\"") == [first])
        #expect(try await find("0f3a") == [first])
        #expect(try await find("billing-worker") == [first, second])
        #expect(try await find("billing-worker", scope: world.globex.scope) == [second])
        #expect(try await find("été") == [second])
        #expect(try await find("cr") == [first])
        #expect(try await find("77") == [second])
        #expect(try await find("yp") == [])
        #expect(try await find("  ") == [first, second])
        #expect(try await find("a\" OR b* NEAR(") == [])
    }

    @Test("a search follows what changes", arguments: StoreFactory.all)
    func searchFollows(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, issue) = try await world.addAlert(to: world.acme, vendorID: "issue-1", name: "Example: First name")
        var renamed = alert
        renamed.name = "Example: Second title"
        renamed.version = 2
        var changed = issue
        changed.content.resource?.name = "payroll-db"
        let (newAlert, newIssue) = (renamed, changed)
        try await world.store.write { tx in
            try tx.alerts.update(newAlert)
            try tx.vendorAlerts.save(newIssue)
        }
        #expect(try await world.alerts(.search("first")) == [])
        #expect(try await world.alerts(.search("second")) == [alert.id])
        #expect(try await world.alerts(.search("payroll")) == [alert.id])
        #expect(try await world.alerts(.search("billing-worker")) == [])
        let found = try await world.store.read { tx in
            try tx.vendorAlerts.list(ResourceQuery(scope: .everything, filter: .search("payroll"))).rows.map(\.id)
        }
        #expect(found == [issue.id])
    }
}
