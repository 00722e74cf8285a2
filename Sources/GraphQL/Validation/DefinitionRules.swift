/// Operations and fragments as wholes (GraphQL specification §5.1, §5.2).
extension Validation {
    func checkExecutable() {
        for definition in document.typeSystem {
            let name =
                definition.kind == .schema || definition.name.text.isEmpty
                ? "schema" : "\"\(definition.name.text)\""
            report("The \(name) definition is not executable.", at: definition.location)
        }
    }

    func checkDefinitionNames() {
        checkUnique(document.operations.compactMap(\.name)) { "There can be only one operation named \"\($0)\"." }
        checkUnique(document.fragments.map(\.name)) { "There can be only one fragment named \"\($0)\"." }
        guard document.operations.count > 1 else { return }
        for operation in document.operations where operation.name == nil {
            report("This anonymous operation must be the only defined operation.", at: operation.location)
        }
    }

    /// A subscription has exactly one root field, and not one of introspection (§5.2.3.1).
    func checkSubscriptions() {
        for operation in document.operations where operation.kind == .subscription {
            guard schema.subscriptionType != nil else { continue }
            let words = operation.name.map { "Subscription \"\($0.text)\"" } ?? "Anonymous Subscription"
            let fields = rootFields(of: operation)
            let extra = fields.filter { $0.responseKey != fields.first?.responseKey }
            if !extra.isEmpty {
                report("\(words) must select only one top level field.", at: extra.map(\.location))
            }
            for field in fields where field.name.text.hasPrefix("__") {
                report("\(words) must not select an introspection top level field.", at: field.location)
            }
        }
    }

    private func rootFields(of operation: OperationDefinition) -> [FieldSelection] {
        var fields: [FieldSelection] = []
        var seen: Set<String> = []
        collectFields(operation.selectionSet, &fields, &seen)
        return fields
    }

    private func collectFields(_ set: SelectionSet, _ fields: inout [FieldSelection], _ seen: inout Set<String>) {
        for selection in set.selections {
            switch selection {
            case .field(let field): fields.append(field)
            case .inline(let fragment): collectFields(fragment.selectionSet, &fields, &seen)
            case .spread(let spread):
                guard seen.insert(spread.name.text).inserted, let fragment = fragments[spread.name.text] else {
                    continue
                }
                collectFields(fragment.selectionSet, &fields, &seen)
            }
        }
    }
}
