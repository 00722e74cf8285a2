/// One run of an operation (GraphQL specification §6): resolves fields, completes their values, and turns what goes
/// wrong on the way into errors with paths, and into nulls as far up as non-null types carry them.
final class Execution {
    private let schema: Schema
    private let limits: GraphQLLimits
    private let planner: FieldPlanner
    private var errors: [GraphQLError] = []
    private var path: [PathElement] = []
    private var valuesLeft: Int
    private var isAborted = false

    /// A list of failures says no more for being longer.
    private static let maxErrors = 1000

    init(schema: Schema, limits: GraphQLLimits, planner: FieldPlanner) {
        self.schema = schema
        self.limits = limits
        self.planner = planner
        valuesLeft = limits.maxResponseValues
    }

    func run(_ operation: OperationDefinition, root: any GraphQLNode, type: NamedType) -> GraphQLResponse {
        do throws(GraphQLError) {
            let fields = try planner.fields(of: [operation.selectionSet], on: type)
            let data = execute(fields, of: .node(root), type: type)
            return GraphQLResponse(data: data.map { .object($0) } ?? .null, errors: errors)
        } catch {
            return GraphQLResponse(data: nil, errors: [error])
        }
    }

    /// What answers the fields of an object.
    private enum Source {
        case node(any GraphQLNode)
        case tree(GraphQLObject)
    }

    /// What became of a value.
    private enum Completion {
        case value(GraphQLValue)
        case null
        /// There is no value, and the error is recorded.
        case failed
    }

    // MARK: Fields

    /// - Returns: nil when a field that must not be null has no value.
    private func execute(_ fields: [PlannedField], of source: Source, type: NamedType) -> GraphQLObject? {
        var object = GraphQLObject()
        object.reserveCapacity(fields.count)
        for field in fields {
            path.append(.key(field.responseKey))
            let value = value(of: field, of: source, type: type)
            path.removeLast()
            guard let value else { return nil }
            object.append(field.responseKey, value)
        }
        return object
    }

    private func value(of field: PlannedField, of source: Source, type: NamedType) -> GraphQLValue? {
        guard let resolved = resolve(field, of: source, type: type) else {
            return field.definition.type.isNonNull || isAborted ? nil : .null
        }
        return complete(resolved, at: field.definition.type, Position(field: field, parent: type))
    }

    /// - Returns: nil when the resolver failed, which is recorded.
    private func resolve(_ field: PlannedField, of source: Source, type: NamedType) -> Resolved? {
        do {
            let call = try field.call.get()
            if call.name.utf8.starts(with: "__".utf8) { return introspect(call, on: type) }
            switch source {
            case .node(let node): return try node.resolve(call)
            case .tree(let object): return .value(object[call.name] ?? .null)
            }
        } catch let error as GraphQLError {
            record(error, field)
        } catch {
            // Its text may say what a client must not know.
            record(GraphQLError("Internal server error", code: ErrorCode.internalError), field)
        }
        return nil
    }

    private func introspect(_ call: FieldCall, on type: NamedType) -> Resolved {
        switch call.name {
        case "__typename": .value(.string(type.name))
        case "__schema": .node(SchemaNode(schema: schema))
        case "__type":
            call.arguments["name"]?.stringValue.flatMap(schema.type(named:))
                .map { .node(TypeNodeOfSchema(schema: schema, type: .named($0.id))) } ?? .null
        default: .null
        }
    }

    // MARK: Values

    /// The field whose value is completed, for messages.
    private struct Position {
        let field: PlannedField
        let parent: NamedType

        var words: String { "\(parent.name).\(field.definition.name)" }
    }

    /// - Returns: nil when the type allows no null and there is no value: whatever holds it becomes null.
    private func complete(_ resolved: Resolved, at type: TypeReference, _ position: Position) -> GraphQLValue? {
        guard takeValue(position) else { return nil }
        let completion = complete(resolved, as: type.nullable, position)
        switch completion {
        case .value(let value): return value
        case .failed: return type.isNonNull || isAborted ? nil : .null
        case .null:
            guard type.isNonNull else { return .null }
            record(
                GraphQLError(
                    "Cannot return null for non-nullable field \(position.words).", code: ErrorCode.internalError),
                position.field)
            return nil
        }
    }

