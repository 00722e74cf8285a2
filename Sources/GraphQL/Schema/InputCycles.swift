/// Finds input objects that no finite value could satisfy, and default values that contain themselves.
struct InputCycles {
    private let schema: Schema
    /// Input fields whose defaults are being followed, and those that are known to end.
    private var open: Set<ObjectIdentifier> = []
    private var closed: Set<ObjectIdentifier> = []

    init(schema: Schema) {
        self.schema = schema
    }

    mutating func check(_ document: Document) throws(GraphQLError) {
        for definition in document.typeSystem where definition.kind == .inputObject {
            guard let type = schema.type(named: definition.name.text) else { continue }
            if let path = requiredCycle(from: type) {
                throw .schema(
                    "Cannot reference Input Object \"\(type.name)\" within itself through a series of non-null "
                        + "fields: \"\(path.joined(separator: "."))\".", at: definition.name.location)
            }
            for field in type.inputFields where !defaultEnds(field) {
                throw .schema(
                    "Invalid circular reference: the default value of input field \(type.name).\(field.name) "
                        + "contains itself.", at: definition.name.location)
            }
        }
    }

    /// The names of the fields that lead from a type back to it, each of them non-null and not in a list.
    private func requiredCycle(from start: NamedType) -> [String]? {
        var visited: Set<TypeID> = []
        var pending: [(type: NamedType, path: [String])] = [(start, [])]
        while let (type, path) = pending.popLast() {
            for field in type.inputFields {
                guard case .nonNull(.named(let id)) = field.type, schema.type(id).kind == .inputObject else { continue }
                if id == start.id { return path + [field.name] }
                if visited.insert(id).inserted { pending.append((schema.type(id), path + [field.name])) }
            }
        }
        return nil
    }

    /// Whether filling in the default of a field comes to an end.
    private mutating func defaultEnds(_ field: InputValueDefinition) -> Bool {
        guard let value = field.defaultValue else { return true }
        let key = ObjectIdentifier(field)
        if closed.contains(key) { return true }
        guard open.insert(key).inserted else { return false }
        guard ends(value, as: schema.namedType(of: field.type)) else { return false }
        closed.insert(key)
        return true
    }

    private mutating func ends(_ value: ValueLiteral, as type: NamedType) -> Bool {
        switch value.content {
        case .list(let items):
            for item in items where !ends(item, as: type) { return false }
        case .object(let given) where type.kind == .inputObject:
            for field in type.inputFields {
                if let own = given.first(where: { $0.name.text == field.name }) {
                    guard ends(own.value, as: schema.namedType(of: field.type)) else { return false }
                } else {
                    guard defaultEnds(field) else { return false }
                }
            }
        default: break
        }
        return true
    }
}
