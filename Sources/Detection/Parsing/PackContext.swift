/// What the rules of one pack share while they are parsed: the fields they ask for, and the lists behind placeholders.
struct PackContext {
    let placeholders: PlaceholderLists
    private(set) var paths: [FieldPath] = []
    private var numbers: [String: Int] = [:]

    init(placeholders: PlaceholderLists = PlaceholderLists()) {
        self.placeholders = placeholders
    }

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
