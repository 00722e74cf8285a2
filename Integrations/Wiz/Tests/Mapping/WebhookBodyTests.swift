import Pipeline
import Testing
import Wiz
import Workbench

@Suite("Bodies of webhooks")
struct WebhookBodyTests {
    @Test("An issue's body is a notification with what its template has")
    func issue() throws {
        let item = try Fixture.item("webhook-issue.json")
        #expect(item.completeness == .notification)
        #expect(item.state?.status == .inProgress)
        #expect(item.state?.changedBy == "ada@example.com")
        #expect(item.updatedAt == item.createdAt)
        let content = item.content
        #expect(content.description == "One line\nand \"another\" with {{braces}}")
        #expect(content.projects.map(\.name) == ["Billing", "Edge"])
        #expect(content.risks == ["CLEARTEXT_SECRET"])
        #expect(content.resource?.accountName == "billing-prod")
        #expect(content.resource?.consoleURL == nil, "what is no web address must not become a link")
        #expect(content.rule?.id == "wc-id-9001")
    }

    @Test(
        "A status in words of a template is the API's status",
        arguments: [
            ("Resolved", IssueState.Status.resolved), ("OPEN", .open), ("In Progress", .inProgress),
            ("in-progress", .inProgress), ("Rejected", .dismissed), ("Ignored", .dismissed),
        ])
    func statuses(_ word: String, _ status: IssueState.Status) throws {
        var body = try Fixture.json("webhook-issue-resolved.json").object
        var issue = body["issue"]?.object ?? [:]
        issue["status"] = .string(word)
        body["issue"] = .object(issue)
        #expect(try Fixture.item(.object(body)).state?.status == status)
    }

    @Test("A template of the customer's own is read by its keys")
    func custom() throws {
        let item = try Fixture.item("webhook-issue-custom.json")
        #expect(item.vendorID == "3f0a1c52-7c41-5b0e-9a41-6f1a2b3c4d01")
        #expect(item.content.severity == .high)
        #expect(item.state?.vendorStatus == "IN_PROGRESS")
        #expect(item.content.type == "TOXIC_COMBINATION")
        #expect(item.completeness == .notification)
    }

    @Test("A template that carries the issue's own fields is read like the API's, as a notification")
    func wholeNode() throws {
        let body: JSON = [
            "trigger": ["source": "ISSUE", "type": "Created", "ruleId": "r", "ruleName": "n"],
            "issue": try Fixture.json("issue-threat.json"),
        ]
        let item = try Fixture.item(body)
        #expect(item.kind == .threat)
        #expect(item.completeness == .notification)
        #expect(item.content.detectionIDs == ["det-1", "det-2"])
        #expect(item.raw["trigger"] != nil)
    }

    @Test("A template whose id was not filled in is an error that says so")
    func unfilled() throws {
        let body: JSON = ["trigger": ["source": "ISSUE"], "issue": ["id": "{{issue.id}}", "status": "OPEN"]]
        let error = #expect(throws: IntegrationError.self) { try Fixture.integration.parse(body.bytes) }
        #expect(error?.reason == .decoding)
        #expect(error?.detail.contains("template") == true)
    }

