import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Alerts")
struct AlertStoreTests {
    @Test("an alert keeps every field", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var alert = Fixture.alert(on: world.acme.device, severity: .critical, status: .closed)
        alert.closeReason = .benign
        alert.closeComment = "A pentest.\nAgreed with the customer."
        alert.assignedTo = world.acme.person.id
        alert.statusUpdatedAt = Fixture.time.adding(seconds: 5)
        alert.statusUpdatedBy = world.acme.person.id
        alert.vendorFlag = VendorFlag(kind: .closedByPerson, state: Fixture.open, at: Fixture.time)
        alert.vendorCreatedAt = Timestamp(nanoseconds: 1_767_347_999_999_999_999)
        alert.match.alsoMatched = ["Another rule"]
        let stored = alert
        try await world.store.write { tx in try tx.alerts.insert(stored, vendorAlerts: []) }
        let found = try await world.store.read { tx in
            (
                try tx.alerts.find(stored.id, scope: world.acme.scope),
                try tx.alerts.find(stored.id, scope: world.globex.scope)
            )
        }
        #expect(found.0 == stored)
        #expect(found.1 == nil)
    }

    @Test("an update with a version that was read too early is refused", arguments: StoreFactory.all)
    func staleVersion(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        let started = try alert.applying(.start, by: world.acme.person.id, at: Fixture.time).alert
        let closed = try alert.applying(
            .close(reason: .benign, comment: "No."), by: world.acme.person.id, at: Fixture.time
        ).alert
        try await world.store.write { tx in try tx.alerts.update(started) }
        let error = await workbenchError { try await world.store.write { tx in try tx.alerts.update(closed) } }
        #expect(error?.code == .conflict)
        let found = try await world.store.read { tx in try tx.alerts.find(alert.id, scope: .everything) }
        #expect(found == started)
        let unknown = Fixture.alert(on: world.acme.device)
        let missing = await workbenchError { try await world.store.write { tx in try tx.alerts.update(unknown) } }
        #expect(missing?.code == .notFound)
    }

    @Test("counts follow every change, by organization, status and severity", arguments: StoreFactory.all)
    func counts(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme, severity: .high)
        try await world.addAlert(to: world.acme, severity: .low)
        try await world.addAlert(to: world.globex, severity: .high)
        let closed = try alert.applying(
            .close(reason: .benign, comment: "No."), by: world.acme.person.id, at: Fixture.time
        ).alert
        try await world.store.write { tx in try tx.alerts.update(closed) }
        let counts = try await world.store.read { tx in
            (try tx.alerts.counts(scope: .everything), try tx.alerts.counts(scope: world.acme.scope))
        }
        #expect(counts.0.total() == 3)
        #expect(counts.0.total(status: .open, severity: .high) == 1)
        #expect(counts.1.total(status: .open) == 1)
        #expect(counts.1.total(status: .closed, severity: .high) == 1)
        #expect(counts.1.total(severity: .low) == 1)
    }

    @Test(
        "alerts and vendor alerts find each other, oldest first, and attaching twice is attaching once",
        arguments: StoreFactory.all)
    func attachments(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (older, issue) = try await world.addAlert(to: world.acme)
        let (newer, _) = try await world.addAlert(to: world.acme, at: Fixture.time.adding(seconds: 1))
        let detection = Fixture.vendorAlert(of: world.acme.device, vendorID: "detection-1", kind: .detection)
        try await world.store.write { tx in
            try tx.vendorAlerts.save(detection)
            try tx.alerts.attach(detection.id, to: newer.id)
            try tx.alerts.attach(detection.id, to: older.id)
            try tx.alerts.attach(detection.id, to: older.id)
        }
        let found = try await world.store.read { tx in
            (
                try tx.alerts.resting(on: [detection.id, issue.id]).map(\.id),
                try tx.alerts.resting(on: []).map(\.id),
                try Set(tx.alerts.vendorAlerts(of: older.id).map(\.id))
            )
        }
        #expect(found.0 == [older.id, newer.id])
        #expect(found.1.isEmpty)
        #expect(found.2 == [issue.id, detection.id])
    }

    @Test("history and comments stay in the order in which they were written", arguments: StoreFactory.all)
    func companions(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        // All in one millisecond, so that neither times nor ids can tell their order.
        let entries = (0..<12).map { number in
            alert.history(
                number.isMultiple(of: 2) ? .assigned : .statusChanged, by: world.acme.person.id, at: Fixture.time,
                assignedTo: world.acme.person.id, value: ["number": .integer(Int64(number))])
        }
        let comment = Comment(
            id: .make(), organizationID: world.acme.organization.id, alertID: alert.id, text: "Looks bad",
            createdAt: Fixture.time, createdBy: world.acme.person.id, updatedAt: Fixture.time)
        let event = Fixture.event(.alertCreated, of: alert)
        try await world.store.write { tx in
            for entry in entries { try tx.alerts.insert(entry) }
            try tx.alerts.insert(comment)
            try tx.events.insert(event)
        }
        let found = try await world.store.read { tx in
            (
                try tx.alerts.history(of: alert.id), try tx.alerts.comments(on: alert.id),
                try tx.events.list(alert: alert.id)
            )
        }
        #expect(found.0 == entries)
        #expect(found.1 == [comment])
        #expect(found.2 == [event])
    }

    @Test("delays are measured from the vendor's time, newest first, per source", arguments: StoreFactory.all)
    func delays(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let device = world.acme.device
        let alerts = (0..<4).map { number in
            Fixture.alert(
                on: device, source: number == 3 ? .poll : .webhook,
                vendorCreatedAt: number == 2 ? nil : Fixture.time.adding(seconds: -1.5),
                at: Fixture.time.adding(seconds: Double(number)))
        }
        try await world.store.write { tx in
            for alert in alerts { try tx.alerts.insert(alert, vendorAlerts: []) }
        }
        let delays = try await world.store.read { tx in
            try [Fixture.time, Fixture.time.adding(seconds: 1)].map {
                try tx.alerts.delays(device: device.id, source: .webhook, since: $0, limit: 10)
            }
        }
        #expect(delays == [[2.5, 1.5], [2.5]])
    }
}
