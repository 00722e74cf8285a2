import Testing

@testable import Detection

@Suite("Regular expressions and placeholders")
struct RegularExpressionTests {
    @Test(
        "a place after re anchors all alternatives",
        arguments: [
            MatchCase.line("a|re|startswith: 'b|c'", #"{"a":"cx"}"#, true),
            .line("a|re|startswith: 'b|c'", #"{"a":"xc"}"#, false),
            .line("a|re|endswith: 'b|c'", #"{"a":"xb"}"#, true),
            .line("a|re|endswith: 'b|c'", #"{"a":"cx"}"#, false),
            .line("a|re|ignorecase|startswith: 'B'", #"{"a":"bx"}"#, true),
        ])
    func places(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "what RE2 does not have is a named error",
        arguments: [
            "(?=x)", "(?!x)", "(?<=x)", #"(x)\1"#, "(?>x)", "x++", "(?(1)a|b)", "[z-a]", "x{2000}", "(", "a)(b", "*",
        ])
    func unsupported(_ text: String) {
        let pack = RuleFixture.pack(RuleFixture.rule("s:\n    a|re: '\(text)'\ncondition: s"))
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.first?.line == 8)
        #expect(
            pack.problems.first?.reason.contains("RE2 does not take this regular expression") == true,
            "\(pack.problems)")
    }

    @Test(
        "flags that need re, and modifiers that re does not take, are refused",
        arguments: [
            ("a|i: x", "ignorecase needs re before it"), ("a|re|cased: x", "cased does not go with re"),
            ("a|re|base64: x", "base64 does not go with re"), ("a|re: null", "re needs a text"),
            ("a|re|re: x", "the modifier 're' stands twice"),
        ])
    func combinations(_ line: String, _ reason: String) {
        let pack = RuleFixture.pack(RuleFixture.rule("s:\n    \(line)\ncondition: s"))
        #expect(pack.problems.first?.reason.hasSuffix(reason) == true, "\(pack.problems)")
    }

    @Test("an expression that makes back-tracking engines hang ends at once")
    func linearTime() throws {
        let text = String(repeating: "a", count: 50_000)
        #expect(try !RuleFixture.fires("s:\n    a|re: '^(a+)+$'\ncondition: s", on: #"{"a":"\#(text)!"}"#))
        #expect(try RuleFixture.fires("s:\n    a|re: '^(a+)+$'\ncondition: s", on: #"{"a":"\#(text)"}"#))
    }

    @Test(
        "the index knows a literal of an expression, and passes over no match",
        arguments: [
            ("a|re|i: 'cloud(trail|watch) (stopped|deleted)'", "CloudTrail Stopped", true),
            ("a|re: 'x.y'", "xzy", true), ("a|re|i: 'kelvin'", "\u{212A}ELVIN", true),
            ("a|re|i: 'soft'", "\u{17F}oft", true), ("a|re: '[ab]{3}'", "aba", true), ("a|re: 'abc|'", "zzz", true),
        ])
    func index(_ line: String, _ value: String, _ expected: Bool) throws {
        #expect(try RuleFixture.fires("s:\n    \(line)\ncondition: s", on: #"{"a":"\#(value)"}"#) == expected)
    }

    @Test("the filter leaves out no expression that matches, whatever stands beside it")
    func filter() throws {
        let texts = [
            #"(?i)\b(dump|steal)\w*\b.*\b(secret|token)s?\b"#, "(?i)kelvin", "(?i)soft", "x.y", "[ab]{3}", "abc|",
            "(?i)é(tat|cole)",
            #"(?i)^(get|list)[a-z]+$"#, "Secret", "(?i)secrets? (were|was)", #"\d{4}-\d{2}"#,
            "(?i)cloud(trail|watch) (stopped|deleted)",
        ]
        let expressions = try texts.enumerated().map { try RegularExpression($0.element, number: $0.offset) }
        let filter = RegularExpressionFilter(expressions)
        let values = [
            "Dumped all the Secrets", "\u{212A}ELVIN", "\u{17F}oft", "xzy", "aba", "", "ÉCOLE", "getobject", "Secret",
            "SECRETS WERE read", "2024-11", "CloudTrail Stopped", "a secret token was stolen", "steal tokens",
        ]
        for value in values {
            let possible = filter.possible(in: TextFolding.fold(value))
            let matching = expressions.filter { $0.matches(Array(value.utf8)) }.map(\.number)
            #expect(matching.allSatisfy(possible.contains), "\(value)")
            if !value.isEmpty { #expect(!matching.isEmpty, "\(value)") }
        }
        #expect(!filter.possible(in: TextFolding.fold("nothing of it")).contains(0))
    }

    @Test("expand puts a list's values in, as any of them")
    func placeholders() throws {
        let lists = PlaceholderLists(["admins": ["root", "adm-*"], "hosts": ["a.b", "c"]])
        func fires(_ line: String, _ value: String) throws -> Bool {
            let rule = RuleFixture.rule("s:\n    \(line)\ncondition: s")
            let pack = RulePack(sources: [("r.yml", rule)], placeholders: lists)
            #expect(pack.problems.map(\.reason) == [])
            return !pack.matches(try RuleFixture.event(#"{"a":"\#(value)"}"#)).isEmpty
        }
        #expect(try fires("a|expand: '%admins%'", "ADM-7"))
        #expect(try !fires("a|expand: '%admins%'", "roots"))
        #expect(try fires("a|expand: 'x-%admins%@%hosts%'", "x-root@c"))
        #expect(try fires("a|contains|expand: '%hosts%'", "z a.b z"))
        #expect(try fires("a|expand: '100%'", "100%"))
        #expect(try fires("a|re|expand: '^%hosts%$'", "a.b"))
        #expect(try !fires("a|re|expand: '^%hosts%$'", "axb"))
    }

    @Test("a placeholder without a list is a named error")
    func unknownPlaceholder() {
        let pack = RuleFixture.pack(RuleFixture.rule("s:\n    a|expand: '%nobody%'\ncondition: s"))
        #expect(pack.problems.first?.reason.contains("no list for the placeholder %nobody%") == true)
    }

    @Test("a list's file has one value on each line, and comments")
    func listFile() {
        #expect(PlaceholderLists.values(in: "# people\nroot\n\n  adm  \r\n") == ["root", "adm"])
    }
}
