import Testing
import Workbench

@testable import Detection

@Suite("The rule pack")
struct RulePackContentTests {
    private let pack: RulePack
    private let coverage: RuleCoverage

    init() throws {
        pack = try RulePack.load(directory: ProjectFiles.path("Rules"))
        coverage = RuleCoverage(try IssueType.parse(csv: try ProjectFiles.text("Rules/issue-types.csv")), pack: pack)
    }

    @Test("loads without problems, and every rule's own tests come out as written")
    func ownTests() {
        #expect(pack.problems.map(\.description) == [])
        let results = pack.runTests()
        #expect(results.filter { !$0.passed }.map(\.description) == [])
        for rule in pack.rules {
            #expect(rule.tests.contains { $0.fires } && rule.tests.contains { !$0.fires }, "\(rule.file)")
        }
    }

    @Test("says of every rule what an analyst needs")
    func metadata() {
        for rule in pack.rules {
            #expect(!rule.description.isEmpty && !rule.triage.isEmpty && !rule.falsePositives.isEmpty, "\(rule.file)")
            #expect(!rule.references.isEmpty && !rule.tactics.isEmpty && !rule.techniques.isEmpty, "\(rule.file)")
            #expect(rule.logSource.product == "wiz" && rule.date != nil, "\(rule.file)")
        }
    }

    @Test("covers every post-exploit type of the list and fires on no posture type")
    func coverageOfTheList() {
        #expect(coverage.postExploitCount == 1295)
        #expect(coverage.uncovered.map(\.type.name) == [])
        #expect(coverage.falseAlarms.map { "\($0.type.name): \($0.rules)" } == [])
    }

    @Test("has techniques for every tactic from initial access to impact")
    func tactics() {
        let expected = [
            "TA0001", "TA0002", "TA0003", "TA0004", "TA0005", "TA0006", "TA0007", "TA0008", "TA0009", "TA0010",
            "TA0011",
            "TA0040",
        ]
        let covered = coverage.tactics.filter { !$0.techniques.isEmpty }.map(\.id)
        #expect(Set(expected).isSubset(of: covered))
    }

    @Test(
        "names that are on no list are read by their wording",
        arguments: [
            ("Somebody switched off the audit trail of the organization", true),
            ("Pod escaped to its host", true), ("Unfamiliar principal pulled storage keys", true),
            ("Backups were erased by a contractor", true), ("Impossible travel for a finance user", true),
            ("Payload decoded and piped into a shell", true), ("Ransom note found in a bucket", true),
            ("Storage account without encryption", false), ("VM is publicly exposed", false),
            ("Access key older than 90 days", false), ("Ensure logging is enabled", false),
            ("Failed login attempts from the Internet", false),
            ("Critical vulnerability on internet-facing host", false),
        ])
    func wording(_ name: String, _ fires: Bool) {
        let event = DetectionEvent(kind: fires ? .threat : .issue, content: VendorAlertContent(name: name))
        #expect(pack.matches(event).isEmpty != fires, "\(pack.matches(event).map(\.rule.title))")
    }

    @Test(
        "an issue about how something stands is silent, in every type that is no threat",
        arguments: [
            "Operator account with admin privileges and MFA disabled", "Queue access logging disabled",
            "Key policy allows any principal", "Vault secret accessible by another tenant",
            "Workload able to escalate to cluster admin", "Public VM with a known exploited vulnerability",
            "Notebook with root access", "Private key in image layer", "Legacy certificate on gateway",
            "Virus scanning disabled for file share", "Pod with host path mount to a sensitive folder",
        ])
    func posture(_ name: String) {
        for type in ["TOXIC_COMBINATION", "CLOUD_CONFIGURATION", nil] {
            let event = DetectionEvent(kind: .issue, content: VendorAlertContent(name: name, type: type))
            #expect(pack.matches(event).map(\.rule.title) == [], "\(type ?? "no type")")
        }
    }

    @Test(
        "an act is found in every shape in which it may come",
        arguments: [
            "Machine queried a domain of a bitcoin mining pool", "Employee disabled login challenges",
            "Repositories cloned in bulk by a guest", "GetParameter called across many regions",
            "Sensor on host tampered with", "Custom role with owner rights created by script",
            "Packet filter rules flushed; firewall stopped on host", "Principal not seen in 60 days signed in",
        ])
    func acts(_ name: String) {
        for kind in [VendorAlert.Kind.issue, .threat, .detection] {
            let event = DetectionEvent(kind: kind, content: VendorAlertContent(name: name))
            #expect(!pack.matches(event).isEmpty, "\(kind)")
        }
    }

    @Test("of paraphrases that no rule names, at least 95 % of acts and at most 2 % of states are found, in each shape")
    func paraphrases() throws {
        let names = try IssueType.parse(csv: try ProjectFiles.text("Rules/wordings.csv"))
        // Every third, so that the test stays short.
        let some = names.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element)
        let acts = some.filter(\.isPostExploit)
        let states = some.filter { !$0.isPostExploit }
        #expect(acts.count > 250 && states.count > 250)
        let shapes: [(VendorAlert.Kind, String?)] = [
            (.threat, "THREAT_DETECTION"), (.issue, "TOXIC_COMBINATION"), (.detection, nil),
        ]
        for (kind, type) in shapes {
            func found(_ types: [IssueType]) -> Double {
                let hits = types.count { name in
                    let content = VendorAlertContent(
                        name: name.name, severity: .high, type: type, rule: .init(name: name.name),
                        tactics: ["TA0006"])
                    return pack.detect(DetectionEvent(kind: kind, content: content)) != nil
                }
                return Double(hits) / Double(types.count)
            }
            #expect(found(acts) >= 0.95, "\(kind)")
            #expect(found(states) <= 0.02, "\(kind)")
        }
    }
}
