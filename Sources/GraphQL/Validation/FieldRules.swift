/// Fields that exist, and leaves that are leaves (GraphQL specification §5.3.1, §5.3.3).
extension Validation {
    func reportUnknownField(_ field: FieldSelection, on type: NamedType) {
        let types = typesWithField(field.name.text, among: type)
        let question =
            types.isEmpty
            ? Suggestions.question(Suggestions.of(field.name.text, among: type.fields.map(\.name)))
            : Suggestions.question(types, about: "to use an inline fragment on")
        report("Cannot query field \"\(field.name.text)\" on type \"\(type.name)\"." + question, at: field.location)
    }

    /// The types an abstract type may be, and the interfaces they share, that do have the field; the most shared
    /// first, an interface before what implements it.
    private func typesWithField(_ field: String, among type: NamedType) -> [String] {
        guard type.kind.isAbstract else { return [] }
        var uses: [TypeID: Int] = [:]
        for possible in type.possibleTypes.map(schema.type) where possible.field(field) != nil {
            uses[possible.id] = 1
            for interface in possible.interfaces.map(schema.type) where interface.field(field) != nil {
                uses[interface.id, default: 0] += 1
            }
        }
        return uses.map { (type: schema.type($0.key), uses: $0.value) }
            .sorted { left, right in
                if left.uses != right.uses { return left.uses > right.uses }
                if right.type.interfaces.contains(left.type.id) { return true }
                if left.type.interfaces.contains(right.type.id) { return false }
                return left.type.name < right.type.name
            }
            .map(\.type.name)
    }

    func checkLeaf(_ field: FieldSelection, _ definition: FieldDefinition) {
        let name = field.name.text
        let type = schema.text(of: definition.type)
        if schema.namedType(of: definition.type).kind.isLeaf {
            if field.selectionSet != nil {
                report(
                    "Field \"\(name)\" must not have a selection since type \"\(type)\" has no subfields.",
                    at: field.selectionLocation)
            }
        } else if field.selectionSet == nil {
            report(
                "Field \"\(name)\" of type \"\(type)\" must have a selection of subfields. "
                    + "Did you mean \"\(name) { ... }\"?", at: field.location)
        }
    }
}

extension FieldSelection {
    fileprivate var selectionLocation: SourceLocation { selectionSet?.location ?? location }
}
