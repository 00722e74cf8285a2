/// What the rules of one pack share while they are parsed: the fields they ask for, and the lists behind placeholders.
struct PackContext {
    let placeholders: PlaceholderLists
    private(set) var paths: [FieldPath] = []
    private var numbers: [String: Int] = [:]
    private(set) var expressions: [RegularExpression] = []
    private var expressionNumbers: [String: Int] = [:]

    init(placeholders: PlaceholderLists = PlaceholderLists()) {
        self.placeholders = placeholders
    }

    /// The same expression for the same text: compiled once, and asked once of an event's value.
    mutating func expression(_ text: String) throws(ModifierError) -> RegularExpression {
        if let number = expressionNumbers[text] { return expressions[number] }
        let expression = try RegularExpression(text, number: expressions.count)
        expressionNumbers[text] = expression.number
        expressions.append(expression)
        return expression
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
