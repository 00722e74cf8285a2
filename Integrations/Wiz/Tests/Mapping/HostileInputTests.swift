import Pipeline
import Testing
import Wiz
import Workbench

@Suite("Bytes from outside")
struct HostileInputTests {
    private static let files = [
        "issue-toxic.json", "issue-threat.json", "detection-sensor.json", "detections-aliased.json",
        "webhook-issue.json", "webhook-threat.json", "webhook-detection.json", "reply-partial.json",
    ]

    @Test("A body cut anywhere gives a decoding error and an inspection", arguments: files)
    func cut(_ file: String) throws {
        let bytes = try Fixture.bytes(file)
        for length in stride(from: 0, to: bytes.count - 3, by: 7) {
            let start = Array(bytes.prefix(length))
            let error = #expect(throws: IntegrationError.self) { try Fixture.integration.parse(start) }
            #expect(error?.reason == .decoding)
            #expect(!Fixture.integration.inspect(start).isEmpty)
        }
    }

    @Test("A body with any byte changed is read or refused, and nothing else", arguments: files)
    func changed(_ file: String) throws {
        var bytes = try Fixture.bytes(file)
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let place = Int(state >> 33) % bytes.count
            let old = bytes[place]
            bytes[place] = UInt8(truncatingIfNeeded: state >> 20)
            let found = Fixture.integration.inspect(bytes)
            #expect(!found.isEmpty)
            #expect(found.allSatisfy { $0.json["kind"] != nil })
            bytes[place] = old
        }
    }

    @Test("Deep nesting, huge numbers and control characters are read or refused")
    func odd() {
        let texts = [
            String(repeating: "[", count: 100_000), String(repeating: "{\"data\":", count: 5_000),
            "{\"id\": 1e999}", "{\"id\": -9223372036854775809, \"ruleMatch\": null}",
            "{\"id\": \"a\\u0000b\", \"ruleMatch\": null}",
            "{\"id\": \"x\", \"ruleMatch\": null, \"createdAt\": \"9999-99-99T99:99:99Z\"}",
            "{\"id\": \"x\", \"ruleMatch\": null, \"createdAt\": \"2262-12-31T00:00:00Z\"}",
            "{\"id\": \"x\", \"triggeringEvents\": {\"totalCount\": 9223372036854775807, \"nodes\": [{}]}}",
            "\u{FEFF}{\"id\": \"x\", \"ruleMatch\": null}", "{\"data\": {\"data\": {\"data\": {\"nodes\": [[[]]]}}}}",
            "{\"errors\": \"no list\"}", "{\"errors\": [7, null, {\"path\": 3, \"extensions\": []}]}",
        ]
        for text in texts {
            #expect(!Fixture.integration.inspect(Array(text.utf8)).isEmpty)
        }
    }

    @Test("JSON of no known shape is refused and so kept; what is known to be something else is passed over")
    func unknownShape() throws {
        for text in ["{\"finding\": {\"key\": \"x\"}}", "{}", "[{\"id\": \"x\"}]", "7", "null"] {
            let error = #expect(throws: IntegrationError.self) { try Fixture.integration.parse(Array(text.utf8)) }
            #expect(error?.reason == .decoding, "\(text)")
        }
        let token = Array("{\"access_token\": \"t\", \"expires_in\": 1}".utf8)
        guard case .unsupported = try Fixture.integration.parse(token) else {
            Issue.record("a reply of the token service was taken in")
            return
        }
    }

    @Test("An error reply is a decoding error in Wiz's own words")
    func errorReply() throws {
        let error = #expect(throws: IntegrationError.self) {
            try Fixture.integration.parse(try Fixture.bytes("reply-error.json"))
        }
        #expect(error?.reason == .decoding)
        #expect(error?.detail.contains("id must be a valid service issue id") == true)
    }

    @Test("A reply with one item is that item; with several it is no single signal")
    func replies() throws {
        #expect(try Fixture.item("reply-issue.json").vendorID == "iss-77")
        guard
            case .unsupported(let reason) = try Fixture.integration.parse(try Fixture.bytes("detections-aliased.json"))
        else {
            Issue.record("three items were taken for one")
            return
        }
        #expect(reason.contains("3"))
    }
}
