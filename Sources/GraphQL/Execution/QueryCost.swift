/// What an operation may cost at most: one for each field, those below a list of a given size counted that many times.
struct QueryCost {
    private let coercion: ValueCoercion
    private let fragments: [String: FragmentDefinition]
    /// The cost of a fragment does not depend on where it is spread, so that no repetition makes counting slow.
    private var fragmentCosts: [String: Int] = [:]

    private static let sizeArguments: Set<String> = ["first", "last"]

    init(coercion: ValueCoercion, fragments: [String: FragmentDefinition]) {
        self.coercion = coercion
        self.fragments = fragments
    }

    /// The cost of a valid operation. It stops at `Int.max`.
    mutating func cost(of operation: OperationDefinition) -> Int {
        cost(of: operation.selectionSet, on: coercion.schema.rootType(of: operation.kind))
    }

    private mutating func cost(of selectionSet: SelectionSet, on type: NamedType?) -> Int {
        var total = 0
        for selection in selectionSet.selections { total = total.addingClamped(cost(of: selection, on: type)) }
        return total
    }

    private mutating func cost(of selection: Selection, on type: NamedType?) -> Int {
        switch selection {
        case .field(let field):
            guard isIncluded(field.directives) else { return 0 }
            let definition = type.flatMap { coercion.schema.field(field.name.text, on: $0) }
            guard let definition, let inner = field.selectionSet else { return 1 }
            let innerCost = cost(of: inner, on: coercion.schema.namedType(of: definition.type))
            return innerCost.multipliedClamped(by: size(of: field, definition)).addingClamped(1)
        case .inline(let fragment):
            guard isIncluded(fragment.directives) else { return 0 }
            let condition = fragment.typeCondition.map { coercion.schema.type(named: $0.text) } ?? type
            return cost(of: fragment.selectionSet, on: condition)
        case .spread(let spread):
            guard isIncluded(spread.directives), let fragment = fragments[spread.name.text] else { return 0 }
            if let known = fragmentCosts[spread.name.text] { return known }
            let condition = coercion.schema.type(named: fragment.typeCondition.text)
            let cost = cost(of: fragment.selectionSet, on: condition)
            fragmentCosts[spread.name.text] = cost
            return cost
        }
    }

    /// How many times what is below a field counts.
    private func size(of field: FieldSelection, _ definition: FieldDefinition) -> Int {
        var size = 1
        for argument in definition.arguments where Self.sizeArguments.contains(argument.name) {
            let literal = field.arguments.first { $0.name.text == argument.name }?.value
            let value =
                literal.map { coercion.value(of: $0, as: argument.type) } ?? coercion.defaultValue(of: argument)
            if let number = value?.intValue { size = max(size, Int(clamping: number)) }
        }
        return size
    }

    private func isIncluded(_ directives: [Directive]) -> Bool {
        (try? coercion.includes(directives)) ?? true
    }
}

extension Int {
    /// The sum of two numbers that are not negative.
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multipliedClamped(by other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
