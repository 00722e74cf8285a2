/// The walk over selections, types in hand (GraphQL specification §5.3, §5.5).
extension Validation {
    func walk(_ operation: OperationDefinition) {
        scope = DefinitionScope(operation: operation)
        checkVariableDefinitions(operation)
        check(operation.directives, at: operation.kind.directiveLocation)
        walk(operation.selectionSet, on: schema.rootType(of: operation.kind))
        operationScopes.append(scope)
    }

    func walk(_ fragment: FragmentDefinition) {
        scope = DefinitionScope()
        check(fragment.directives, at: .fragmentDefinition)
        let type = conditionType(fragment.typeCondition) {
            "Fragment \"\(fragment.name.text)\" cannot condition on non composite type \"\($0)\"."
        }
        walk(fragment.selectionSet, on: type)
        if fragmentScopes[fragment.name.text] == nil { fragmentScopes[fragment.name.text] = scope }
    }

    /// - Parameter parent: nil below something unknown, where nothing can be said about fields.
    private func walk(_ selectionSet: SelectionSet, on parent: NamedType?) {
        for selection in selectionSet.selections {
            if isFull { return }
            switch selection {
            case .field(let field): walk(field, on: parent)
            case .spread(let spread): walk(spread, on: parent)
            case .inline(let fragment): walk(fragment, on: parent)
            }
        }
    }

    private func walk(_ field: FieldSelection, on parent: NamedType?) {
        let definition = parent.flatMap { schema.field(field.name.text, on: $0) }
        if let parent, definition == nil { reportUnknownField(field, on: parent) }
        check(field.directives, at: .field)
        checkUniqueArguments(field.arguments)
        for argument in field.arguments {
            let known = definition?.argument(argument.name.text)
            if let definition, let parent, known == nil {
                reportUnknownArgument(argument, of: definition, on: parent)
            }
            checkValue(argument.value, type: known?.type, hasDefault: known?.defaultValue != nil)
        }
        if let definition {
            checkRequiredArguments(of: definition, in: field)
            checkLeaf(field, definition)
        }
        guard let selectionSet = field.selectionSet else { return }
        let type = definition.map { schema.namedType(of: $0.type) }
        walk(selectionSet, on: type?.kind.isComposite == true ? type : nil)
    }

    private func walk(_ spread: FragmentSpread, on parent: NamedType?) {
        scope.spreads.append(spread)
        check(spread.directives, at: .fragmentSpread)
        guard let fragment = fragments[spread.name.text] else {
            report("Unknown fragment \"\(spread.name.text)\".", at: spread.name.location)
            return
        }
        guard let parent, let type = schema.type(named: fragment.typeCondition.text), type.kind.isComposite,
            !type.sharesPossibleType(with: parent)
        else { return }
        report(
            "Fragment \"\(fragment.name.text)\" cannot be spread here as objects of type \"\(parent.name)\" "
                + "can never be of type \"\(type.name)\".", at: spread.location)
    }

    private func walk(_ fragment: InlineFragment, on parent: NamedType?) {
        check(fragment.directives, at: .inlineFragment)
        guard let condition = fragment.typeCondition else {
            walk(fragment.selectionSet, on: parent)
            return
        }
        let type = conditionType(condition) { "Fragment cannot condition on non composite type \"\($0)\"." }
        if let type, let parent, !type.sharesPossibleType(with: parent) {
            report(
                "Fragment cannot be spread here as objects of type \"\(parent.name)\" "
                    + "can never be of type \"\(type.name)\".", at: fragment.location)
        }
        walk(fragment.selectionSet, on: type)
    }

    private func conditionType(_ condition: Name, message: (String) -> String) -> NamedType? {
        guard let type = schema.type(named: condition.text) else {
            reportUnknownType(condition)
            return nil
        }
        guard type.kind.isComposite else {
            report(message(type.name), at: condition.location)
            return nil
        }
        return type
    }

    func reportUnknownType(_ name: Name) {
        let suggestions = Suggestions.of(name.text, among: schema.types.map(\.name))
        report("Unknown type \"\(name.text)\"." + Suggestions.question(suggestions), at: name.location)
    }
}

extension OperationKind {
    fileprivate var directiveLocation: DirectiveLocation {
        switch self {
        case .query: .query
        case .mutation: .mutation
        case .subscription: .subscription
        }
    }
}
