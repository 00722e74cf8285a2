import Pipeline
import Testing
import Wiz
import Workbench

@Suite("Inspecting files")
struct InspectionTests {
    private static let files: [String] = [
        "detection-sensor.json", "detections-aliased.json", "issue-configuration.json", "issue-settled.json",
        "issue-threat.json", "issue-toxic.json", "mixed.ndjson", "reply-empty.json", "reply-error.json",
        "reply-issue.json", "reply-partial.json", "reply-update.json", "unsupported.json",
        "webhook-detection-single.json", "webhook-detection.json", "webhook-issue-custom.json",
        "webhook-issue-resolved.json", "webhook-issue-test.json", "webhook-issue.json", "webhook-threat.json",
    ]

    /// What a line has where nothing else is expected.
    private static let blank: JSON = [
        "kind": "unsupported", "vendor_id": nil, "issue_id": nil, "detection_id": nil, "name": nil, "type": nil,
        "severity": nil, "status": nil, "resource": nil, "actors": 0, "resources": 0, "events": 0, "tactics": [],
        "techniques": [], "url": nil, "created_at": nil, "notes": 0, "error": nil,
    ]

    @Test("Every fixture gives the lines that stand in expected.json, key by key", arguments: files)
    func lines(_ file: String) throws {
        let expected = try #require(try Fixture.json("expected.json")[file]).array
        let found = try Fixture.inspect(file)
        try #require(found.count == expected.count)
        for (index, pair) in zip(found, expected).enumerated() {
            var line = Self.blank.object.merging(pair.1.object) { _, new in new }
            line["index"] = .integer(Int64(index))
            #expect(pair.0.json == .object(line), "\(file), item \(index)")
        }
    }

    @Test("A list of replies and bodies is taken apart in order")
    func lists() throws {
        let list: JSON = .array([
            try Fixture.json("webhook-issue.json"), try Fixture.json("detections-aliased.json"),
            try Fixture.json("issue-toxic.json"),
        ])
        let kinds = Fixture.integration.inspect(list.bytes).map { $0.json["kind"]?.string }
        #expect(kinds == ["issue", "detection", "detection", "detection", "issue"])
        #expect(Fixture.integration.inspect(list.bytes).map(\.index) == [0, 1, 2, 3, 4])
    }

    @Test("An empty list, an empty file and a broken file are one item each, with an error")
    func empty() {
        for text in ["[]", "", "   \n ", "{\"a\": ", "\u{0}\u{1}", "{\n\"a\": 1,\n}"] {
            let found = Fixture.integration.inspect(Array(text.utf8))
            #expect(found.count == 1, "\(text)")
            #expect(found.first?.error?.isEmpty == false, "\(text)")
            #expect(found.first?.json["kind"] == "unsupported", "\(text)")
        }
    }

    @Test("Nodes of other lists of Wiz are unsupported one by one")
    func otherLists() {
        let reply: JSON = [
            "data": ["configurationFindings": ["nodes": [["id": "f", "result": "FAIL", "rule": ["id": "r"]]]]]
        ]
        let found = Fixture.integration.inspect(reply.bytes)
        #expect(found.map(\.error) == ["A configuration finding, not an issue or detection."])
    }

    @Test("A token is never repeated in what is said about it")
    func tokens() throws {
        for line in try Fixture.inspect("unsupported.json") {
            #expect(!line.json.text.contains("not-to-be-shown"))
        }
    }
}
