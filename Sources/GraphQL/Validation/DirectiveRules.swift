/// Directives that exist, where they may stand, once (GraphQL specification §5.7).
extension Validation {
    func check(_ directives: [Directive], at location: DirectiveLocation) {
        guard !directives.isEmpty else { return }
        var seen: [String: SourceLocation] = [:]
        for directive in directives {
            let name = directive.name.text
            let definition = schema.directive(named: name)
            if let definition, !definition.isRepeatable {
                if let first = seen[name] {
                    report(
                        "The directive \"@\(name)\" can only be used once at this location.",
                        at: first, directive.location)
                } else {
                    seen[name] = directive.location
                }
            }
            check(directive, definition, at: location)
        }
    }

    private func check(_ directive: Directive, _ definition: DirectiveDefinition?, at location: DirectiveLocation) {
        let name = directive.name.text
        if let definition {
            if !definition.locations.contains(location) {
                report("Directive \"@\(name)\" may not be used on \(location.rawValue).", at: directive.location)
            }
        } else {
            report("Unknown directive \"@\(name)\".", at: directive.location)
        }
        checkUniqueArguments(directive.arguments)
        for argument in directive.arguments {
            let known = definition?.arguments.first { $0.name == argument.name.text }
            if let definition, known == nil {
                let suggestions = Suggestions.of(argument.name.text, among: definition.arguments.map(\.name))
                report(
                    "Unknown argument \"\(argument.name.text)\" on directive \"@\(name)\"."
                        + Suggestions.question(suggestions), at: argument.name.location)
            }
            checkValue(argument.value, type: known?.type, hasDefault: known?.defaultValue != nil)
        }
        for argument in definition?.arguments ?? [] where argument.isRequired {
            guard directive.argument(argument.name) == nil else { continue }
            report(
                "Directive \"@\(name)\" argument \"\(argument.name)\" of type "
                    + "\"\(schema.text(of: argument.type))\" is required, but it was not provided.",
                at: directive.location)
        }
    }
}
