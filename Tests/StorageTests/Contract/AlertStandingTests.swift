import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("What a list shows beside an alert")
struct AlertStandingTests {
    @Test("is each alert's own, drawn from its vendor alerts and deliveries", arguments: StoreFactory.all)
    func standings(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (first, issue) = try await world.addAlert(to: world.acme, vendorID: "issue-1")
        let (second, _) = try await world.addAlert(to: world.globex, vendorID: "issue-1")
        let bare = Fixture.alert(on: world.acme.device)
        let event = Fixture.event(.alertClosed, of: first)
        var written = Fixture.delivery(for: event, on: issue)
        written.state = .done
        written.finishedAt = Fixture.time.adding(seconds: 1.5)
        let done = written
        let standings = try await world.store.write { tx in
            try tx.alerts.insert(bare, vendorAlerts: [])
            try tx.events.insert(event)
            try tx.deliveries.insert(done)
            return try tx.standings(of: [first, second, bare])
        }
        #expect(standings.count == 3)
        #expect(standings[first.id]?.resourceName == "billing-worker")
        #expect(standings[first.id]?.issueState == Fixture.open)
        #expect(standings[first.id]?.deliveryState == .done)
        #expect(standings[first.id]?.deliverySeconds == 1.5)
        #expect(standings[second.id]?.issueState == Fixture.open)
        #expect(standings[second.id]?.deliveryState == nil)
        #expect(standings[bare.id] == AlertStanding())
        let none = try await world.store.read { tx in try tx.standings(of: []) }
        #expect(none.isEmpty)
    }
}
