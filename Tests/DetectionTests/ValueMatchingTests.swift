import Testing

@testable import Detection

@Suite("Values: equality, types, wildcards and escaping")
struct ValueMatchingTests {
    @Test(
        "text equals the whole value, without regard to case",
        arguments: [
            MatchCase.line("a: foo", #"{"a":"foo"}"#, true),
            .line("a: foo", #"{"a":"FOO"}"#, true),
            .line("a: FOO", #"{"a":"foo"}"#, true),
            .line("a: foo", #"{"a":"foobar"}"#, false),
            .line("a: foo", #"{"b":"foo"}"#, false),
            .line("a: ''", #"{"a":""}"#, true),
            .line("a: ''", #"{"a":"x"}"#, false),
            .line("a: ''", #"{}"#, false),
            .line("a: 'ÉCOLE'", #"{"a":"école"}"#, true),
            .line("a: k", #"{"a":"\u212a"}"#, true),
            .line("a: straße", #"{"a":"STRASSE"}"#, false),
            .line(#"a: "\u00e9""#, #"{"a":"e\u0301"}"#, false),
            .line("a: 'ДОМ'", #"{"a":"дом"}"#, true),
        ])
    func equality(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "a list of values is any of them; a map is all of its fields; a list of maps is any of them",
        arguments: [
            MatchCase.line("a: [x, y]", #"{"a":"y"}"#, true),
            .line("a: [x, y]", #"{"a":"z"}"#, false),
            MatchCase("s:\n    a: x\n    b: y\ncondition: s", #"{"a":"x","b":"y"}"#, true),
            MatchCase("s:\n    a: x\n    b: y\ncondition: s", #"{"a":"x","b":"z"}"#, false),
            MatchCase("s:\n    - a: x\n    - b: y\ncondition: s", #"{"b":"y"}"#, true),
            MatchCase("s:\n    - a: x\n    - b: y\ncondition: s", #"{"b":"x"}"#, false),
            MatchCase("s:\n    - a: x\n      b: y\n    - c: z\ncondition: s", #"{"a":"x","c":"q"}"#, false),
            MatchCase("s:\n    - a: x\n      b: y\n    - c: z\ncondition: s", #"{"a":"x","b":"y"}"#, true),
            MatchCase("s:\n    - a: x\n    - word\ncondition: s", #"{"q":"a word here"}"#, true),
        ])
    func linking(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "paths go through objects and lists, and any element counts",
        arguments: [
            MatchCase.line("a.b.c: x", #"{"a":{"b":{"c":"x"}}}"#, true),
            .line("a.b.c: x", #"{"a":{"b":"x"}}"#, false),
            .line("a.b: x", #"{"a":[{"b":"w"},{"b":"x"}]}"#, true),
            .line("a.b: x", #"{"a":[{"b":"w"},{"c":"x"}]}"#, false),
            .line("a: x", #"{"a":["w","x"]}"#, true),
            .line("a: x", #"{"a":[["w"],["x"]]}"#, true),
            .line("a.b: x", #"{"a":[{"b":["w","x"]}]}"#, true),
            .line("a: x", #"{"a":{"b":"x"}}"#, false),
            .line("a.b.c: x", #"{"a":{"b.c":"x"}}"#, true),
            .line("tag.app.kubernetes.io/name: web", #"{"tag":{"app.kubernetes.io/name":"web"}}"#, true),
            .line("a.b: x", #"{"a.b":"x"}"#, true),
            .line("A: x", #"{"a":"x"}"#, false),
            MatchCase("s:\n    a.b: x\n    a.c: y\ncondition: s", #"{"a":[{"b":"x"},{"c":"y"}]}"#, true),
        ])
    func paths(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "null is a field without a value",
        arguments: [
            MatchCase.line("a: null", #"{}"#, true),
            .line("a: null", #"{"a":null}"#, true),
            .line("a: ~", #"{"a":[]}"#, true),
            .line("a:", #"{"b":1}"#, true),
            .line("a: null", #"{"a":[null]}"#, true),
            .line("a: null", #"{"a":""}"#, false),
            .line("a: null", #"{"a":"null"}"#, false),
            .line("a: null", #"{"a":{"b":1}}"#, false),
            .line("a: 'null'", #"{"a":"null"}"#, true),
            .line("a: [null, x]", #"{"a":"x"}"#, true),
            .line("a: [null, x]", #"{}"#, true),
            .line("a: [null, x]", #"{"a":"y"}"#, false),
            .line("a.b: null", #"{"a":"x"}"#, true),
        ])
    func null(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "numbers compare as numbers, booleans as booleans, and YAML 1.1 words stay words",
        arguments: [
            MatchCase.line("a: 5", #"{"a":5}"#, true),
            .line("a: 5", #"{"a":5.0}"#, true),
            .line("a: 5", #"{"a":"5"}"#, true),
            .line("a: 5", #"{"a":"05"}"#, false),
            .line("a: 5", #"{"a":55}"#, false),
            .line("a: '5'", #"{"a":5}"#, true),
            .line("a: 1.5", #"{"a":1.5}"#, true),
            .line("a: 1e3", #"{"a":1000}"#, true),
            .line("a: -3", #"{"a":-3}"#, true),
            .line("a: 9007199254740993", #"{"a":9007199254740992}"#, false),
            .line("a: 012345678901", #"{"a":"012345678901"}"#, true),
            .line("a: 012345678901", #"{"a":"12345678901"}"#, false),
            .line("a: 0x10", #"{"a":16}"#, false),
            .line("a: inf", #"{"a":"inf"}"#, true),
            .line("a: true", #"{"a":true}"#, true),
            .line("a: true", #"{"a":"True"}"#, true),
            .line("a: true", #"{"a":false}"#, false),
            .line("a: true", #"{"a":1}"#, false),
            .line("a: 1", #"{"a":true}"#, false),
            .line("a: 'true'", #"{"a":true}"#, true),
            .line("a: no", #"{"a":"no"}"#, true),
            .line("a: no", #"{"a":false}"#, false),
            .line("a: on", #"{"a":"ON"}"#, true),
            .line("a: yes", #"{"a":true}"#, false),
        ])
    func types(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "a star is any text and a question mark one character",
        arguments: [
            MatchCase.line("a: foo*", #"{"a":"foobar"}"#, true),
            .line("a: foo*", #"{"a":"foo"}"#, true),
            .line("a: '*bar'", #"{"a":"foobar"}"#, true),
            .line("a: '*ob*'", #"{"a":"foobar"}"#, true),
            .line("a: f*r", #"{"a":"foobar"}"#, true),
            .line("a: f*z*r", #"{"a":"foobar"}"#, false),
            .line("a: f??bar", #"{"a":"foobar"}"#, true),
            .line("a: f?bar", #"{"a":"foobar"}"#, false),
            .line("a: '?'", #"{"a":"é"}"#, true),
            .line("a: '??'", #"{"a":"é"}"#, false),
            .line("a: '*?'", #"{"a":""}"#, false),
            .line("a: '*??'", #"{"a":"é"}"#, false),
            .line("a: '*'", #"{"a":""}"#, true),
            .line("a: '*'", #"{}"#, false),
            .line("a: '*'", #"{"a":{"b":1}}"#, false),
            .line("a: '*a*a*a*b'", #"{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"}"#, false),
            .line("a: a**b", #"{"a":"ab"}"#, true),
            .line("a: 12*", #"{"a":1234}"#, true),
        ])
    func wildcards(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "a backslash makes a wildcard or backslash plain, and is plain itself before anything else",
        arguments: [
            MatchCase.line(#"a: 'x\*'"#, #"{"a":"x*"}"#, true),
            .line(#"a: 'x\*'"#, #"{"a":"xy"}"#, false),
            .line(#"a: 'x\?'"#, #"{"a":"x?"}"#, true),
            .line(#"a: 'x\?'"#, #"{"a":"xy"}"#, false),
            .line(#"a: 'C:\Windows\x'"#, #"{"a":"C:\\Windows\\x"}"#, true),
            .line(#"a: 'C:\\Windows'"#, #"{"a":"C:\\Windows"}"#, true),
            .line(#"a: 'x\\*'"#, #"{"a":"x\\anything"}"#, true),
            .line(#"a: 'x\\*'"#, #"{"a":"x*"}"#, false),
            .line(#"a: 'x\\\*'"#, #"{"a":"x\\*"}"#, true),
            .line(#"a: 'x\\\*'"#, #"{"a":"x\\y"}"#, false),
            .line(#"a: '\\\\host\share'"#, #"{"a":"\\\\host\\share"}"#, true),
            .line(#"a: 'x\'"#, #"{"a":"x\\"}"#, true),
            .line(#"a|contains: '\\'"#, #"{"a":"a\\b"}"#, true),
            .line(#"a|endswith: '\sh'"#, #"{"a":"c:\\sh"}"#, true),
        ])
    func escaping(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "keywords are looked for inside every text of the event",
        arguments: [
            MatchCase("s:\n    - mimikatz\ncondition: s", #"{"a":{"b":["run MimiKatz now"]}}"#, true),
            MatchCase("s:\n    - mimikatz\ncondition: s", #"{"mimikatz":"x"}"#, false),
            MatchCase("s: word\ncondition: s", #"{"a":"a word"}"#, true),
            MatchCase("s:\n    - one\n    - two\ncondition: s", #"{"a":"two"}"#, true),
            MatchCase("s:\n    '|all':\n        - one\n        - two\ncondition: s", #"{"a":"one","b":"two"}"#, true),
            MatchCase("s:\n    '|all':\n        - one\n        - two\ncondition: s", #"{"a":"one"}"#, false),
            MatchCase("s:\n    - ab*ef\ncondition: s", #"{"a":"xabcdefx"}"#, true),
            MatchCase("s:\n    - 4625\ncondition: s", #"{"a":{"id":4625}}"#, true),
            MatchCase("s:\n    '|startswith': run\ncondition: s", #"{"a":"please run"}"#, true),
        ])
    func keywords(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }
}
