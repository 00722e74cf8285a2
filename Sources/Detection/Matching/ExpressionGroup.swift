/// Regular expressions of which one is enough, asked together: those that the filter leaves out cost nothing.
final class ExpressionGroup: Sendable {
    let expressions: [RegularExpression]
    private let members: NumberSet
    /// By number, from `first` on; nil where a number is another group's.
    private let table: [RegularExpression?]
    private let first: Int

    init(_ expressions: [RegularExpression]) {
        self.expressions = expressions
        let numbers = expressions.map(\.number)
        let first = numbers.min() ?? 0
        let end = (numbers.max() ?? -1) + 1
        var members = NumberSet(count: end)
        var table = [RegularExpression?](repeating: nil, count: max(0, end - first))
        for expression in expressions {
            members.insert(expression.number)
            table[expression.number - first] = expression
        }
        self.first = first
        self.members = members
        self.table = table
    }

    /// - Parameters:
    ///   - value: remembers what each expression said.
    ///   - text: UTF-8 as it came.
    ///   - possible: what the pack's filter says about it.
    func matches(_ value: EventValue, _ text: [UInt8], possible: NumberSet) -> Bool {
        members.containsCommon(with: possible) { number in
            let index = number - first
            guard table.indices.contains(index), let expression = table[index] else { return false }
            return value.verdict(on: expression, of: text)
        }
    }
}

extension ExpressionGroup: Hashable {
    static func == (left: ExpressionGroup, right: ExpressionGroup) -> Bool { left.expressions == right.expressions }
    func hash(into hasher: inout Hasher) { hasher.combine(expressions) }
}
