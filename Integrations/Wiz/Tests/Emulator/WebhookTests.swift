import Foundation
import GraphQL
import HTTPTypes
import Testing

@testable import WizEmulator

@Suite("The emulator's automation rules")
struct WebhookTests {
    private static func with(
        _ rules: @escaping @Sendable (String) -> GraphQLValue, statuses: [Int] = [],
        _ body: @escaping @Sendable (EmulatedTenant, WebhookReceiver) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(statuses: statuses)
        try await receiver.whileRunning { url in
            try await EmulatedTenant.with(EmulatorConfiguration(issues: 5)) { tenant in
                let answer = try await tenant.send(.put, "/_emulator/automation-rules", rules(url))
                try #require(answer.status == 200, "\(answer.text)")
                try await body(tenant, receiver)
            }
        }
    }

    @Test("A new issue is sent with the default template, with Basic authentication and extra headers")
    func issueBody() async throws {
        try await Self.with({
            [
                "source": "ISSUE", "url": .string($0), "username": "watch", "password": "floor",
                "headers": ["X-Tenant": "blue"],
            ]
        }) { tenant, receiver in
            let issue = try await tenant.newIssue(["type": "TOXIC_COMBINATION", "severity": "HIGH"])
            let delivery = try await receiver.wait(for: 1)[0]
            let basic = Data("watch:floor".utf8).base64EncodedString()
            #expect(delivery.headers[.authorization] == "Basic \(basic)")
            #expect(HTTPField.Name("X-Tenant").flatMap { delivery.headers[$0] } == "blue")
            #expect(delivery.headers[.contentType] == "application/json")
            let body = delivery.body
            #expect(body.text("trigger.source") == "ISSUE")
            #expect(body.text("trigger.type") == "Created")
            #expect(body.text("trigger.ruleName") != nil)
            #expect(body.text("issue.id") == issue.text("id"))
            #expect(body.text("issue.status") == "OPEN")
            #expect(body.text("issue.severity") == "HIGH")
            #expect(body.text("issue.created") == issue.text("createdAt"))
            #expect(body.text("resource.name") == issue.text("entitySnapshot.name"))
            #expect(body.text("resource.type") == issue.text("entitySnapshot.nativeType"))
            #expect(body.text("resource.subscriptionId") == issue.text("entitySnapshot.subscriptionExternalId"))
            #expect(body.text("control.name") == issue.text("sourceRules.0.name"))
        }
    }

    @Test("Changes are told with the fields that changed and who did it, in Wiz's form")
    func changes() async throws {
        try await Self.with({ ["source": "ISSUE", "url": .string($0)] }) { tenant, receiver in
            let id = try await tenant.newIssue(["type": "TOXIC_COMBINATION"]).text("id") ?? ""
            _ = try await receiver.wait(for: 1)
            _ = try await receiver.wait(for: 1)
            let path = "/_emulator/issues/\(id)"
            _ = try await tenant.send(.patch, path, ["status": "IN_PROGRESS"])
            let updated = try await receiver.wait(for: 2)[1].body
            #expect(updated.text("trigger.type") == "Updated")
            #expect(updated.text("trigger.updatedFields") == "status field was changed from OPEN to IN_PROGRESS, ")
            #expect(updated.text("trigger.changedBy") == "robin.vance@fernleigh.example")
            _ = try await tenant.send(.patch, path, ["status": "RESOLVED"])
            #expect(try await receiver.wait(for: 3)[2].body.text("trigger.type") == "Resolved")
            _ = try await tenant.send(.patch, path, ["status": "OPEN"])
            let reopened = try await receiver.wait(for: 4)[3].body
            #expect(reopened.text("trigger.type") == "Reopened")
            #expect(reopened.text("issue.status") == "OPEN")
        }
    }

