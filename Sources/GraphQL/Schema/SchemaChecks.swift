/// The rules of a type system (GraphQL specification §3): names, kinds, interfaces, unions, enums and cycles.
struct SchemaChecks {
    let schema: Schema
    let document: Document

    func run() throws(GraphQLError) {
        if let definition = document.typeSystem.first(where: { $0.kind == .schema }) {
            try checkUnique(definition.rootTypes.map { Name(text: $0.kind.rawValue, location: $0.type.location) }) {
                "There can be only one \($0) type in schema."
            }
        }
        for definition in document.typeSystem {
            switch definition.kind {
            case .object, .interface: try checkFields(definition)
            case .union: try checkMembers(definition)
            case .enumeration: try checkValues(definition)
            case .inputObject: try checkInputFields(definition)
            case .directive: try checkInputs(definition.inputs, owner: "@\(definition.name.text)")
            case .schema, .scalar, .typeExtension: break
            }
        }
        var cycles = InputCycles(schema: schema)
        try cycles.check(document)
        try checkDirectivesAndDefaults()
    }

    // MARK: Fields

    private func checkFields(_ definition: TypeSystemDefinition) throws(GraphQLError) {
        guard let type = schema.type(named: definition.name.text) else { return }
        guard !definition.fields.isEmpty else {
            throw .schema("Type \(type.name) must define one or more fields.", at: definition.name.location)
        }
        try checkUnique(definition.fields.map(\.name)) { "Field \"\(type.name).\($0)\" can only be defined once." }
        for field in definition.fields {
            guard let reference = schema.reference(to: field.type), schema.namedType(of: reference).kind.isOutput else {
                throw .schema(
                    "The type of \(type.name).\(field.name.text) must be Output Type but got: \(field.type.text).",
                    at: field.type.location)
            }
            try checkInputs(field.arguments, owner: "\(type.name).\(field.name.text)")
        }
        try checkInterfaces(definition, type)
    }

    private func checkInputs(_ inputs: [InputValueNode], owner: String) throws(GraphQLError) {
        try checkUnique(inputs.map(\.name)) { "Argument \"\(owner)(\($0):)\" can only be defined once." }
        for input in inputs { try checkInput(input, words: "\(owner)(\(input.name.text):)", kind: "argument") }
    }

    private func checkInput(_ input: InputValueNode, words: String, kind: String) throws(GraphQLError) {
        guard let reference = schema.reference(to: input.type), schema.namedType(of: reference).kind.isInput else {
            throw .schema(
                "The type of \(words) must be Input Type but got: \(input.type.text).", at: input.type.location)
        }
        if reference.isNonNull, input.defaultValue == nil, input.directives.contains(where: { $0.isDeprecation }) {
            throw .schema("Required \(kind) \(words) cannot be deprecated.", at: input.name.location)
        }
    }

    // MARK: Interfaces

    private func checkInterfaces(_ definition: TypeSystemDefinition, _ type: NamedType) throws(GraphQLError) {
        try checkUnique(definition.interfaces) { "Type \(type.name) can only implement \($0) once." }
        for name in definition.interfaces {
            guard let interface = schema.type(named: name.text), interface.kind == .interface else {
                throw .schema(
                    "Type \(type.name) must only implement Interface types, it cannot implement \(name.text).",
                    at: name.location)
            }
            guard interface.id != type.id else {
                throw .schema(
                    "Type \(type.name) cannot implement itself because it would create a circular reference.",
                    at: name.location)
            }
            for inherited in interface.interfaces where !type.interfaces.contains(inherited) {
                let words = schema.type(inherited).name
                throw .schema(
                    inherited == type.id
                        ? "Type \(type.name) cannot implement \(name.text) because it would create a circular reference."
                        : "Type \(type.name) must implement \(words) because it is implemented by \(name.text).",
                    at: name.location)
            }
            for field in interface.fields { try checkField(field, of: interface, isIn: type, definition) }
        }
    }

