import Testing

@testable import Detection

@Suite("Modifiers")
struct ModifierTests {
    @Test(
        "contains, startswith, endswith, all and cased",
        arguments: [
            MatchCase.line("a|contains: ob", #"{"a":"FOOBAR"}"#, true),
            .line("a|contains: xx", #"{"a":"foobar"}"#, false),
            .line("a|contains: ''", #"{"a":"foobar"}"#, true),
            .line("a|contains: o*a", #"{"a":"foobar"}"#, true),
            .line("a|contains: [x, ob]", #"{"a":"foobar"}"#, true),
            .line("a|contains: 23", #"{"a":1234}"#, true),
            .line("a|contains: true", #"{"a":"it is true"}"#, true),
            .line("a|startswith: foo", #"{"a":"foobar"}"#, true),
            .line("a|startswith: bar", #"{"a":"foobar"}"#, false),
            .line("a|endswith: bar", #"{"a":"foobar"}"#, true),
            .line("a|endswith: foo", #"{"a":"foobar"}"#, false),
            .line("a|endswith: foobarbaz", #"{"a":"baz"}"#, false),
            .line("a|contains|all: [foo, bar]", #"{"a":"foobar"}"#, true),
            .line("a|contains|all: [foo, baz]", #"{"a":"foobar"}"#, false),
            .line("a|all: [x, y]", #"{"a":["x","y","z"]}"#, true),
            .line("a|all: [x, y]", #"{"a":["x","z"]}"#, false),
            .line("a|contains|all: [foo, bar]", #"{"a":["foo","bar"]}"#, true),
            .line("a|cased: Foo", #"{"a":"Foo"}"#, true),
            .line("a|cased: Foo", #"{"a":"foo"}"#, false),
            .line("a|contains|cased: oB", #"{"a":"foobar"}"#, false),
            .line("a|cased|contains: oB", #"{"a":"fooBar"}"#, true),
        ])
    func places(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "exists, comparisons and neq",
        arguments: [
            MatchCase.line("a|exists: true", #"{"a":"x"}"#, true),
            .line("a|exists: true", #"{"a":""}"#, true),
            .line("a|exists: true", #"{"a":{"b":1}}"#, true),
            .line("a|exists: true", #"{"a":null}"#, false),
            .line("a|exists: true", #"{"a":[]}"#, false),
            .line("a|exists: false", #"{"b":"x"}"#, true),
            .line("a|exists: false", #"{"a":0}"#, false),
            .line("a|gt: 5", #"{"a":6}"#, true),
            .line("a|gt: 5", #"{"a":5}"#, false),
            .line("a|gte: 5", #"{"a":5}"#, true),
            .line("a|gte: 5", #"{"a":4.9}"#, false),
            .line("a|lt: 5", #"{"a":4}"#, true),
            .line("a|lt: 5", #"{"a":"4"}"#, true),
            .line("a|lt: 5", #"{"a":"four"}"#, false),
            .line("a|lte: 5", #"{"a":5}"#, true),
            .line("a|lte: 5.5", #"{"a":[9,5.5]}"#, true),
            .line("a|gt: 9007199254740992", #"{"a":9007199254740993}"#, true),
            .line("a|neq: x", #"{"a":"y"}"#, true),
            .line("a|neq: x", #"{"a":"X"}"#, false),
            .line("a|neq: x", #"{}"#, true),
            .line("a|neq: [x, y]", #"{"a":"y"}"#, false),
            .line("a|neq: [x, y]", #"{"a":"z"}"#, true),
            .line("a|neq: x", #"{"a":["x","y"]}"#, false),
            .line("a|contains|neq: x", #"{"a":"abc"}"#, true),
            .line("a|neq: null", #"{"a":"abc"}"#, true),
        ])
    func comparisons(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "cidr takes IPv4 and IPv6",
        arguments: [
            MatchCase.line("a|cidr: 10.0.0.0/8", #"{"a":"10.255.3.4"}"#, true),
            .line("a|cidr: 10.0.0.0/8", #"{"a":"11.0.0.1"}"#, false),
            .line("a|cidr: 10.1.2.3/8", #"{"a":"10.9.9.9"}"#, true),
            .line("a|cidr: 192.0.2.7", #"{"a":"192.0.2.7"}"#, true),
            .line("a|cidr: 192.0.2.7/32", #"{"a":"192.0.2.8"}"#, false),
            .line("a|cidr: 0.0.0.0/0", #"{"a":"203.0.113.1"}"#, true),
            .line("a|cidr: 0.0.0.0/0", #"{"a":"not an address"}"#, false),
            .line("a|cidr: 0.0.0.0/0", #"{"a":"2001:db8::1"}"#, false),
            .line("a|cidr: 2001:db8::/32", #"{"a":"2001:DB8:1::5"}"#, true),
            .line("a|cidr: 2001:db8::/32", #"{"a":"2001:db9::"}"#, false),
            .line("a|cidr: '::/0'", #"{"a":"fe80::1"}"#, true),
            .line("a|cidr: '::/0'", #"{"a":"10.0.0.1"}"#, false),
            .line("a|cidr: 10.0.0.0/8", #"{"a":"::ffff:10.1.2.3"}"#, true),
            .line("a|cidr: 10.0.0.0/8", #"{"a":"010.1.2.3"}"#, false),
            .line("a|cidr: [10.0.0.0/8, 192.168.0.0/16]", #"{"a":"192.168.1.1"}"#, true),
            .line("a|cidr: 2001:db8:0:0:0:0:0:1/128", #"{"a":"2001:db8::1"}"#, true),
        ])
    func networks(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "fieldref compares with another field of the event",
        arguments: [
            MatchCase.line("a|fieldref: b", #"{"a":"X","b":"x"}"#, true),
            .line("a|fieldref: b", #"{"a":"x","b":"y"}"#, false),
            .line("a|fieldref: b", #"{"a":"x"}"#, false),
            .line("a|fieldref: b.c", #"{"a":["w","x"],"b":[{"c":"v"},{"c":"x"}]}"#, true),
            .line("a|fieldref|startswith: b", #"{"a":"foobar","b":"foo"}"#, true),
            .line("a|fieldref|endswith: b", #"{"a":"foobar","b":"foo"}"#, false),
            .line("a|fieldref|contains: b", #"{"a":"foobar","b":"OB"}"#, true),
            .line("a|fieldref|cased: b", #"{"a":"X","b":"x"}"#, false),
            .line("a|fieldref: b", #"{"a":5,"b":"5"}"#, true),
            .line("a|fieldref|neq: b", #"{"a":"x","b":"y"}"#, true),
        ])
    func fieldReferences(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "windash takes every dash for an option's beginning",
        arguments: [
            MatchCase.line("a|windash|contains: ' -enc '", #"{"a":"ps /enc x"}"#, true),
            .line("a|windash|contains: ' -enc '", #"{"a":"ps –enc x"}"#, true),
            .line("a|windash|contains: ' /enc '", #"{"a":"ps -enc x"}"#, true),
            .line("a|windash|contains: ' -enc '", #"{"a":"ps +enc x"}"#, false),
            .line("a|windash: -param-name", #"{"a":"/param-name"}"#, true),
            .line("a|windash: -param-name", #"{"a":"-param/name"}"#, false),
            .line("a|contains|windash: -a -b", #"{"a":"x /a -b"}"#, true),
            .line("a|windash|contains|all: [-a, -b]", #"{"a":"x /b \u2014a"}"#, true),
        ])
    func dashes(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }

    @Test(
        "base64, base64offset and the UTF-16 encodings",
        arguments: [
            MatchCase.line("a|base64: foobar", #"{"a":"Zm9vYmFy"}"#, true),
            .line("a|base64|contains: foobar", #"{"a":"x Zm9vYmFy y"}"#, true),
            .line("a|base64offset|contains: foobar", #"{"a":"Zm9vYmFy"}"#, true),
            // "xfoobar" and "xxfoobar"
            .line("a|base64offset|contains: foobar", #"{"a":"eGZvb2Jhcg=="}"#, true),
            .line("a|base64offset|contains: foobar", #"{"a":"eHhmb29iYXI="}"#, true),
            .line("a|base64offset|contains: foobar", #"{"a":"eHhmb29ib3o="}"#, false),
            .line("a|wide|base64: foo", #"{"a":"ZgBvAG8A"}"#, true),
            .line("a|utf16le|base64: foo", #"{"a":"ZgBvAG8A"}"#, true),
            .line("a|utf16be|base64: foo", #"{"a":"AGYAbwBv"}"#, true),
            .line("a|utf16|base64: foo", #"{"a":"//5mAG8AbwA="}"#, true),
            .line("a|wide|base64offset|contains: foo", #"{"a":"eABmAG8AbwA="}"#, true),
            .line("a|base64|cased: foobar", #"{"a":"zm9vymfy"}"#, false),
        ])
    func encodings(_ row: MatchCase) throws {
        #expect(try RuleFixture.fires(row.detection, on: row.event) == row.fires)
    }
}
