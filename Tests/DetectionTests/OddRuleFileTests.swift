import Testing
import Workbench

@testable import Detection

/// Rule files that are unusual and legal, or illegal in ways that happen: each is used as meant, or its reason is named.
@Suite("Odd rule files")
struct OddRuleFileTests {
    @Test(
        "what is unusual and legal matches as it is meant",
        arguments: [
            MatchCase("a: &x\n    name:\n        - foo\nb: *x\ncondition: b", #"{"name":"FOO"}"#, true),
            MatchCase(
                "a:\n    name|contains: |\n        foo\n        bar\ncondition: a", #"{"name":"foo\nbar\n!"}"#, true),
            MatchCase(
                "a:\n    name: >-\n        foo\n        bar\ncondition: >\n    a\n    or a", #"{"name":"foo bar"}"#,
                true),
            MatchCase("a:\n    n: 5\n    f: 1.5\n    b: true\ncondition: a", #"{"n":"5","f":1.5,"b":"True"}"#, true),
            MatchCase("a:\n    n: 0x10\n    y: yes\ncondition: a", #"{"n":"0x10","y":"YES"}"#, true),
            MatchCase("a:\n    n: 010\ncondition: a", #"{"n":10}"#, false),
            MatchCase("a:\n    d: 2024-01-01\ncondition: a", #"{"d":"2024-01-01"}"#, true),
            MatchCase("a:\n    z: null\n    y: ''\n    x:\ncondition: a", #"{"y":""}"#, true),
            MatchCase("a:\n    z: null\ncondition: not a", #"{"z":0}"#, true),
            MatchCase("a:\n    n:\n        - null\n        - x\ncondition: a", #"{"m":1}"#, true),
            MatchCase("a:\n    n:\n        - null\n        - x\ncondition: a", #"{"n":"y"}"#, false),
            MatchCase(
                "a:\n    Field With Space: x\n    dash-ed: y\n    a.b.c: z\n    '@time': q\n    c-uri|contains: w\ncondition: a",
                #"{"Field With Space":"x","dash-ed":"y","a":{"b.c":"z"},"@time":"q","c-uri":"/w/"}"#, true),
            MatchCase("a:\n    4688: x\ncondition: a", #"{"4688":"x"}"#, true),
            MatchCase("keywords:\n    - foo\n    - 5\ncondition: keywords", #"{"a":{"b":"a 5 b"}}"#, true),
            MatchCase(
                "keywords:\n    '|all':\n        - foo\n        - bar\ncondition: keywords", #"{"a":"foo","b":"bar"}"#,
                true),
            MatchCase(
                "keywords:\n    '|all':\n        - foo\n        - bar\ncondition: keywords", #"{"a":"foo"}"#, false),
            MatchCase("a:\n    - name: x\n      type: y\n    - b\ncondition: a", #"{"c":"abc"}"#, true),
            MatchCase("a:\n    n: x\nb:\n    n: y\ncondition:\n    - a\n    - b", #"{"n":"y"}"#, true),
            MatchCase("a:\n    n: x\nb:\n    n: y\ncondition: 1 of them", #"{"n":"y"}"#, true),
            MatchCase("s_a:\n    n: x\ns_b:\n    n: y\ncondition: any of s_* and not all of them", #"{"n":"y"}"#, true),
            MatchCase("a:\n    n: x\nb:\n    n: y\ncondition: NOT a\tAND (b OR a)", #"{"n":"y"}"#, true),
            MatchCase(
                "a:\n    n|contains|all|cased:\n        - Foo\n        - Bar\ncondition: a", #"{"n":"BarFoo"}"#, true),
            MatchCase(
                "a:\n    n|contains|all|cased:\n        - Foo\n        - Bar\ncondition: a", #"{"n":"barFoo"}"#, false),
            MatchCase(
                #"a:"# + "\n" + #"    p: 'C:\Windows\*\cmd.exe'"# + "\ncondition: a", #"{"p":"c:\\windows*\\CMD.exe"}"#,
                true),
            MatchCase(#"a:"# + "\n" + #"    p: 'C:\\Users\\*'"# + "\ncondition: a", #"{"p":"C:\\Users\\ann"}"#, true),
            MatchCase(#"a:"# + "\n" + #"    p|endswith: '\'"# + "\ncondition: a", #"{"p":"C:\\"}"#, true),
            MatchCase("a:\n    name: 'пароль*'\n    имя: X\ncondition: a", #"{"name":"ПАРОЛЬ 1","имя":"x"}"#, true),
            MatchCase("a:\n    n: \"a\\tb\"\ncondition: a", #"{"n":"a\tb"}"#, true),
            MatchCase(
                "a:\n    n|windash|contains|all:\n        - ' -a'\n        - ' /b'\ncondition: a", #"{"n":"x /a -b"}"#,
                true),
        ])
    func legal(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "what is not supported is named with its reason",
        arguments: [
            ("a:\n    n: x\ntimeframe: 5m\ncondition: a", "timeframe is not supported"),
            ("a:\n    n: x\nb:\n    n: y\ncondition: a | near b", "'near' is not supported"),
            ("a:\n    n: x\nb:\n    n: y\ncondition: near a and b", "'near' is not supported"),
            ("a:\n    n: x\ncondition: a | count() by u > 5", "aggregations after a bar are not supported"),
            ("a:\n    n: x\ncondition: a | sum(b) by u >= 3", "aggregations after a bar are not supported"),
            ("a:\n    n|foo: x\ncondition: a", "unknown modifier 'foo'"),
            ("a:\n    n|: x\ncondition: a", "unknown modifier ''"),
            ("a:\n    n|re: '(?<!a)b'\ncondition: a", "RE2 does not take this regular expression"),
            ("a:\n    n|expand: '%admins%'\ncondition: a", "there is no list for the placeholder %admins%"),
            ("a:\n    n: x\ncondition: 2 of them", "'2 of' is neither"),
            ("a:\n    n: x\ncondition: a*", "there is no search named 'a*'"),
            ("a:\n    n: x\ncondition: ''", "something is missing"),
            ("a:\n    n: x", "condition is missing"),
            ("a: {}\ncondition: a", "the search 'a' is empty"),
            ("a:\ncondition: a", "the search 'a' is empty"),
            ("a: []\ncondition: a", "the search 'a' is empty"),
            ("a:\n    n: []\ncondition: a", "'n' has an empty list"),
            ("a:\n    n:\n        m: x\ncondition: a", "'n' must have a value"),
            ("a:\n    n: x\n    n: y\ncondition: a", "the key n stands twice"),
            ("a: &x\n    n: y\nb:\n    <<: *x\ncondition: a or b", "YAML merge keys (<<) are not supported"),
            ("a:\n    n|exists: maybe\ncondition: a", "exists needs true or false"),
            ("a:\n    n|gt: many\ncondition: a", "gt needs a number"),
            ("a:\n    n|cidr: 10.0.0.0/64\ncondition: a", "is no IPv4 or IPv6 network"),
            ("a:\n    n.: x\ncondition: a", "'n.' is no usable field path"),
        ])
    func unsupported(_ detection: String, _ reason: String) {
        let pack = RuleFixture.pack(RuleFixture.rule(detection))
        #expect(pack.rules.isEmpty)
        #expect(pack.problems.count == 1)
        #expect(pack.problems.first?.reason.contains(reason) == true, "\(pack.problems)")
    }

    @Test("a byte order mark, DOS line ends, and empty documents change nothing")
    func encodings() throws {
        let first = RuleFixture.rule("a:\n    n: x\ncondition: a")
        let second = RuleFixture.rule("a:\n    n: y\ncondition: a", id: 2)
        let texts = [
            "\u{FEFF}" + first, first.replacing("\n", with: "\r\n"), "---\n\(first)\n---\n\(second)\n...\n---\n",
            "\u{FEFF}---\r\n" + first.replacing("\n", with: "\r\n"),
        ]
        for text in texts {
            let pack = RuleFixture.pack(text)
            #expect(pack.problems.map(\.description) == [], "\(text)")
            #expect(try pack.matches(RuleFixture.event(#"{"n":"X"}"#)).map(\.rule.id) == [RuleFixture.uuid(1)])
        }
    }

    @Test("an old collection is refused document by document, and the files beside it work")
    func collection() throws {
        let global = """
            action: global
            title: G
            detection:
                condition: a
            ---
            detection:
                a:
                    n: x
            """
        let pack = RuleFixture.pack(global, RuleFixture.rule("a:\n    n: x\ncondition: a"))
        #expect(pack.problems.map(\.line) == [1, 6])
        #expect(pack.problems.first?.reason == "rule collections with 'action' are not supported")
        #expect(pack.rules.count == 1)
    }

    @Test("files without a rule say so", arguments: ["", "# nothing\n", "---\n", "\u{FEFF}"])
    func nothing(_ text: String) {
        let pack = RuleFixture.pack(text)
        #expect(pack.problems.map(\.reason) == ["the file holds no rule"])
    }
}
