import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Between organizations")
struct IsolationTests {
    /// Both customers' alerts rest on an issue of the same vendor id; Acme's is assigned to Acme's person.
    private func world(_ factory: StoreFactory) async throws -> World {
        let world = try await World.make(factory)
        for customer in [world.acme, world.globex] {
            let (alert, _) = try await world.addAlert(to: customer, vendorID: "same-issue")
            let transition = try alert.applying(.assign(customer.person.id), by: customer.person.id, at: Fixture.time)
            try await world.store.write { tx in
                try tx.alerts.update(transition.alert)
                for history in transition.histories { try tx.alerts.insert(history) }
            }
        }
        return world
    }

    @Test("every list shows the scope's own rows only, and counts no others", arguments: StoreFactory.all)
    func lists(_ factory: StoreFactory) async throws {
        let world = try await world(factory)
        let query = ResourceQuery(scope: world.acme.scope, wantsTotal: true)
        let acme = world.acme
        try await world.store.read { tx in
            let organizations = try tx.organizations.list(query)
            #expect(organizations.rows.map(\.id) == [acme.organization.id])
            #expect(organizations.total == 1)
            let actors = try tx.people.list(query)
            #expect(Set(actors.rows.map(\.id)) == [acme.person.id, Actor.system, Actor.vendor])
            #expect(actors.total == 3)
            let devices = try tx.devices.list(query)
            #expect(devices.rows.map(\.id) == [acme.device.id])
            #expect(devices.total == 1)
            let vendorAlerts = try tx.vendorAlerts.list(query)
            #expect(vendorAlerts.rows.map(\.organizationID) == [acme.organization.id])
            #expect(vendorAlerts.total == 1)
            let alerts = try tx.alerts.list(query)
            #expect(alerts.rows.map(\.organizationID) == [acme.organization.id])
            #expect(alerts.total == 1)
            let histories = try tx.alerts.listHistories(query)
            #expect(Set(histories.rows.map(\.organizationID)) == [acme.organization.id])
            #expect(histories.total == histories.rows.count)
        }
    }

    @Test("no filter through a relationship tells anything about others' rows", arguments: StoreFactory.all)
    func relationships(_ factory: StoreFactory) async throws {
        let world = try await world(factory)
        let theirs = world.globex
        let probes: [ResourceFilter] = [
            .compare(FieldPath(["organization"], "id"), .equal, .text(theirs.organization.id.rawValue)),
            .compare(FieldPath(["organization"], "name"), .equal, .text("Globex")),
            .compare(FieldPath(["assigned_to_actor"], "display_name"), .equal, .text("Globex analyst")),
            .compare(FieldPath(["vendor_alerts", "organization"], "name"), .equal, .text("Globex")),
            .compare(FieldPath(["vendor_alerts", "security_device"], "name"), .startsWith, .text("Globex")),
            .compare(FieldPath(["security_device", "organization"], "name"), .contains, .text("globex")),
        ]
        for probe in probes {
            let page = try await world.store.read { tx in
                try tx.alerts.list(ResourceQuery(scope: world.acme.scope, filter: probe, wantsTotal: true))
            }
            #expect(page.rows.isEmpty, "\(probe)")
            #expect(page.total == 0, "\(probe)")
        }
        let shared = ResourceFilter.compare(
            FieldPath(["vendor_alerts"], "original_alert_id"), .equal, .text("same-issue"))
        #expect(try await world.alerts(shared, scope: world.acme.scope).count == 1)
        #expect(try await world.alerts(shared).count == 2)
    }

    @Test("an actor shared by both, found through others' alerts, shows nothing of them", arguments: StoreFactory.all)
    func sharedActor(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        try await world.addAlert(to: world.globex, name: "Example: secret project")
        // The product's own actor made Globex's alert too, and everybody sees that actor.
        let created = try await world.addAlert(to: world.globex).alert
        let assigned = try created.applying(.assign(Actor.system), by: Actor.system, at: Fixture.time).alert
        try await world.store.write { tx in try tx.alerts.update(assigned) }
        let probe = ResourceFilter.compare(FieldPath(["assigned_expel_alerts"], "expel_name"), .contains, .text("e"))
        let found = try await world.store.read { tx in
            try [world.acme.scope, world.globex.scope].map {
                try tx.people.list(ResourceQuery(scope: $0, filter: probe, wantsTotal: true)).total
            }
        }
        #expect(found == [0, 1])
    }
}
