import Testing
import Workbench

@testable import Wiz

@Suite("ATT&CK references, links and lists")
struct ReferenceTests {
    @Test("Ids are found in every form and stand once")
    func attack() {
        let body: JSON = [
            "mitreTactics": ["TA0043", "ta0007", "TA0007", "TA00", nil, 7, "Lateral Movement"],
            "mitreTechniques": [
                "TA0043-T1595", "T1059.004", "TA0007-T1046", "TA0007-T1046", "T10460", "X-T12", "TA0001-T1078.1",
            ],
        ]
        let found = AttackReferences(webhook: body)
        #expect(found.tactics == ["TA0043", "TA0007", "TA0008", "TA0001"])
        #expect(found.techniques == ["T1595", "T1059.004", "T1046"])
        #expect(
            AttackReferences(webhook: ["mitreTechniques": "TA0006-T1078, TA0006-T1110, "]).techniques == [
                "T1078", "T1110",
            ])
        #expect(AttackReferences(webhook: ["mitreTactics": nil]).tactics.isEmpty)
    }

    @Test("Lists in texts lose their last comma and keep commas within names")
    func lists() {
        #expect(JSON.listed("A, B, ") == ["A", "B"])
        #expect(JSON.listed("A,B, C,") == ["A,B", "C"])
        #expect(JSON.listed("") == [])
        #expect(JSON.listed(", , ") == [])
        #expect(JSON.listed("alone") == ["alone"])
    }

    @Test("Links lead to the portal of the tenant's domain, for ids that are ids")
    func links() {
        #expect(PortalLink.make(.issue, id: "a-1") == "https://app.wiz.io/issues#~(issue~'a-1)")
        #expect(PortalLink.make(.threat, id: "a-1", domain: "app.wiz.us") == "https://app.wiz.us/threats#~(issue~'a-1)")
        #expect(PortalLink.make(.detection, id: "d") == "https://app.wiz.io/findings/detections#~(detectionId~'d)")
        #expect(PortalLink.make(.issue, id: "a'b\"<") == nil)
    }

    @Test("Notes in one text are told apart by their authors")
    func notes() {
        let notes = NoteReader.notes(inText: "a@b.example-one, two, c@d.example-three, ")
        #expect(notes.map(\.text) == ["one, two", "three"])
        #expect(NoteReader.notes(inText: "a machine-said so, ").map(\.text) == ["a machine-said so"])
        #expect(NoteReader.notes(inText: "  ").isEmpty)
        #expect(NoteReader.notes(inText: "a@b.example-   , ").isEmpty)
    }

    @Test("Only web addresses become links")
    func addresses() {
        let value: JSON = [
            "a": "https://x.example", "b": "javascript:alert(1)", "c": "", "d": 7, "e": "HTTP://x.example",
        ]
        #expect(["a", "b", "c", "d", "e"].map(value.link) == ["https://x.example", nil, nil, nil, "HTTP://x.example"])
    }
}