    private func complete(_ resolved: Resolved, as type: TypeReference, _ position: Position) -> Completion {
        switch (type, resolved) {
        case (_, .null), (_, .value(.null)): .null
        case (.nonNull(let nullable), _): complete(resolved, as: nullable, position)
        case (.list(let item), .nodes(let nodes)):
            completeList(nodes.lazy.map { .node($0) }, of: item, position)
        case (.list(let item), .list(let items)): completeList(items, of: item, position)
        case (.list(let item), .value(.list(let values))):
            completeList(values.lazy.map { .value($0) }, of: item, position)
        case (.list, _):
            fail("Expected Iterable, but did not find one for field \"\(position.words)\".", position)
        case (.named(let id), _): complete(resolved, as: schema.type(id), position)
        }
    }

    private func completeList(
        _ items: some Collection<Resolved>, of type: TypeReference, _ position: Position
    ) -> Completion {
        var values: [GraphQLValue] = []
        values.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            path.append(.index(index))
            let value = complete(item, at: type, position)
            path.removeLast()
            guard let value else { return .failed }
            values.append(value)
        }
        return .value(.list(values))
    }

    private func complete(_ resolved: Resolved, as type: NamedType, _ position: Position) -> Completion {
        switch resolved {
        case .value(let value) where type.kind.isLeaf: return completeLeaf(value, as: type, position)
        case .value(.object(let object)) where type.kind.isComposite:
            let typename = object["__typename"]?.stringValue
            return completeObject(.tree(object), typename: typename, as: type, position)
        case .node(let node) where type.kind.isComposite:
            return completeObject(.node(node), typename: node.typename, as: type, position)
        default:
            return fail("Expected value of type \"\(type.name)\" for field \"\(position.words)\".", position)
        }
    }

    private func completeLeaf(_ value: GraphQLValue, as type: NamedType, _ position: Position) -> Completion {
        if type.kind == .enumeration {
            if let name = value.stringValue, type.hasValue(name) { return .value(.enumeration(name)) }
            return fail("Enum \"\(type.name)\" cannot represent value: \(value.inspected.shortened)", position)
        }
        switch type.scalar.serialize(value) {
        case .success(let value): return .value(value)
        case .failure(let error): return fail(error.message, position)
        }
    }

    private func completeObject(
        _ source: Source, typename: String?, as type: NamedType, _ position: Position
    ) -> Completion {
        do throws(GraphQLError) {
            let type = try concreteType(typename, of: type, position)
            let fields = try position.field.subfields(on: type, planner: planner)
            return execute(fields, of: source, type: type).map { .value(.object($0)) } ?? .failed
        } catch {
            record(error, position.field)
            return .failed
        }
    }

    private func concreteType(
        _ typename: String?, of type: NamedType, _ position: Position
    ) throws(GraphQLError) -> NamedType {
        guard let typename else {
            if type.kind == .object { return type }
            throw GraphQLError(
                "Abstract type \"\(type.name)\" must resolve to an Object type at runtime for field "
                    + "\"\(position.words)\".", code: ErrorCode.internalError)
        }
        if typename == type.name, type.kind == .object { return type }
        guard let concrete = schema.type(named: typename) else {
            throw GraphQLError(
                "Abstract type \"\(type.name)\" was resolved to a type \"\(typename)\" that does not exist inside "
                    + "the schema.", code: ErrorCode.internalError)
        }
        guard concrete.kind == .object, type.canBe(concrete.id) else {
            throw GraphQLError(
                "Runtime Object type \"\(typename)\" is not a possible type for \"\(type.name)\".",
                code: ErrorCode.internalError)
        }
        return concrete
    }

    // MARK: Errors

    private func fail(_ message: String, _ position: Position) -> Completion {
        record(GraphQLError(message, code: ErrorCode.internalError), position.field)
        return .failed
    }

    private func record(_ error: GraphQLError, _ field: PlannedField) {
        guard errors.count < Self.maxErrors else { return }
        var error = error
        if error.locations.isEmpty { error.locations = field.locations }
        error.path = path
        errors.append(error)
    }

    /// Counts a value of the response. When there are too many, nothing but that error is left of the response.
    private func takeValue(_ position: Position) -> Bool {
        valuesLeft -= 1
        guard valuesLeft < 0 else { return true }
        if !isAborted {
            isAborted = true
            errors = []
            record(
                GraphQLError(
                    "Response exceeds the limit of \(limits.maxResponseValues) values.", code: ErrorCode.complexity),
                position.field)
        }
        return false
    }
}
