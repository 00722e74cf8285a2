/// A dotted path into an event, with its number in the pack's table.
struct FieldPath: Hashable, Sendable {
    let text: String
    /// Dense and unique in one rule pack, so that a field is looked up once per event, not once per rule.
    let number: Int
    /// `keys[i]` are the object members that may stand at step i: one step, two steps joined by a dot, and so on.
    let keys: [[String]]

    static let depthLimit = 32
}

/// The fields that the rules of one pack ask for.
struct FieldTable {
    private(set) var paths: [FieldPath] = []
    private var numbers: [String: Int] = [:]

    /// Nil when the path has an empty step or too many steps.
    mutating func path(_ text: String) -> FieldPath? {
        if let number = numbers[text] { return paths[number] }
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard steps.count <= FieldPath.depthLimit, !steps.contains("") else { return nil }
        let keys = steps.indices.map { start in
            (start..<steps.count).map { steps[start...$0].joined(separator: ".") }
        }
        let path = FieldPath(text: text, number: paths.count, keys: keys)
        numbers[text] = path.number
        paths.append(path)
        return path
    }
}
