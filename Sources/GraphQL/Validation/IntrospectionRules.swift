/// Keeps introspection from multiplying itself: lists within lists of `__Type`, which refer to each other, grow
/// exponentially. Three levels are refused, as in other implementations; tools need two.
extension Validation {
    private static let maxListDepth = 3
    private static let listFields: Set<String> = ["fields", "interfaces", "possibleTypes", "inputFields"]

    func checkIntrospectionDepth(fragmentOrder: [FragmentDefinition]) {
        var depths: [String: Int] = [:]
        for fragment in fragmentOrder { depths[fragment.name.text] = listDepth(fragment.selectionSet, depths) }
        for operation in document.operations { checkRoots(operation.selectionSet, depths) }
        for fragment in document.fragments { checkRoots(fragment.selectionSet, depths) }
    }

    private func checkRoots(_ selectionSet: SelectionSet, _ depths: [String: Int]) {
        for selection in selectionSet.selections {
            switch selection {
            case .spread: break
            case .inline(let fragment): checkRoots(fragment.selectionSet, depths)
            case .field(let field):
                guard let inner = field.selectionSet else { continue }
                if !field.name.text.hasPrefix("__") {
                    checkRoots(inner, depths)
                } else if listDepth(inner, depths) >= Self.maxListDepth {
                    report("Maximum introspection depth exceeded", at: field.location)
                }
            }
        }
    }

    private func listDepth(_ selectionSet: SelectionSet, _ fragments: [String: Int]) -> Int {
        selectionSet.selections.reduce(0) { deepest, selection in
            switch selection {
            case .spread(let spread): max(deepest, fragments[spread.name.text] ?? 0)
            case .inline(let fragment): max(deepest, listDepth(fragment.selectionSet, fragments))
            case .field(let field):
                max(
                    deepest,
                    (field.selectionSet.map { listDepth($0, fragments) } ?? 0)
                        + (Self.listFields.contains(field.name.text) ? 1 : 0))
            }
        }
    }
}
