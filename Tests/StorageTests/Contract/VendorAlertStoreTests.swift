import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Vendor alerts")
struct VendorAlertStoreTests {
    @Test("a vendor alert keeps every field, the vendor's times to the nanosecond", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        var alert = Fixture.vendorAlert(of: world.acme.device, vendorID: "issue-1")
        alert.vendorUpdatedAt = Timestamp(nanoseconds: 1_767_348_000_123_456_789)
        alert.state = IssueState(
            status: .dismissed, vendorStatus: "REJECTED", reason: "WONT_FIX",
            changedAt: Timestamp(nanoseconds: 1_767_348_000_000_000_001), changedBy: "ana@acme.example")
        alert.raw = ["id": "issue-1", "list": [1, .number(2.5), true, nil], "text": "line\nand \"quote\" ä 🛰️"]
        let stored = alert
        try await world.store.write { tx in try tx.vendorAlerts.save(stored) }
        let found = try await world.store.read { tx in
            (
                try tx.vendorAlerts.find(stored.id, scope: world.acme.scope),
                try tx.vendorAlerts.find(stored.id, scope: world.globex.scope),
                try tx.vendorAlerts.find(device: stored.deviceID, vendorID: "issue-1")
            )
        }
        #expect(found.0 == stored)
        #expect(found.1 == nil)
        #expect(found.2 == stored)
    }

    @Test("saving one with a known vendor id replaces the vendor's fields of the same row", arguments: StoreFactory.all)
    func upsert(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let first = Fixture.vendorAlert(of: world.acme.device, vendorID: "issue-1")
        var second = Fixture.vendorAlert(
            of: world.acme.device, vendorID: "issue-1", name: "Renamed", at: Fixture.time.adding(seconds: 60))
        second.firstSource = .poll
        second.state = IssueState(status: .resolved, vendorStatus: "RESOLVED")
        let newer = second
        let elsewhere = Fixture.vendorAlert(of: world.globex.device, vendorID: "issue-1")
        try await world.store.write { tx in
            try tx.vendorAlerts.save(first)
            try tx.vendorAlerts.save(elsewhere)
            try tx.vendorAlerts.save(newer)
        }
        let found = try await world.store.read { tx in
            (
                try tx.vendorAlerts.find(device: first.deviceID, vendorID: "issue-1"),
                try tx.vendorAlerts.find(elsewhere.id, scope: .everything),
                try tx.vendorAlerts.list(ResourceQuery(scope: .everything, limit: 0)).total
            )
        }
        #expect(found.0?.id == first.id)
        #expect(found.0?.firstSource == first.firstSource)
        #expect(found.0?.createdAt == first.createdAt)
        #expect(found.0?.content.name == "Renamed")
        #expect(found.0?.state == newer.state)
        #expect(found.0?.updatedAt == newer.updatedAt)
        #expect(found.1 == elsewhere)
        #expect(found.2 == 2)
    }

    @Test("an issue and the detections that name it are related, on one device", arguments: StoreFactory.all)
    func related(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let detection = Fixture.vendorAlert(
            of: world.acme.device, vendorID: "detection-1", kind: .detection, issueID: "issue-1")
        let issue = Fixture.vendorAlert(
            of: world.acme.device, vendorID: "issue-1", at: Fixture.time.adding(seconds: 1))
        let others = [
            Fixture.vendorAlert(of: world.acme.device, vendorID: "issue-2"),
            Fixture.vendorAlert(of: world.globex.device, vendorID: "issue-1"),
        ]
        try await world.store.write { tx in
            for alert in [detection, issue] + others { try tx.vendorAlerts.save(alert) }
        }
        let related = try await world.store.read { tx in
            try tx.vendorAlerts.related(device: world.acme.device.id, issueID: "issue-1").map(\.id)
        }
        #expect(related == [detection.id, issue.id])
    }
}
