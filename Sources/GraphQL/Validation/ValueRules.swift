/// Literals of the type that is expected (GraphQL specification §5.6).
extension Validation {
    /// - Parameters:
    ///   - type: what the position expects; nil when that is unknown, which leaves only variables to note.
    ///   - hasDefault: whether the position has a default value, so that a nullable variable may stand there.
    func checkValue(_ value: ValueLiteral, type: TypeReference?, hasDefault: Bool) {
        switch value.content {
        case .variable(let name):
            scope.variables.append(
                VariableUse(name: name, location: value.location, type: type, hasDefault: hasDefault))
        case .list(let items):
            checkList(items, value, type)
        case .object(let fields):
            checkObject(fields, value, type)
        case .null:
            if let type, type.isNonNull { reportMismatch(value, type) }
        default:
            if let type { checkLeafLiteral(value, type) }
        }
    }

    private func checkList(_ items: [ValueLiteral], _ value: ValueLiteral, _ type: TypeReference?) {
        guard case .list(let itemType)? = type?.nullable else {
            if let type { checkLeafLiteral(value, type.nullable) }
            for item in items { checkValue(item, type: itemTypeOfLeaf(type), hasDefault: false) }
            return
        }
        for item in items { checkValue(item, type: itemType, hasDefault: false) }
    }

    /// Below a list where none is expected only variables are looked at: the list itself is reported already,
    /// or is part of a custom scalar that takes anything.
    private func itemTypeOfLeaf(_ type: TypeReference?) -> TypeReference? {
        guard let type, schema.namedType(of: type).scalar == .custom, schema.namedType(of: type).kind == .scalar else {
            return nil
        }
        return type.nullable
    }

    private func checkObject(_ given: [Argument], _ value: ValueLiteral, _ type: TypeReference?) {
        checkUnique(given.map(\.name)) { "There can be only one input field named \"\($0)\"." }
        guard let type, case let named = schema.namedType(of: type), named.kind == .inputObject else {
            if let type { checkLeafLiteral(value, type) }
            for field in given { checkValue(field.value, type: nil, hasDefault: false) }
            return
        }
        let names = Set(given.map(\.name.text))
        for field in named.inputFields where field.isRequired && !names.contains(field.name) {
            report(
                "Field \"\(named.name).\(field.name)\" of required type \"\(schema.text(of: field.type))\" "
                    + "was not provided.", at: value.location)
        }
        for field in given {
            let known = named.inputField(field.name.text)
            if known == nil {
                let suggestions = Suggestions.of(field.name.text, among: named.inputFields.map(\.name))
                report(
                    "Field \"\(field.name.text)\" is not defined by type \"\(named.name)\"."
                        + Suggestions.question(suggestions), at: field.name.location)
            }
            checkValue(field.value, type: known?.type, hasDefault: known?.defaultValue != nil)
        }
    }

    private func checkLeafLiteral(_ value: ValueLiteral, _ type: TypeReference) {
        let named = schema.namedType(of: type)
        switch named.kind {
        case .scalar:
            if let message = named.scalar.fault(of: value) { report(message, at: value.location) }
        case .enumeration:
            checkEnum(value, named)
        default:
            reportMismatch(value, type)
        }
    }

    private func checkEnum(_ value: ValueLiteral, _ type: NamedType) {
        let text = value.text.shortened
        let suggestions = Suggestions.question(
            Suggestions.of(text, among: type.values.map(\.name)), about: "the enum value")
        if case .enumeration(let name) = value.content {
            if type.hasValue(name) { return }
            report("Value \"\(text)\" does not exist in \"\(type.name)\" enum." + suggestions, at: value.location)
        } else {
            report("Enum \"\(type.name)\" cannot represent non-enum value: \(text)." + suggestions, at: value.location)
        }
    }

    private func reportMismatch(_ value: ValueLiteral, _ type: TypeReference) {
        report(
            "Expected value of type \"\(schema.text(of: type))\", found \(value.text.shortened).", at: value.location)
    }
}

extension ScalarKind {
    /// What is wrong with a literal (not null, not a variable) for this scalar; nil when nothing is.
    func fault(of value: ValueLiteral) -> String? {
        let text = value.text.shortened
        switch (self, value.content) {
        case (.custom, _), (.string, .string), (.boolean, .boolean), (.id, .string), (.id, .int):
            return nil
        case (.int, .int(let digits)):
            return Int32(digits) == nil ? "Int cannot represent non 32-bit signed integer value: \(text)" : nil
        case (.float, .int(let digits)), (.float, .float(let digits)):
            return Double(digits)?.isFinite == true ? nil : "Float cannot represent non numeric value: \(text)"
        case (.int, _): return "Int cannot represent non-integer value: \(text)"
        case (.float, _): return "Float cannot represent non numeric value: \(text)"
        case (.string, _): return "String cannot represent a non string value: \(text)"
        case (.boolean, _): return "Boolean cannot represent a non boolean value: \(text)"
        case (.id, _): return "ID cannot represent a non-string and non-integer value: \(text)"
        }
    }
}
