/// Finds many texts in one pass over the bytes (Aho and Corasick, 1975), with all transitions worked out beforehand.
struct TextScanner: Sendable {
    /// Which column of the table a byte uses; bytes that are in no text share column 0.
    private var column = [Int](repeating: 0, count: 256)
    private var columns = 1
    /// `next[state * columns + column]`.
    private var next: [Int32] = []
    /// The rules whose text ends in a state.
    private var rules: [[Int]] = [[]]
    /// The state itself when a text ends there, else the nearest such suffix: where reporting begins; 0 for nowhere.
    private var report: [Int32] = [0]
    /// The nearest state whose text is a suffix of this one's and ends a text; 0 for none.
    private var shorter: [Int32] = [0]

    init(_ texts: [(text: [UInt8], rule: Int)]) {
        for byte in texts.flatMap(\.text) where column[Int(byte)] == 0 {
            column[Int(byte)] = columns
            columns += 1
        }
        next = Array(repeating: 0, count: columns)
        for entry in texts { insert(entry.text, entry.rule) }
        link()
    }

    func scan(_ bytes: [UInt8], found: (Int) -> Void) {
        var state = 0
        for byte in bytes {
            state = Int(next[state * columns + column[Int(byte)]])
            var match = Int(report[state])
            while match != 0 {
                for rule in rules[match] { found(rule) }
                match = Int(shorter[match])
            }
        }
    }

    private mutating func insert(_ text: [UInt8], _ rule: Int) {
        var state = 0
        for byte in text {
            let edge = state * columns + column[Int(byte)]
            if next[edge] == 0 {
                next[edge] = Int32(rules.count)
                next += Array(repeating: 0, count: columns)
                rules.append([])
                shorter.append(0)
                report.append(0)
            }
            state = Int(next[edge])
        }
        rules[state].append(rule)
    }

    /// Breadth first, so that a state's fallback is complete before the state is.
    private mutating func link() {
        var fallback = [Int](repeating: 0, count: rules.count)
        var queue = (0..<columns).map { Int(next[$0]) }.filter { $0 != 0 }
        var position = 0
        while position < queue.count {
            let state = queue[position]
            position += 1
            let other = fallback[state]
            shorter[state] = rules[other].isEmpty ? shorter[other] : Int32(other)
            report[state] = rules[state].isEmpty ? shorter[state] : Int32(state)
            for column in 0..<columns {
                let edge = state * columns + column
                let target = next[other * columns + column]
                if next[edge] == 0 {
                    next[edge] = target
                } else {
                    fallback[Int(next[edge])] = Int(target)
                    queue.append(Int(next[edge]))
                }
            }
        }
    }
}
