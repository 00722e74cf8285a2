import GraphQL
import Pipeline
import Testing
import Wiz
import WizEmulator
import Workbench

@Suite("Webhooks beside the API")
struct WebhookAgreementTests {
    @Test("Every webhook of a tenant says what the API says of the same issue or detection")
    func agreement() async throws {
        let receiver = WebhookReceiver()
        try await receiver.whileRunning { url in
            try await ConnectedTenant.with { wiz in
                wiz.tenant.server.sendWebhooks(to: url)
                let start = Timestamp.now().adding(seconds: -1)
                let posture = try await wiz.newIssue(["type": "TOXIC_COMBINATION"])
                let threat = try await wiz.newIssue(["postExploit": true])
                try await wiz.change(posture, ["status": "IN_PROGRESS"])
                // ISSUE for each of the two and for the change, THREATS and DETECTIONS for the threat, in any order.
                var heard: [VendorItem] = []
                try await poll {
                    heard = try receiver.received.map { try Fixture.item(Array($0.text.utf8)) }
                    return Set(heard.map(\.kind)).count == 3
                        && heard.contains { $0.vendorID == posture && $0.state?.status == .inProgress }
                }
                let read =
                    try await wiz.pull(.created, after: start, before: .soon)
                    + wiz.pull(.detections, after: start, before: .soon)
                let known = Dictionary(read.map { ($0.vendorID, $0) }, uniquingKeysWith: { first, _ in first })
                for item in heard {
                    let same = try #require(known[item.vendorID])
                    #expect(item.completeness == .notification)
                    #expect(item.content.name == same.content.name)
                    #expect(item.content.vendorSeverity == same.content.vendorSeverity)
                    #expect(item.createdAt == same.createdAt)
                    #expect(item.issueID == same.issueID)
                    #expect(item.content.resource?.name == same.content.resource?.name)
                    #expect(
                        item.content.url == same.content.url
                            || item.content.url?.hasSuffix("'\(item.vendorID))") == true)
                }
                #expect(Set(heard.map(\.kind)) == [.issue, .threat, .detection])
                #expect(heard.contains { $0.kind == .threat && $0.vendorID == threat })
            }
        }
    }
}
