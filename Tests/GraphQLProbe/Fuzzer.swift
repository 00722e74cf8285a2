import GraphQL

/// Mutates a corpus of requests and runs what comes out.
struct Fuzzer {
    private let inputs: [GraphQLObject]
    private var random: Generator

    /// - Parameter corpus: lines as the probe takes them; what is no such line is left out.
    init(corpus: [[UInt8]], seed: UInt64) {
        inputs = corpus.compactMap { (try? GraphQLValue(json: $0))?.objectValue }
        random = Generator(state: seed)
    }

    /// Returns one line of what was done.
    mutating func run(for duration: Duration) -> String {
        let end = ContinuousClock.now + duration
        var rounds = 0
        var executed = 0
        var schemas = 0
        var executor: GraphQLExecutor?
        while ContinuousClock.now < end, let input = inputs.randomElement(using: &random) {
            rounds += 1
            if rounds % 50 == 1 {
                let sdl = rounds % 100 == 1 ? input["sdl"]?.stringValue ?? "" : mutated(input["sdl"]?.stringValue ?? "")
                if let schema = try? Schema(sdl: sdl) {
                    schemas += 1
                    executor = GraphQLExecutor(schema: schema)
                }
            }
            guard let executor else { continue }
            if execute(input, executor) { executed += 1 }
        }
        return "\(rounds) requests, \(executed) of them executed, over \(schemas) schemas"
    }

    /// Whether there was data in the end.
    private mutating func execute(_ input: GraphQLObject, _ executor: GraphQLExecutor) -> Bool {
        var body: GraphQLObject = [
            "query": .string(mutated(input["query"]?.stringValue ?? "")),
            "variables": mutated(input["variables"] ?? .null, depth: 0),
        ]
        if random.chance(5) { body["operationName"] = mutated(.string("A"), depth: 0) }
        var bytes = GraphQLValue.object(body).json()
        if random.chance(10) { mutate(&bytes) }
        guard let request = try? GraphQLRequest(json: bytes) else { return false }
        let root = TreeNode(object: input["data"]?.objectValue ?? [:])
        _ = executor.summary(of: request)
        let response = executor.execute(request, query: root, mutation: root)
        return !response.json().isEmpty && response.data != nil
    }

    // MARK: Mutations

    private static let pieces = [
        "{", "}", "(", ")", "[", "]", "...", "... on Dog ", "@include(if: true)", "@skip(if: $b)", "\"", "\"\"\"",
        "\\u", "$",
        "$n", ":", "!", "=", "&", "|", "#", "\n", "\r", "\u{FEFF}", "\u{1F43E}", "null", "true", "99999999999999999999",
        "-0", "1e400", "1.5", "__typename", "__schema{types{name}}", "fragment f on Dog {...f}", "...f", "dog{",
        "query Q(",
        "a:", "mother{", "friends{", "{{{{{{{{{{", "[[[[[[[[[[", "((((((", "\u{0}", "é", "extend ", "input I { i: I! }",
    ]

    private mutating func mutated(_ text: String) -> String {
        if random.chance(15) { return text }
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let position = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes.insert(contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8, at: position)
        case 1: if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &random) }
        case 2: bytes.removeSubrange(slice(of: bytes, at: position))
        case 3: bytes.insert(contentsOf: bytes[slice(of: bytes, at: position)], at: position)
        case 4: splice(&bytes, at: position)
        case 5:
            let piece = Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
            let count = random.chance(5) ? 2000 : Int.random(in: 2...60, using: &random)
            bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: position)
        default: if bytes.count > 1 { bytes.swapAt(position % bytes.count, (position * 7 + 3) % bytes.count) }
        }
        if bytes.count > 100_000 { bytes.removeLast(bytes.count - 100_000) }
    }

    private mutating func splice(_ bytes: inout [UInt8], at position: Int) {
        let other = Array((inputs.randomElement(using: &random)?["query"]?.stringValue ?? "").utf8)
        let start = Int.random(in: 0...other.count, using: &random)
        bytes.insert(contentsOf: other[slice(of: other, at: start)], at: position)
    }

    private mutating func slice(of bytes: [UInt8], at position: Int) -> Range<Int> {
        position..<min(bytes.count, position + Int.random(in: 0...20, using: &random))
    }

    private mutating func mutated(_ value: GraphQLValue, depth: Int) -> GraphQLValue {
        if random.chance(30 - depth) { return odd() }
        switch value {
        case .object(let object):
            return .object(GraphQLObject(object.map { ($0.key, mutated($0.value, depth: depth + 1)) }))
        case .list(let items): return .list(items.map { mutated($0, depth: depth + 1) })
        default: return value
        }
    }

    private mutating func odd() -> GraphQLValue {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return .null
        case 1: return .int(.max)
        case 2: return .int(.min)
        case 3: return .float(1e308)
        case 4: return .string(mutated("text"))
        case 5: return [[[[1]]]]
        case 6: return ["required": 1, "inner": ["required": .null], "n": 5]
        case 7:
            return (0..<Int.random(in: 1...90, using: &random)).reduce(GraphQLValue.int(1)) { inner, _ in
                ["deeper": inner]
            }
        default: return .bool(true)
        }
    }
}

/// SplitMix64, so that a seed gives the same run everywhere.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True in about so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool {
        next() % 100 < UInt64(max(0, percent))
    }
}
