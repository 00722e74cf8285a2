import GraphQL
import Pipeline
import Testing
import Wiz
import WizEmulator
import Workbench

@Suite("Polling a tenant")
struct PollingTests {
    @Test("All issues of a window come once, over many pages, oldest first")
    func created() async throws {
        try await ConnectedTenant.with(issues: 620) { wiz in
            let items = try await wiz.pull(.created, after: .longAgo, before: .soon)
            #expect(items.count == 620)
            #expect(Set(items.map(\.vendorID)).count == 620)
            #expect(items.contains { $0.kind == .threat })
            #expect(items.contains { $0.kind == .issue })
            #expect(items.allSatisfy { $0.completeness == .snapshot && $0.state != nil })
            let times = items.compactMap(\.createdAt)
            #expect(times == times.sorted())
            #expect(try await wiz.calls("issuesV2") == 3)
        }
    }

    @Test("A first run asks for what is still open")
    func live() async throws {
        try await ConnectedTenant.with(issues: 100) { wiz in
            let all = try await wiz.pull(.created, after: .longAgo, before: .soon)
            let live = try await wiz.pull(.created, after: .longAgo, before: .soon, onlyLive: true)
            #expect(live.allSatisfy { $0.state?.isLive == true })
            #expect(live.count == all.filter { $0.state?.isLive == true }.count)
            #expect(live.count < all.count)
        }
    }

    @Test("A window's beginning belongs to it, to the microsecond, for creation and for changes of status")
    func inclusive() async throws {
        try await ConnectedTenant.with { wiz in
            let id = try await wiz.newIssue()
            try await wiz.change(id, ["status": "IN_PROGRESS"])
            let item = try #require(try await wiz.connection.fetch(issues: [id]).first)
            let created = try #require(item.createdAt)
            let changed = try #require(item.state?.changedAt)
            #expect(try await wiz.pull(.created, after: created, before: .soon).map(\.vendorID).contains(id))
            #expect(try await wiz.pull(.changed, after: changed, before: .soon).map(\.vendorID) == [id])
            let later = changed.adding(seconds: 0.00001)
            #expect(try await wiz.pull(.changed, after: later, before: .soon).isEmpty)
        }
    }

    @Test("The place where a poll stopped is taken up by another connection")
    func resumes() async throws {
        try await ConnectedTenant.with(issues: 600) { wiz in
            var request = PollRequest(
                stream: .created, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)
            let first = try await wiz.connection.poll(request)
            #expect(first.total == 600)
            let integration = WizIntegration(
                allowsLoopback: true, productVersion: "test", requestsPerSecond: 100, burst: 10)
            let settings = ["api_url": wiz.tenant.url, "client_id": "emulated-client"]
            let other = try integration.connect(settings, secret: "emulated-secret", logger: .quiet)
            request.cursor = first.next
            let second = try await other.poll(request)
            #expect(second.total == 600)
            #expect(Set(first.bodies).isDisjoint(with: second.bodies))
            request.cursor = "{\"v\":1}"
            let error = await #expect(throws: IntegrationError.self) { try await other.poll(request) }
            #expect(error?.reason == .client)
            await other.close()
        }
    }

    @Test("More issues than Wiz gives for one query are read to the last")
    func cap() async throws {
        try await ConnectedTenant.with(issues: 10_600) { wiz in
            var request = PollRequest(stream: .created, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)
            var ids: Set<String> = []
            repeat {
                let page = try await wiz.connection.poll(request)
                for body in page.bodies { ids.insert(try JSON(parsing: body)["id"]?.string ?? "") }
                request.cursor = page.next
            } while request.cursor != nil
            #expect(ids.count == 10_600)
        }
    }

    @Test("Detections of both types come, and those of a threat name its issue")
    func detections() async throws {
        try await ConnectedTenant.with(issues: 300) { wiz in
            let items = try await wiz.pull(.detections, after: .longAgo, before: .soon)
            #expect(Set(items.map(\.content.type)) == ["GENERATED_THREAT", "MATCH_ONLY"])
            for item in items {
                #expect((item.issueID == nil) == (item.content.type == "MATCH_ONLY"))
                #expect(!item.content.events.isEmpty)
            }
            let issues = try await wiz.pull(.created, after: .longAgo, before: .soon).filter { $0.kind == .threat }
            #expect(Set(items.compactMap(\.issueID)).isSubset(of: Set(issues.map(\.vendorID))))
        }
    }

    @Test("A cursor that repeats ends the poll with an error")
    func repeatedCursor() async throws {
        try await ConnectedTenant.with { wiz in
            try await wiz.set(["repeatedCursor": true])
            let error = await #expect(throws: IntegrationError.self) {
                try await wiz.pull(.created, after: .longAgo, before: .soon)
            }
            #expect(error?.reason == .decoding)
            #expect(try await wiz.calls("issuesV2") < 5)
        }
    }

    @Test("Issues are fetched by id; unknown ones, repeats and what is no id are left out")
    func fetch() async throws {
        try await ConnectedTenant.with(issues: 120) { wiz in
            let ids = try await wiz.pull(.created, after: .longAgo, before: .soon).map(\.vendorID)
            let found = try await wiz.connection.fetch(
                issues: ids + ids.prefix(3) + ["00000000-0000-4000-8000-000000000000"])
            #expect(Set(found.map(\.vendorID)) == Set(ids))
            #expect(found.count == ids.count)
            let some = try await wiz.connection.fetch(issues: ["not-an-id", ids[0], ""])
            #expect(some.map(\.vendorID) == [ids[0]])
            #expect(try await wiz.connection.fetch(issues: []).isEmpty)
        }
    }
}