    private func checkField(
        _ required: FieldDefinition, of interface: NamedType, isIn type: NamedType, _ definition: TypeSystemDefinition
    ) throws(GraphQLError) {
        let words = "\(interface.name).\(required.name)"
        guard let field = type.field(required.name),
            let node = definition.fields.first(where: { $0.name.text == required.name })
        else {
            throw .schema(
                "Interface field \(words) expected but \(type.name) does not provide it.",
                at: definition.name.location)
        }
        guard schema.isSubtype(field.type, of: required.type) else {
            throw .schema(
                "Interface field \(words) expects type \(schema.text(of: required.type)) "
                    + "but \(type.name).\(field.name) is type \(schema.text(of: field.type)).", at: node.type.location)
        }
        for argument in required.arguments {
            guard let own = field.argument(argument.name) else {
                throw .schema(
                    "Interface field argument \(words)(\(argument.name):) expected "
                        + "but \(type.name).\(field.name) does not provide it.", at: node.name.location)
            }
            guard own.type == argument.type else {
                throw .schema(
                    "Interface field argument \(words)(\(argument.name):) expects type "
                        + "\(schema.text(of: argument.type)) but \(type.name).\(field.name)(\(argument.name):) "
                        + "is type \(schema.text(of: own.type)).", at: node.name.location)
            }
        }
        for argument in field.arguments where argument.isRequired && required.argument(argument.name) == nil {
            throw .schema(
                "Object field \(type.name).\(field.name) includes required argument \(argument.name) "
                    + "that is missing from the Interface field \(words).", at: node.name.location)
        }
    }

    // MARK: Other kinds

    private func checkMembers(_ definition: TypeSystemDefinition) throws(GraphQLError) {
        guard !definition.members.isEmpty else {
            throw .schema(
                "Union type \(definition.name.text) must define one or more member types.",
                at: definition.name.location)
        }
        try checkUnique(definition.members) { "Union type \(definition.name.text) can only include type \($0) once." }
        for member in definition.members where schema.type(named: member.text)?.kind != .object {
            throw .schema(
                "Union type \(definition.name.text) can only include Object types, it cannot include \(member.text).",
                at: member.location)
        }
    }

    private func checkValues(_ definition: TypeSystemDefinition) throws(GraphQLError) {
        guard !definition.values.isEmpty else {
            throw .schema(
                "Enum type \(definition.name.text) must define one or more values.", at: definition.name.location)
        }
        try checkUnique(definition.values.map(\.name)) {
            "Enum value \"\(definition.name.text).\($0)\" can only be defined once."
        }
        for value in definition.values where value.name.text.hasPrefix("__") {
            throw .schema(
                "Name \"\(value.name.text)\" must not begin with \"__\", which is reserved by GraphQL introspection.",
                at: value.name.location)
        }
    }

    private func checkInputFields(_ definition: TypeSystemDefinition) throws(GraphQLError) {
        let name = definition.name.text
        guard !definition.inputs.isEmpty else {
            throw .schema("Input Object type \(name) must define one or more fields.", at: definition.name.location)
        }
        try checkUnique(definition.inputs.map(\.name)) { "Field \"\(name).\($0)\" can only be defined once." }
        for input in definition.inputs {
            try checkInput(input, words: "\(name).\(input.name.text)", kind: "input field")
        }
    }

    private func checkUnique(_ names: [Name], message: (String) -> String) throws(GraphQLError) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name.text).inserted {
            throw .schema(message(name.text), at: name.location)
        }
    }

    /// Directives and default values obey the rules that executable documents do.
    private func checkDirectivesAndDefaults() throws(GraphQLError) {
        let validation = Validation(schema: schema, document: document, limits: .schema)
        validation.checkTypeSystem()
        if let error = validation.errors.first {
            throw GraphQLError(error.message, code: ErrorCode.schemaInvalid, at: error.locations)
        }
    }
}

extension Directive {
    fileprivate var isDeprecation: Bool { name.text == "deprecated" }
}