    @Test("A threat is sent with its detections, and its detections by themselves, with a bearer token")
    func threatAndDetection() async throws {
        try await Self.with({
            [
                "rules": [
                    ["source": "THREATS", "url": .string($0), "bearer": "s3cret"],
                    ["source": "DETECTION", "url": .string($0), "bearer": "s3cret"],
                ]
            ]
        }) { tenant, receiver in
            let issue = try await tenant.newIssue(["type": "THREAT_DETECTION", "name": "Reverse shell pattern"])
            let count = Int(issue[path: "threatDetectionDetails.detections.totalCount"]?.intValue ?? 0)
            let deliveries = try await receiver.wait(for: count + 1)
            #expect(deliveries.allSatisfy { $0.headers[.authorization] == "Bearer s3cret" })
            let threat = try #require(deliveries.map(\.body).first { $0.text("trigger.source") == "THREATS" })
            #expect(threat.text("trigger.type") == "Rule Triggered")
            #expect(threat.text("threat.id") == issue.text("id"))
            #expect(threat.text("threat.title") == "Reverse shell pattern")
            #expect(threat.text("threat.resolvedAt") == "")
            let ids = (threat.text("threat.detectionIds") ?? "").split(separator: ",").map { $0.trimmingPrefix(" ") }
                .filter { !$0.isEmpty }
            #expect(ids.count == count)
            let detections = deliveries.map(\.body).filter { $0.text("trigger.source") == "DETECTIONS" }
            #expect(Set(detections.compactMap { $0.text("id") }) == Set(ids.map(String.init)))
            for detection in detections {
                #expect(detection.text("threatId") == issue.text("id"))
                #expect(detection.text("title") == "Reverse shell pattern")
                #expect(detection.text("tdrId") == "cer-sen-id-458")
                #expect(detection[path: "mitreTactics"] == ["TA0002", "TA0011"])
                let events = detection["triggeringEvents"]?.listValue ?? []
                #expect(!events.isEmpty)
                #expect(events.allSatisfy { !($0[path: "runtimeDetails.processTree"]?.listValue ?? []).isEmpty })
            }
        }
    }

    @Test("A receiver that fails is tried again with the same body, one that refuses is not")
    func retries() async throws {
        try await Self.with({ ["source": "ISSUE", "url": .string($0)] }, statuses: [503, 429]) { tenant, receiver in
            _ = try await tenant.newIssue()
            let deliveries = try await receiver.wait(for: 3)
            #expect(Set(deliveries.map(\.text)).count == 1)
            try await poll {
                try await tenant.send(.get, "/_emulator/automation-rules").json[path: "rules.0.delivered"] == 1
            }
        }
        try await Self.with({ ["source": "ISSUE", "url": .string($0)] }, statuses: [401]) { tenant, receiver in
            _ = try await tenant.newIssue()
            try await poll {
                try await tenant.send(.get, "/_emulator/automation-rules").json[path: "rules.0.failed"] == 1
            }
            #expect(receiver.received.count == 1)
            let state = try await tenant.send(.get, "/_emulator/automation-rules").json
            #expect(state.text("rules.0.last_outcome") == "HTTP 401")
        }
    }

    @Test("The Test button sends mock data that names no issue, and says what the receiver answered")
    func testButton() async throws {
        try await Self.with({
            [
                ["source": "ISSUE", "url": .string($0)], ["source": "THREATS", "url": .string($0)],
                ["source": "DETECTION", "url": .string($0)],
            ]
        }) { tenant, receiver in
            let answer = try await tenant.send(.post, "/_emulator/automation-rules/test", [:]).json
            #expect((answer["results"]?.listValue ?? []).map { $0["status"] } == [200, 200, 200])
            #expect(answer.text("results.0.body") == "seen")
            let bodies = receiver.received.map(\.body)
            #expect(bodies.count == 3)
            #expect(bodies.allSatisfy { $0.text("trigger.ruleName") == "Manual" && $0.text("trigger.ruleId") == "" })
            #expect(bodies[0].text("control.id") == "wtest-id-0000")
            #expect(bodies[0].text("control.name") == "Wiz Mock Data for Testing")
            let one = try await tenant.send(.post, "/_emulator/automation-rules/test", ["source": "DETECTION"]).json
            #expect(one["results"]?.listValue?.count == 1)
            #expect(try await tenant.send(.post, "/_emulator/automation-rules/test", ["name": "none"]).status == 404)
        }
    }

    @Test("The Test button goes through a customer's own template")
    func testButtonWithTemplate() async throws {
        let template = #"{"id": "{{issue.id}}", "rule": "{{control.name}}", "by": "{{ruleName}}", "tags": {{tags}}}"#
        try await Self.with({ ["source": "ISSUE", "url": .string($0), "template": .string(template)] }) {
            tenant, receiver in
            _ = try await tenant.send(.post, "/_emulator/automation-rules/test", [:])
            let body = try #require(try await receiver.wait(for: 1).first).body
            #expect(body.text("rule") == "Wiz Mock Data for Testing")
            #expect(body.text("by") == "Manual")
            #expect(body.text("id")?.isEmpty == false)
            #expect(body["tags"] == [:])
        }
    }

