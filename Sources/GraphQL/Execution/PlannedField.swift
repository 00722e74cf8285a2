/// A field of a response as one execution asks for it: what all selections with its response key come to together.
///
/// Arguments are coerced once and the fields below are collected once for each type they meet, however long the
/// lists are that it is resolved for.
final class PlannedField {
    let responseKey: String
    let definition: FieldDefinition
    let selections: [FieldSelection]
    /// What resolvers are asked, or why they cannot be.
    let call: Result<FieldCall, GraphQLError>
    private var subfields: [(type: TypeID, fields: [PlannedField])] = []

    init(definition: FieldDefinition, selections: [FieldSelection], responseKey: String, planner: FieldPlanner) {
        self.responseKey = responseKey
        self.definition = definition
        self.selections = selections
        call = Self.call(definition, selections, planner)
    }

    private static func call(
        _ definition: FieldDefinition, _ selections: [FieldSelection], _ planner: FieldPlanner
    ) -> Result<FieldCall, GraphQLError> {
        guard let first = selections.first else { return .success(FieldCall(name: definition.name)) }
        do throws(GraphQLError) {
            let arguments =
                definition.arguments.isEmpty
                ? [:]
                : try planner.coercion.arguments(definition.arguments, given: first.arguments, at: first.location)
            return .success(
                FieldCall(
                    name: definition.name, arguments: arguments, alias: first.alias?.text,
                    selectedFields: try planner.selectedFields(below: selections)))
        } catch {
            return .failure(error)
        }
    }

    var locations: [SourceLocation] { selections.map(\.location) }

    /// The fields selected below for values of an object type.
    func subfields(on type: NamedType, planner: FieldPlanner) throws(GraphQLError) -> [PlannedField] {
        // Few types meet in one place: a search is faster than hashing.
        if let known = subfields.first(where: { $0.type == type.id }) { return known.fields }
        let fields = try planner.fields(of: selections.compactMap(\.selectionSet), on: type)
        subfields.append((type.id, fields))
        return fields
    }
}

/// Collects the fields of selection sets (GraphQL specification §6.3.2).
struct FieldPlanner {
    let coercion: ValueCoercion
    let fragments: [String: FragmentDefinition]

    func fields(of selectionSets: [SelectionSet], on type: NamedType) throws(GraphQLError) -> [PlannedField] {
        var groups = SelectionGroups()
        for selectionSet in selectionSets { try collect(selectionSet, on: type, into: &groups) }
        return groups.groups.compactMap { key, selections in
            guard let name = selections.first?.name.text, let definition = coercion.schema.field(name, on: type) else {
                return nil
            }
            return PlannedField(definition: definition, selections: selections, responseKey: key, planner: self)
        }
    }

    /// The names of the fields below some selections, whatever the type of the value.
    func selectedFields(below selections: [FieldSelection]) throws(GraphQLError) -> Set<String> {
        var groups = SelectionGroups()
        for selectionSet in selections.compactMap(\.selectionSet) {
            try collect(selectionSet, on: nil, into: &groups)
        }
        return Set(groups.groups.flatMap { $0.selections.map(\.name.text) })
    }

    /// - Parameter type: nil to collect for all types at once.
    private func collect(
        _ selectionSet: SelectionSet, on type: NamedType?, into groups: inout SelectionGroups
    ) throws(GraphQLError) {
        for selection in selectionSet.selections {
            switch selection {
            case .field(let field):
                if try coercion.includes(field.directives) { groups.add(field) }
            case .inline(let fragment):
                guard try coercion.includes(fragment.directives), applies(fragment.typeCondition, to: type) else {
                    continue
                }
                try collect(fragment.selectionSet, on: type, into: &groups)
            case .spread(let spread):
                guard try coercion.includes(spread.directives), groups.enter(spread.name.text),
                    let fragment = fragments[spread.name.text], applies(fragment.typeCondition, to: type)
                else { continue }
                try collect(fragment.selectionSet, on: type, into: &groups)
            }
        }
    }

    private func applies(_ condition: Name?, to type: NamedType?) -> Bool {
        guard let condition, let type, condition.text != type.name else { return true }
        return coercion.schema.type(named: condition.text)?.canBe(type.id) ?? false
    }
}

/// Selections by response key in the order they are met, and the fragments that are entered already.
private struct SelectionGroups {
    private(set) var groups: [(key: String, selections: [FieldSelection])] = []
    private var positions: [String: Int] = [:]
    private var entered: Set<String> = []

    mutating func add(_ field: FieldSelection) {
        let key = field.responseKey
        if let position = positions[key] {
            groups[position].selections.append(field)
        } else {
            positions[key] = groups.count
            groups.append((key, [field]))
        }
    }

    mutating func enter(_ fragment: String) -> Bool {
        entered.insert(fragment).inserted
    }
}
