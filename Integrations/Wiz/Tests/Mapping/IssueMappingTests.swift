import Pipeline
import Testing
import Wiz
import Workbench

@Suite("Issues of the API")
struct IssueMappingTests {
    @Test("A risk issue keeps its rule, resource, projects, risks and ATT&CK references")
    func toxic() throws {
        let item = try Fixture.item("issue-toxic.json")
        #expect(item.kind == .issue)
        #expect(item.completeness == .snapshot)
        #expect(item.createdAt == Timestamp("2026-02-03T04:05:06.123456Z"))
        #expect(item.updatedAt == Timestamp("2026-02-04T04:05:06.5Z"))
        let content = item.content
        #expect(content.severity == .critical)
        #expect(content.rule?.type == "Control")
        #expect(content.rule?.recommendation == "### Close the door\n* Take the key off the disk.")
        #expect(
            content.description
                == "The workload answers to the internet, and a key on its disk opens the whole account.")
        #expect(content.risks == ["EXTERNAL_EXPOSURE", "CLEARTEXT_SECRET"])
        #expect(content.tactics == ["TA0006", "TA0040"])
        #expect(content.techniques == ["T1552.001"])
        #expect(content.projects.map(\.name) == ["Billing", "Edge, EU"])
        #expect(content.projects.map(\.businessImpact) == ["HBI", nil])
        #expect(content.notes.isEmpty)
        let resource = try #require(content.resource)
        #expect(resource.providerID == "arn:aws:ec2:eu-west-1:210987654321:instance/i-0aa11bb22cc33dd44")
        #expect(resource.accountID == "210987654321")
        #expect(resource.cloud == "AWS")
        #expect(resource.tags == ["team": "billing", "tier": "1", "empty": ""])
        #expect(resource.cluster == nil)
    }

    @Test("The source rule names an issue, and its control fills the gaps")
    func configuration() throws {
        let item = try Fixture.item("issue-configuration.json")
        #expect(
            item.content.rule
                == VendorAlertContent.Rule(
                    id: "rule-7", name: "Bucket without access log", description: "Access is not logged",
                    recommendation: "Turn logging on"))
        #expect(item.content.projects == [VendorAlertContent.Project(id: "p-9", name: "Archive")])
        #expect(item.content.severity == .low)
        #expect(item.content.vendorSeverity == "INFORMATIONAL")
        #expect(item.state?.status == .inProgress)
    }

    @Test("A threat issue keeps its detections, actors, origin and the notes that say something")
    func threat() throws {
        let item = try Fixture.item("issue-threat.json")
        #expect(item.kind == .threat)
        let content = item.content
        #expect(content.rule?.id == "cer-7")
        #expect(content.rule?.type == "CloudEventRule")
        #expect(content.rule?.description == "A web server's process opened an interactive shell.")
        #expect(content.rule?.recommendation == "Isolate the host")
        #expect(content.description == "**bash** talked to 203.0.113.9")
        #expect(content.origins == ["WIZ_SENSOR"])
        #expect(content.environments == ["PRODUCTION"])
        #expect(content.actors.map(\.name) == ["www-data"])
        #expect(content.detectionIDs == ["det-1", "det-2"])
        #expect(content.notes.map(\.author) == ["Ada", "bridge"])
        #expect(content.resource?.cluster == "prod-eks")
        #expect(content.resource?.namespace == "shop")
        #expect(item.updatedAt == Timestamp("2026-02-07T08:31:00Z"))
        let state = try #require(item.state)
        #expect(state.reason == nil)
        #expect(state.changedAt == nil)
        #expect(state.isLive)
    }

    @Test("What Wiz itself ended is never ours, and a word that is new is kept")
    func settled() throws {
        let item = try Fixture.item("issue-settled.json")
        let state = try #require(item.state)
        #expect(state.status == .resolved)
        #expect(state.isSettledByVendor)
        #expect(state.changedAt == Timestamp("2026-01-02T00:00:00.5Z"))
        #expect(item.content.severity == nil)
        #expect(item.content.vendorSeverity == "SOME_FUTURE_SEVERITY")
        #expect(item.content.resource == nil)
    }

    private static let endings: [(type: JSON, status: JSON, reason: JSON, isSettled: Bool)] = [
        ("TOXIC_COMBINATION", "RESOLVED", "OBJECT_DELETED", true),
        ("TOXIC_COMBINATION", "RESOLVED", nil, true),
        ("TOXIC_COMBINATION", "REJECTED", "WONT_FIX", false),
        ("TOXIC_COMBINATION", "REJECTED", nil, false),
        ("TOXIC_COMBINATION", "OPEN", "ISSUE_FIXED", false),
        ("THREAT_DETECTION", "RESOLVED", "DETECTION_EXPIRED", true),
        ("THREAT_DETECTION", "RESOLVED", "NOT_MALICIOUS_THREAT", false),
        ("THREAT_DETECTION", "RESOLVED", nil, false),
    ]

    @Test("Who ended an issue follows from type, status and reason", arguments: endings)
    func ending(_ row: (type: JSON, status: JSON, reason: JSON, isSettled: Bool)) throws {
        let node = try Fixture.json(
            "issue-settled.json", ["type": row.type, "status": row.status, "resolutionReason": row.reason])
        #expect(try Fixture.item(node).state?.isSettledByVendor == row.isSettled)
    }

    @Test("The person who resolved an issue is named")
    func resolver() throws {
        let node = try Fixture.json(
            "issue-settled.json",
            ["resolvedBy": ["user": ["id": "u", "name": "Bo", "email": "bo@example.com"]], "status": "RESOLVED"])
        #expect(try Fixture.item(node).state?.changedBy == "bo@example.com")
    }

    @Test("The person who rejected an issue is the author of the note that came with it")
    func rejecter() throws {
        let times = [
            ("2026-02-03T10:00:00Z", "Eve"), ("2026-02-03T11:00:00.25Z", "Bo"), ("2026-02-03T12:00:00Z", "Al"),
        ]
        let notes = times.map { time, name -> JSON in
            ["id": .string(name), "text": "words", "createdAt": .string(time), "user": ["name": .string(name)]]
        }
        let changes: [String: JSON] = [
            "status": "REJECTED", "resolutionReason": "WONT_FIX", "statusChangedAt": "2026-02-03T11:00:00.5Z",
            "notes": .array(notes),
        ]
        #expect(try Fixture.item(Fixture.json("issue-toxic.json", changes)).state?.changedBy == "Bo")
        let open = changes.merging(["status": "OPEN"]) { _, new in new }
        #expect(try Fixture.item(Fixture.json("issue-toxic.json", open)).state?.changedBy == nil)
    }

    @Test("A status that is new is neither open nor closed", arguments: ["SNOOZED", "", "null"])
    func futureStatus(_ word: String) throws {
        let node = try Fixture.json("issue-toxic.json", ["status": word == "null" ? .null : .string(word)])
        let state = try Fixture.item(node).state
        if word == "SNOOZED" {
            #expect(state?.status == .other)
            #expect(state?.vendorStatus == "SNOOZED")
        } else {
            #expect(state == nil)
        }
    }

    @Test("Every member of an issue but the id may be null, missing or of another type")
    func tolerance() throws {
        for file in ["issue-toxic.json", "issue-configuration.json", "issue-threat.json"] {
            let whole = try Fixture.json(file)
            for key in whole.object.keys where key != "id" {
                for odd in [nil, JSON.null, "", [], [:], 7, true, [nil, "", 7, [:], []]] as [JSON?] {
                    var members = whole.object
                    members[key] = odd
                    let signal = try Fixture.integration.parse(JSON.object(members).bytes)
                    guard case .item(let item) = signal else {
                        Issue.record("\(file) with \(key) = \(String(describing: odd)): \(signal)")
                        continue
                    }
                    #expect(item.vendorID == whole["id"]?.string)
                }
            }
        }
    }

    @Test("An id that is missing, empty, unfilled or monstrous is said to be so")
    func ids() throws {
        for id in [nil, "", "{{issue.id}}", "a b", .string(String(repeating: "x", count: 300)), [:]] as [JSON] {
            let node = try Fixture.json("issue-toxic.json", ["id": id])
            #expect(throws: IntegrationError.self, "\(id)") { try Fixture.integration.parse(node.bytes) }
        }
        let numbered = try Fixture.json("issue-toxic.json", ["id": 54321])
        #expect(try Fixture.item(numbered).vendorID == "54321")
    }
}
