/// "Did you mean …?": names close to one that does not exist.
enum Suggestions {
    private static let most = 5

    /// The options closest to `input`, the closest first.
    static func of(_ input: String, among options: [String]) -> [String] {
        let distance = LexicalDistance(input)
        let threshold = distance.length * 2 / 5 + 1
        return
            options
            .compactMap { option in
                distance.measure(option, threshold: threshold).map { (name: option, distance: $0) }
            }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .map(\.name)
    }

    /// A question to end a message with; empty when there is nothing to suggest.
    static func question(_ suggestions: [String], about subject: String = "") -> String {
        let quoted = suggestions.prefix(most).map { "\"\($0)\"" }
        guard let last = quoted.last else { return "" }
        let names =
            switch quoted.count {
            case 1: last
            case 2: "\(quoted[0]) or \(last)"
            default: quoted.dropLast().joined(separator: ", ") + ", or \(last)"
            }
        return " Did you mean \(subject.isEmpty ? "" : subject + " ")\(names)?"
    }
}

/// The number of edits between two names: insertions, deletions, substitutions and swaps of neighbours.
/// A mere difference of case counts as one.
private struct LexicalDistance {
    private let input: String
    private let lowercased: [UInt8]

    init(_ input: String) {
        self.input = input
        lowercased = Array(input.lowercased().utf8)
    }

    var length: Int { lowercased.count }

    /// Nil when the distance is above the threshold.
    func measure(_ option: String, threshold: Int) -> Int? {
        if option == input { return 0 }
        var a = Array(option.lowercased().utf8)
        var b = lowercased
        if a == b { return 1 }
        if a.count < b.count { swap(&a, &b) }
        guard a.count - b.count <= threshold else { return nil }
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                let substitution = previous[j] + (a[i] == b[j] ? 0 : 1)
                var cell = min(previous[j + 1] + 1, row[j] + 1, substitution)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cell = min(cell, beforePrevious[j - 1] + 1) }
                row.append(cell)
            }
            if let smallest = row.min(), smallest > threshold { return nil }
            beforePrevious = previous
            previous = row
        }
        guard let distance = previous.last, distance <= threshold else { return nil }
        return distance
    }
}
