/// Arguments that exist, once, and are all there (GraphQL specification §5.4).
extension Validation {
    func reportUnknownArgument(_ argument: Argument, of field: FieldDefinition, on type: NamedType) {
        let suggestions = Suggestions.of(argument.name.text, among: field.arguments.map(\.name))
        report(
            "Unknown argument \"\(argument.name.text)\" on field \"\(type.name).\(field.name)\"."
                + Suggestions.question(suggestions), at: argument.name.location)
    }

    func checkUniqueArguments(_ arguments: [Argument]) {
        checkUnique(arguments.map(\.name)) { "There can be only one argument named \"\($0)\"." }
    }

    func checkRequiredArguments(of definition: FieldDefinition, in field: FieldSelection) {
        for argument in definition.arguments where argument.isRequired {
            guard !field.arguments.contains(where: { $0.name.text == argument.name }) else { continue }
            report(
                "Field \"\(definition.name)\" argument \"\(argument.name)\" of type "
                    + "\"\(schema.text(of: argument.type))\" is required, but it was not provided.",
                at: field.location)
        }
    }

    /// Reports each name that stands more than once, at all its places.
    func checkUnique(_ names: [Name], message: (String) -> String) {
        guard names.count > 1 else { return }
        var places: [String: [SourceLocation]] = [:]
        var order: [String] = []
        for name in names {
            if places[name.text] == nil { order.append(name.text) }
            places[name.text, default: []].append(name.location)
        }
        for name in order {
            if let found = places[name], found.count > 1 { report(message(name), at: found) }
        }
    }
}