    @Test("A customer's own template is filled with the issue's values, escaped, with JSON where it is not quoted")
    func template() async throws {
        let template = """
            {"key": "{{issue.id}}", "old": "{{id}}", "what": "{{issue.control.name}}", "changed": {{changedFields}},
             "why": "{{triggerType}} by {{ ruleName }}", "tags": {{issue.tags}}, "gone": "{{issue.nothing}}", "host": "{{wizDomain}}"}
            """
        try await Self.with({
            ["source": "ISSUE", "name": "To \"us\"", "url": .string($0), "template": .string(template)]
        }) { tenant, receiver in
            let issue = try await tenant.newIssue(["type": "TOXIC_COMBINATION"])
            let body = try await receiver.wait(for: 1)[0].body
            #expect(body.text("key") == issue.text("id"))
            #expect(body.text("old") == issue.text("id"))
            #expect(body.text("what") == issue.text("sourceRules.0.name"))
            #expect(body.text("why") == "Created by To \"us\"")
            #expect(body["changed"] == [])
            #expect(body["tags"] == issue[path: "entitySnapshot.tags"])
            #expect(body.text("gone") == "")
            #expect(body.text("host") == "app.wiz.io")
            _ = try await tenant.send(.patch, "/_emulator/issues/\(issue.text("id") ?? "")", ["status": "IN_PROGRESS"])
            let changed = try await receiver.wait(for: 2)[1].body
            #expect(
                changed[path: "changed.0"] == ["name": "status", "previousValue": "OPEN", "newValue": "IN_PROGRESS"])
        }
    }

    @Test("A detection can come with one event and without lists, and empty values as null or not at all")
    func variants() async throws {
        try await Self.with({
            [
                ["source": "DETECTION", "name": "single", "url": .string($0), "singleEvent": true],
                ["source": "DETECTION", "name": "dropped", "url": .string($0), "empties": "dropped"],
                ["source": "DETECTION", "name": "null", "url": .string($0), "empties": "null"],
            ]
        }) { tenant, receiver in
            let made = try await tenant.send(.post, "/_emulator/detections", ["type": "MATCH_ONLY"]).json
            let bodies = try await receiver.wait(for: 3).map(\.body)
            func body(_ name: String) throws -> GraphQLValue {
                try #require(bodies.first { $0.text("trigger.ruleName") == name })
            }
            #expect(bodies.allSatisfy { $0.text("id") == made.text("id") })
            let single = try body("single")
            #expect(single.text("triggeringEvent.id") != nil)
            #expect(single["triggeringEvents"] == nil)
            #expect(single["actors"] == nil)
            #expect(single.text("detectionUrl")?.contains(made.text("id") ?? "?") == true)
            #expect(single.text("source") != nil)
            #expect(try body("dropped")["threatId"] == nil)
            #expect(try body("dropped")["cloudOrganizations"] == nil)
            #expect(try body("null")["threatId"] == .null)
            #expect(try body("null")["cloudOrganizations"] == .null)
        }
    }

    @Test("A rule for some triggers and severities sends nothing else, and no secret is ever shown")
    func selections() async throws {
        try await Self.with({
            [
                "source": "ISSUE", "url": .string($0), "triggers": ["Created"], "severities": ["CRITICAL"],
                "username": "watch", "password": "hidden-word",
            ]
        }) { tenant, receiver in
            _ = try await tenant.newIssue(["severity": "LOW"])
            let id = try await tenant.newIssue(["severity": "CRITICAL"]).text("id") ?? ""
            _ = try await tenant.send(.patch, "/_emulator/issues/\(id)", ["status": "IN_PROGRESS"])
            let last = try await tenant.newIssue(["severity": "CRITICAL"]).text("id")
            let deliveries = try await receiver.wait(for: 2)
            #expect(deliveries.map { $0.body.text("issue.id") } == [id, last])
            let shown = try await tenant.send(.get, "/_emulator/automation-rules")
            #expect(!shown.text.contains("hidden-word"))
            #expect(try shown.json.text("rules.0.authorization") == "basic")
        }
    }

    @Test("Malformed rules are refused and leave the old ones in place")
    func malformed() async throws {
        try await Self.with({ ["source": "ISSUE", "url": .string($0)] }) { tenant, _ in
            for rule: GraphQLValue in [
                ["source": "ISSUES?", "url": "http://x"], ["source": "ISSUE"], ["source": "ISSUE", "url": "ftp://x"],
                ["source": "ISSUE", "url": "http://x", "triggers": ["Never"]], 5,
                ["source": "ISSUE", "url": "http://x", "secret": "y"],
            ] {
                let answer = try await tenant.send(.put, "/_emulator/automation-rules", rule)
                #expect(answer.status == 400, "\(rule)")
            }
            let left = try await tenant.send(.get, "/_emulator/automation-rules").json
            #expect(left["rules"]?.listValue?.count == 1)
        }
    }
}
