/// Finds many texts in one pass over the bytes (Aho and Corasick, 1975), with all transitions worked out beforehand.
struct TextScanner: Sendable {
    /// Which column of the table a byte uses; bytes that are in no text share column 0.
    private var column = [UInt16](repeating: 0, count: 256)
    private var columns = 1
    /// `next[state * columns + column]`.
    private var next: [Int32] = []
    /// The rules whose text ends in a state are `rules[firstRule[state]..<firstRule[state + 1]]`.
    private var firstRule: [Int32] = []
    private var rules: [Int32] = []
    /// The state itself when a text ends there, else the nearest such suffix: where reporting begins; 0 for nowhere.
    private var report: [Int32] = [0]
    /// The nearest state whose text is a suffix of this one's and ends a text; 0 for none.
    private var shorter: [Int32] = [0]

    init(_ texts: [(text: [UInt8], rule: Int)]) {
        for entry in texts {
            for byte in entry.text where column[Int(byte)] == 0 {
                column[Int(byte)] = UInt16(columns)
                columns += 1
            }
        }
        next = Array(repeating: 0, count: columns)
        var ending: [[Int32]] = [[]]
        for entry in texts { insert(entry.text, Int32(clamping: entry.rule), &ending) }
        firstRule.reserveCapacity(ending.count + 1)
        for numbers in ending {
            firstRule.append(Int32(rules.count))
            rules += numbers
        }
        firstRule.append(Int32(rules.count))
        link(ending)
    }

    /// Reports a rule once for every place where one of its texts ends.
    func scan(_ bytes: [UInt8], found: (Int) -> Void) {
        var state = 0
        for byte in bytes {
            state = Int(next[state &* columns &+ Int(column[Int(byte)])])
            var match = Int(report[state])
            while match != 0 {
                var index = Int(firstRule[match])
                let end = Int(firstRule[match + 1])
                while index < end {
                    found(Int(rules[index]))
                    index += 1
                }
                match = Int(shorter[match])
            }
        }
    }

    private mutating func insert(_ text: [UInt8], _ rule: Int32, _ ending: inout [[Int32]]) {
        var state = 0
        for byte in text {
            let edge = state * columns + Int(column[Int(byte)])
            if next[edge] == 0 {
                next[edge] = Int32(ending.count)
                next += repeatElement(0, count: columns)
                ending.append([])
                shorter.append(0)
                report.append(0)
            }
            state = Int(next[edge])
        }
        if !ending[state].contains(rule) { ending[state].append(rule) }
    }

    /// Breadth first, so that a state's fallback is complete before the state is.
    private mutating func link(_ ending: [[Int32]]) {
        var fallback = [Int](repeating: 0, count: ending.count)
        var queue = (0..<columns).map { Int(next[$0]) }.filter { $0 != 0 }
        var position = 0
        while position < queue.count {
            let state = queue[position]
            position += 1
            let other = fallback[state]
            shorter[state] = ending[other].isEmpty ? shorter[other] : Int32(other)
            report[state] = ending[state].isEmpty ? shorter[state] : Int32(state)
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
