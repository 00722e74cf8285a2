/// Directives and default values of a schema document, by the same rules as in executable ones.
extension Validation {
    func checkTypeSystem() {
        for definition in document.typeSystem {
            check(definition.directives, at: definition.kind.directiveLocation)
            let isDirective = definition.kind == .directive
            check(definition.inputs, at: isDirective ? .argumentDefinition : .inputFieldDefinition)
            for value in definition.values { check(value.directives, at: .enumValue) }
            for field in definition.fields {
                check(field.directives, at: .fieldDefinition)
                check(field.arguments, at: .argumentDefinition)
            }
        }
    }

    private func check(_ inputs: [InputValueNode], at location: DirectiveLocation) {
        for input in inputs {
            check(input.directives, at: location)
            if let value = input.defaultValue {
                checkValue(value, type: schema.reference(to: input.type), hasDefault: false)
            }
        }
    }
}

extension TypeSystemDefinition.Kind {
    fileprivate var directiveLocation: DirectiveLocation {
        switch self {
        case .schema, .directive, .typeExtension: .schema
        case .scalar: .scalar
        case .object: .object
        case .interface: .interface
        case .union: .union
        case .enumeration: .enumeration
        case .inputObject: .inputObject
        }
    }
}