    @Test("The Test button is a test for all three sources, a rule run by hand is not")
    func testButton() throws {
        #expect(
            try Fixture.integration.parse(try Fixture.bytes("webhook-issue-test.json"))
                == .test(name: "Wiz Mock Data for Testing"))
        var threat = try Fixture.json("webhook-threat.json").object
        #expect(try Fixture.item(.object(threat)).kind == .threat)
        threat["threat"] = ["id": "t", "title": "Wiz Mock Data for Testing"]
        #expect(try Fixture.integration.parse(JSON.object(threat).bytes) == .test(name: "Wiz Mock Data for Testing"))
        let detection = try Fixture.json("webhook-detection.json", ["tdrId": "wtest-id-0000", "title": "Mock"])
        #expect(try Fixture.integration.parse(detection.bytes) == .test(name: "Mock"))
        let bare: JSON = [
            "trigger": ["source": "ISSUE", "ruleId": "", "ruleName": "Manual"], "issue": ["id": "i", "status": "OPEN"],
        ]
        #expect(try Fixture.integration.parse(bare.bytes) == .test(name: "Wiz Mock Data for Testing"))
    }

    @Test("A threat's body is an issue of the threat type, its lists taken apart")
    func threat() throws {
        let item = try Fixture.item("webhook-threat.json")
        #expect(item.kind == .threat)
        #expect(item.issueID == nil)
        #expect(item.completeness == .notification)
        let content = item.content
        #expect(content.type == "THREAT_DETECTION")
        #expect(content.detectionIDs == ["det-1", "det-2"])
        #expect(content.actors.map(\.name) == ["www-data"])
        #expect(content.resource?.accountName == "shop-prod")
        #expect(content.resource?.cloud == "AWS")
        #expect(content.rule?.name == "Reverse shell from a web server")
        #expect(content.tactics == ["TA0002"])
        #expect(content.techniques == ["T1059.004"])
        #expect(content.notes.map(\.author) == ["ada@example.com", "bob@sub.example.com"])
        #expect(content.notes.map(\.text) == ["looks bad, really", "agreed"])
        #expect(item.updatedAt == Timestamp("2026-02-07T08:20:00Z"))
    }

    @Test("A detection's body names its rule by tdrId and keeps both origins, each reference once")
    func detection() throws {
        let item = try Fixture.item("webhook-detection.json")
        #expect(item.completeness == .notification)
        #expect(item.issueID == "7d3c9f10-2b2b-5c5c-8d8d-9e9e0f0f1a1a")
        let content = item.content
        #expect(content.rule?.id == "cer-awsguardduty-recon-portscan")
        #expect(content.origins == ["GUARD_DUTY", "AWS_GUARD_DUTY"])
        #expect(content.tactics == ["TA0043", "TA0007"])
        #expect(content.techniques == ["T1595", "T1046"])
        #expect(content.eventsTotal == 3)
        #expect(content.events.first?.actorName == "203.0.113.9")
        #expect(content.events.first?.time == Timestamp("2026-02-10T11:00:30.5Z"))
        #expect(content.resource?.accountID == "345678901234")
        #expect(content.description == nil)
    }

    @Test("One triggering event, no lists and no threat are enough for a detection")
    func single() throws {
        let item = try Fixture.item("webhook-detection-single.json")
        #expect(item.issueID == nil)
        #expect(item.content.events.first?.processes.map(\.commandLine) == ["sh -i"])
        #expect(item.content.resource?.name == "web")
        #expect(item.content.origins == ["WIZ_SENSOR"])
    }

    @Test("Every member of a body but the id may be null, missing or of another type")
    func tolerance() throws {
        for file in ["webhook-detection.json", "webhook-detection-single.json"] {
            let whole = try Fixture.json(file)
            for key in whole.object.keys where key != "id" {
                for odd in [nil, JSON.null, "", [], [:], 7, [nil, "", 7, [:], []]] as [JSON?] {
                    var members = whole.object
                    members[key] = odd
                    #expect(try Fixture.item(.object(members)).kind == .detection, "\(file) \(key)")
                }
            }
        }
        for (file, part) in [("webhook-issue.json", "issue"), ("webhook-threat.json", "threat")] {
            let whole = try Fixture.json(file)
            for key in whole[part]?.object.keys.sorted() ?? [] where key != "id" {
                for odd in [nil, JSON.null, "", [], [:], 7, [nil, "", 7, [:], []]] as [JSON?] {
                    var members = whole.object
                    var inner = whole[part]?.object ?? [:]
                    inner[key] = odd
                    members[part] = .object(inner)
                    #expect(try Fixture.item(.object(members)).kind.isIssue, "\(file) \(key)")
                }
            }
        }
    }

    @Test("The same issue has one id by whichever road it comes")
    func oneID() throws {
        let ids = try ["issue-toxic.json", "webhook-issue.json", "webhook-issue-custom.json"].map {
            try Fixture.item($0).vendorID
        }
        #expect(Set(ids).count == 1)
        #expect(try Fixture.item("issue-threat.json").vendorID == Fixture.item("webhook-threat.json").vendorID)
        #expect(try Fixture.item("detection-sensor.json").issueID == Fixture.item("issue-threat.json").vendorID)
    }
}
