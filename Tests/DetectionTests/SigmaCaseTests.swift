import Testing
import Workbench

@testable import Detection

/// The table that test_pysigma.py holds pySigma against.
@Suite("Agreement with pySigma")
struct SigmaCaseTests {
    @Test("every case of the shared table comes out as the table says")
    func table() throws {
        let cases = try JSON(parsing: try ProjectFiles.text("Tests/Acceptance/sigma-cases.json").utf8).array
        #expect(cases.count >= 250)
        for row in cases {
            let detection = try #require(row["detection"]?.string)
            guard case .bool(let fires) = row["fires"] else { throw WorkbenchError.invalid("a case without a verdict") }
            let pack = RuleFixture.pack(RuleFixture.rule(detection))
            #expect(pack.problems.map(\.reason) == [], "\(detection)")
            let event = DetectionEvent(fields: .object(row.object["event"]?.object ?? [:]))
            #expect(pack.matches(event).isEmpty != fires, "\(detection) on \(event.fields.text)")
        }
    }

    @Test(
        "what pySigma refuses is refused, with a reason",
        arguments: [
            ("s:\n    a|contains|re: x\ncondition: s", "re must be the first modifier"),
            ("s:\n    a|nosuch: x\ncondition: s", "unknown modifier 'nosuch'"),
            ("s:\n    a|cidr: 10.0.0.0/99\ncondition: s", "is no IPv4 or IPv6 network in CIDR notation"),
            ("s:\n    a|re: '('\ncondition: s", "missing ): ("),
            ("s:\n    a|gt: x\ncondition: s", "gt needs a number"),
            ("s:\n    a|exists: 5\ncondition: s", "exists needs true or false"),
            ("s:\n    a|base64: 'x*'\ncondition: s", "base64 needs text without wildcards"),
            ("s:\n    a|fieldref: 'b*'\ncondition: s", "fieldref needs the name of a field"),
            ("s:\n    a|windash: '-a -b -c -d'\ncondition: s", "windash takes at most three options in one value"),
            ("s:\n    a: x\ncondition: s and", "something is missing at its end"),
            ("s:\n    a: x\ncondition: (s", "a parenthesis is not closed"),
            ("s:\n    a: x\ncondition: t", "there is no search named 't'"),
            (
                "s:\n    a: x\ncondition: s | count() > 5",
                "aggregations after a bar are not supported: they became correlations"
            ),
            ("s:\n    a: x", "condition is missing"),
        ])
    func refused(_ detection: String, _ reason: String) {
        let pack = RuleFixture.pack(RuleFixture.rule(detection))
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.map(\.reason).contains { $0.hasSuffix(reason) }, "\(pack.problems)")
    }
}
