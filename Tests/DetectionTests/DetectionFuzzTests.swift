import Foundation
import Testing
import Workbench

@testable import Detection

/// Bytes that nobody wrote with care. A trap ends the whole run, so that reaching the end is the result; on the way,
/// every text is either used or refused with a reason. WATCHFLOOR_FUZZ_SECONDS says how long each of them runs.
@Suite("Fuzzing")
struct DetectionFuzzTests {
    @Test("the rule parser uses or refuses whatever it reads")
    func rules() throws {
        var random = SeededRandom(seed: 1)
        let seed = Array(try ProjectFiles.text("Rules/wording/privileges-gained.yml").utf8)
        let correlation = Array(
            """
            title: Several
            name: several
            id: \(RuleFixture.uuid(9))
            correlation:
                type: value_count
                rules: [one, \(RuleFixture.uuid(1))]
                group-by: [a, b]
                aliases: {a: {one: name}}
                timespan: 15m
                condition: {gte: 3, field: name}
            """.utf8)
        let fixture = Array(RuleFixture.rule("s:\n    a|re|i: 'x+'\n    b|cidr: 10.0.0.0/8\ncondition: 1 of them").utf8)
        let event = try RuleFixture.event(#"{"name":"role granted","a":"xx","b":"10.1.1.1","kind":"issue"}"#)
        for round in FuzzRounds(1_500) {
            let text = String(decoding: random.mutated([seed, correlation, fixture][round % 3]), as: UTF8.self)
            let pack = RulePack(sources: [
                ("fuzz.yml", text), ("one.yml", RuleFixture.rule("s:\n    a: x\ncondition: s")),
            ])
            #expect(!pack.rules.isEmpty || !pack.problems.isEmpty || !pack.filters.isEmpty)
            #expect(pack.problems.allSatisfy { !$0.reason.isEmpty && $0.line >= 1 })
            _ = pack.judge(event)
            _ = pack.runTests()
        }
    }

    @Test("the condition parser uses or refuses whatever it reads")
    func conditions() {
        var random = SeededRandom(seed: 2)
        let words = [
            "a", "b", "not", "and", "or", "(", ")", "1", "of", "all", "them", "a*", "*", "any", "|", "'", "é", "_b",
        ]
        let reader = EventReader(
            DetectionEvent(fields: .object([:])), fieldCount: 0, filter: RegularExpressionFilter([]))
        var accepted = 0
        for _ in FuzzRounds(1_500) {
            let text = (0..<random.below(12)).map { _ in words[random.below(words.count)] }.joined(separator: " ")
            do {
                let condition = try ConditionParser.parse(
                    text, searches: [("a", .all([])), ("b", .any([])), ("_b", .all([]))])
                _ = condition.holds(in: reader)
                accepted += 1
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
        #expect(accepted > 0)
    }

    @Test("regular expressions compile or are refused, and match without end in sight")
    func regularExpressions() {
        var random = SeededRandom(seed: 3)
        let pieces = [
            "a", "b", "(", ")", "[", "]", "*", "+", "?", "{3}", "|", "^", "$", "\\", "\\b", ".", "(?i)", "é", "-",
            "\\p{L}", "(?:",
        ]
        var accepted = 0
        for _ in FuzzRounds(1_500) {
            let text = (0..<random.below(10)).map { _ in pieces[random.below(pieces.count)] }.joined()
            do {
                let expression = try RegularExpression(text)
                let value = random.bytes(60)
                let folded = TextFolding.fold(String(decoding: value, as: UTF8.self))
                let exact = Array(String(decoding: value, as: UTF8.self).utf8)
                if expression.matches(exact), let required = expression.requiredTexts {
                    #expect(required.contains { ByteSearch.find($0, in: folded) }, "\(text)")
                }
                accepted += 1
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
        #expect(accepted > 0)
    }

    @Test("the matcher agrees with evaluation without its index, whatever the event")
    func matcher() throws {
        var random = SeededRandom(seed: 4)
        let pack = try RulePack.load(directory: ProjectFiles.path("Rules"))
        let types = try IssueType.parse(csv: try ProjectFiles.text("Rules/issue-types.csv"))
        for _ in FuzzRounds(150) {
            let name = String(
                decoding: random.mutated(Array(types[random.below(types.count)].name.utf8)), as: UTF8.self)
            let event = DetectionEvent(fields: random.json(depth: 4, name: name))
            #expect(pack.matches(event).map(\.rule.id) == pack.matchesWithoutIndex(event))
        }
    }
}

/// So many rounds, or as many as fit into WATCHFLOOR_FUZZ_SECONDS.
struct FuzzRounds: Sequence, IteratorProtocol {
    private let limit: Int
    private let deadline: ContinuousClock.Instant?
    private var round = 0

    init(_ limit: Int) {
        self.limit = limit
        let seconds = ProcessInfo.processInfo.environment["WATCHFLOOR_FUZZ_SECONDS"].flatMap(Int.init)
        deadline = seconds.map { .now + .seconds($0) }
    }

    mutating func next() -> Int? {
        defer { round += 1 }
        if let deadline { return .now < deadline ? round : nil }
        return round < limit ? round : nil
    }
}

/// A small generator (SplitMix64), so that every run sees the same bytes.
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : Int(next() % UInt64(limit)) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// A few bytes changed, removed, doubled or moved.
    mutating func mutated(_ source: [UInt8]) -> [UInt8] {
        var bytes = source
        for _ in 0...below(6) {
            let position = below(bytes.count)
            switch below(6) {
            case 0 where !bytes.isEmpty: bytes[position] = UInt8(truncatingIfNeeded: next())
            case 1 where !bytes.isEmpty: bytes.removeSubrange(position..<min(bytes.count, position + 1 + below(40)))
            case 2: bytes.insert(contentsOf: self.bytes(below(8)), at: position)
            case 3 where !bytes.isEmpty:
                bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + below(60))], at: position)
            case 4:
                bytes.insert(
                    contentsOf: Array(repeating: [0x5B, 0x2D, 0x20, 0x28][below(4)], count: below(80)), at: position)
            default: bytes.insert([0x3A, 0x7C, 0x0A, 0x2A, 0x27, 0x26][below(6)], at: position)
            }
        }
        return bytes
    }

    mutating func json(depth: Int, name: String) -> JSON {
        switch depth == 0 ? below(5) : 5 + below(2) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .integer(Int64(truncatingIfNeeded: next()))
        case 3: return .number(Double(below(1000)) / 7)
        case 4: return .string(name)
        case 5 where depth < 4: return .array((0..<below(4)).map { _ in json(depth: depth - 1, name: name) })
        default:
            let keys = [
                "name", "rule", "process", "command_line", "event", "id", "kind", "mitre", "tactic", "actor",
                "severity",
            ]
            var members: [String: JSON] = depth == 4 ? ["name": .string(name)] : [:]
            for _ in 0..<below(6) { members[keys[below(keys.count)]] = json(depth: below(depth), name: name) }
            return .object(members)
        }
    }
}
