import Testing
import Workbench

@testable import Detection

@Suite("The list of issue types")
struct IssueTypeTests {
    @Test("quotes, commas, line ends and missing columns are read as CSV has them")
    func csv() throws {
        let text = "name,kind,post_exploit,mitre_tactic\r\n\"a, \"\"b\"\"\",k,yes,TA0001;TA0002\r\nc,k,no\n"
        let types = try IssueType.parse(csv: text)
        #expect(types.map(\.name) == ["a, \"b\"", "c"])
        #expect(types.map(\.isPostExploit) == [true, false])
        #expect(types.first?.tactics == ["TA0001", "TA0002"])
        #expect(types.last?.tactics == [])
    }

    @Test(
        "a list that cannot be right is refused",
        arguments: [
            "", "name,kind\na,b\n", "name,kind,post_exploit\n,k,yes\n", "name,kind,post_exploit\n\"a,k,yes\n",
        ])
    func malformed(_ text: String) {
        #expect(throws: WorkbenchError.self) { try IssueType.parse(csv: text) }
    }

    @Test("coverage tells covered, uncovered and false alarms apart")
    func coverage() throws {
        let list = "name,kind,post_exploit\nshell opened,k,yes\nother,k,yes\nshell allowed,k,no\nbucket,k,no\n"
        let rule = RuleFixture.rule(
            "s:\n    name|contains: shell\ncondition: s", extra: "tags: [attack.execution, attack.t1059]")
        let coverage = RuleCoverage(try IssueType.parse(csv: list), pack: RuleFixture.pack(rule))
        #expect(coverage.covered.map(\.type.name) == ["shell opened"])
        #expect(coverage.uncovered.map(\.type.name) == ["other"])
        #expect(coverage.falseAlarms.map(\.type.name) == ["shell allowed"])
        #expect(coverage.postExploitCount == 2)
        #expect(coverage.postureCount == 2)
        #expect(coverage.tactics == [.init(id: "TA0002", ruleCount: 1, techniques: ["T1059"])])
    }
}
