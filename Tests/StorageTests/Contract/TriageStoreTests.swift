import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Triage")
struct TriageStoreTests {
    @Test("alerts are found by tactic, technique, resource and account, within the scope", arguments: StoreFactory.all)
    func subjects(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var content = VendorAlertContent(name: "Shell")
        content.resources = [
            .init(id: "res-1", providerID: "arn:vm-1", name: "vm-1", accountID: "1111", accountName: "prod")
        ]
        content.actors = [.init(externalID: "AIDA")]
        for customer in [world.acme, world.globex] {
            var vendorAlert = Fixture.vendorAlert(of: customer.device, vendorID: "issue-1")
            vendorAlert.content = content
            var alert = Fixture.alert(on: customer.device)
            (alert.match.tactics, alert.match.techniques) = (["TA0006"], ["T1078.004"])
            let (saved, opened) = (vendorAlert, alert)
            try await world.store.write { tx in
                try tx.vendorAlerts.save(saved)
                try tx.alerts.insert(opened, vendorAlerts: [saved.id])
                try tx.alerts.insert(Fixture.alert(on: customer.device), vendorAlerts: [])
            }
        }
        let conditions: [(FieldPath, String, Int)] = [
            (FieldPath(["attack_tags"], "tag"), "TA0006", 1), (FieldPath(["attack_tags"], "tag"), "T1078", 1),
            (FieldPath(["attack_tags"], "tag"), "T1078.004", 1), (FieldPath(["attack_tags"], "tag"), "T1059", 0),
            (FieldPath(["vendor_alerts"], "resource_name"), "vm-1", 1),
            (FieldPath(["vendor_alerts"], "resource_id"), "arn:vm-1", 1),
            (FieldPath(["vendor_alerts"], "account_name"), "prod", 1),
            (FieldPath(["vendor_alerts"], "actor_name"), "AIDA", 1),
            (FieldPath(["vendor_alerts"], "account_name"), "1111", 0),
        ]
        for (path, text, number) in conditions {
            let filter = ResourceFilter.compare(path, .equal, .text(text))
            let (rows, counts, all) = try await world.store.read { tx in
                (
                    try tx.alerts.list(ResourceQuery(scope: world.acme.scope, filter: filter)).rows,
                    try tx.alerts.counts(of: filter, scope: world.acme.scope),
                    try tx.alerts.counts(of: filter, scope: .everything)
                )
            }
            #expect(rows.count == number && counts.total() == number, "\(path) \(text)")
            #expect(all.total() == 2 * number)
        }
    }

    @Test("tags follow the match of an alert that is updated", arguments: StoreFactory.all)
    func tags(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        var changed = alert
        changed.version += 1
        changed.match.tactics = ["TA0040"]
        changed.match.techniques = []
        let updated = changed
        try await world.store.write { tx in try tx.alerts.update(updated) }
        for (tag, number) in [("TA0040", 1), (alert.match.techniques.first ?? "none", 0)] {
            let filter = ResourceFilter.compare(FieldPath(["attack_tags"], "tag"), .equal, .text(tag))
            let counts = try await world.store.read { tx in try tx.alerts.counts(of: filter, scope: .everything) }
            #expect(counts.total() == number, "\(tag)")
        }
    }

    @Test("counts of a filter are those of the list, from counters or not", arguments: StoreFactory.all)
    func counts(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        try await world.addAlert(to: world.acme, severity: .high)
        try await world.addAlert(to: world.acme, severity: .low)
        try await world.addAlert(to: world.globex, severity: .high)
        let isHigh = ResourceFilter.compare("expel_severity", .equal, .text("HIGH"))
        let unassigned = ResourceFilter.isNull(FieldPath(["assigned_to_actor"], "id"))
        for filter in [isHigh, .all([isHigh, unassigned])] {
            let counts = try await world.store.read { tx in
                try tx.alerts.counts(of: filter, scope: world.acme.scope)
            }
            #expect(counts.numbers.filter { $0.value > 0 } == [.init(status: .open, severity: .high): 1])
        }
    }

    @Test("a person keeps views by name; saving under a name again replaces it", arguments: StoreFactory.all)
    func views(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        func view(_ name: String, _ query: String, _ owner: Actor) -> SavedView {
            SavedView(
                id: .make(at: Fixture.time), actorID: owner.id, name: name, query: query, createdAt: Fixture.time,
                updatedAt: Fixture.time)
        }
        let (person, other) = (world.acme.person, world.globex.person)
        let views = [view("Night", "a=1", person), view("Day", "b=1", person), view("Night", "c=1", other)]
        let again = view("Night", "d=1", person)
        let kept = try await world.store.write { tx in
            for view in views + [again] { try tx.savedViews.save(view) }
            return try tx.savedViews.list(of: person.id)
        }
        #expect(kept.map(\.name) == ["Day", "Night"] && kept.map(\.query) == ["b=1", "d=1"])
        let night = try #require(kept.last)
        let left = try await world.store.write { tx in
            try tx.savedViews.delete(night.id, of: other.id)
            let before = try tx.savedViews.list(of: person.id).count
            try tx.savedViews.delete(night.id, of: person.id)
            return (before, try tx.savedViews.list(of: person.id).map(\.name), try tx.savedViews.list(of: other.id))
        }
        #expect(left.0 == 2 && left.1 == ["Day"] && left.2.map(\.query) == ["c=1"])
    }

    @Test("signals of a device are counted since a time, whatever became of them", arguments: StoreFactory.all)
    func signals(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let count = try await world.store.write { tx in
            let signals = [0.0, 10, 20].map {
                Fixture.signal(of: world.acme.device.id, at: Fixture.time.adding(seconds: $0))
            }
            try tx.signals.insert(signals)
            return (
                try tx.signals.count(device: world.acme.device.id, since: Fixture.time.adding(seconds: 10)),
                try tx.signals.count(device: world.globex.device.id, since: Fixture.time)
            )
        }
        #expect(count.0 == 2 && count.1 == 0)
    }
}
