import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("Evidence and activity")
struct EvidenceStoreTests {
    @Test("indicators follow the content: what stays keeps its row, what is gone goes", arguments: StoreFactory.all)
    func following(factory: StoreFactory) async throws {
        let store = try await factory.open()
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        var alert = Fixture.vendorAlert(of: device, vendorID: "issue-1", name: "Shell")
        alert.content = VendorAlertContent(name: "Shell", events: [.init(actorName: "root", ip: "203.0.113.7")])
        let first = alert
        alert.content.events[0].ip = "203.0.113.8"
        let second = alert
        let filter = ResourceFilter.compare(FieldPath(["vendor_alert"], "id"), .equal, .text(alert.id.rawValue))
        let query = ResourceQuery(scope: .organization(organization.id), filter: filter, sort: [SortKey("created_at")])
        let before = try await store.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
            try tx.vendorAlerts.save(first)
            return try tx.evidence.list(query).rows
        }
        let after = try await store.store.write { tx in
            try tx.vendorAlerts.save(second)
            return try tx.evidence.list(query).rows
        }
        #expect(Set(before.map(\.text)) == ["root", "203.0.113.7", "Shell"])
        #expect(Set(after.map(\.text)) == ["root", "203.0.113.8", "Shell"])
        #expect(Set(before.map(\.id)).intersection(after.map(\.id)).count == 2)
    }
}
