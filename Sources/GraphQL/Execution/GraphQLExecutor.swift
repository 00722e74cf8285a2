/// Answers requests against a schema: parses, validates and executes, and remembers the documents it has seen.
///
/// Everything is synchronous and safe to call from several threads at once. Whatever a request holds, the outcome is
/// a response.
public struct GraphQLExecutor: Sendable {
    private let schema: Schema
    private let limits: GraphQLLimits
    private let cache = DocumentCache()

    public init(schema: Schema, limits: GraphQLLimits = .standard) {
        self.schema = schema
        self.limits = limits
    }

    /// Parses, validates and executes a request.
    ///
    /// - Parameters:
    ///   - query: answers the root fields of queries.
    ///   - mutation: answers those of mutations, one after another; nil when there are none.
    public func execute(
        _ request: GraphQLRequest, query: any GraphQLNode, mutation: (any GraphQLNode)?
    ) -> GraphQLResponse {
        do throws(GraphQLError) {
            let prepared = try prepare(request.query)
            guard prepared.errors.isEmpty else { return GraphQLResponse(data: nil, errors: prepared.errors) }
            let operation = try Self.operation(named: request.operationName, in: prepared.document)
            let root = operation.kind == .query ? query : operation.kind == .mutation ? mutation : nil
            guard let root, let type = schema.rootType(of: operation.kind) else {
                throw GraphQLError(
                    "Schema is not configured to execute \(operation.kind.rawValue) operation.",
                    code: ErrorCode.operationResolution, at: [operation.location])
            }
            var variables = VariableCoercion(schema: schema)
            let values = variables.coerce(operation.variables, given: request.variables)
            guard variables.errors.isEmpty else { return GraphQLResponse(data: nil, errors: variables.errors) }
            let coercion = ValueCoercion(schema: schema, variables: values)
            try checkComplexity(of: operation, coercion, prepared.fragments)
            let planner = FieldPlanner(coercion: coercion, fragments: prepared.fragments)
            return Execution(schema: schema, limits: limits, planner: planner).run(operation, root: root, type: type)
        } catch {
            return GraphQLResponse(data: nil, errors: [error])
        }
    }

    /// Parses and validates only; empty when the document is valid.
    public func validate(_ query: String) -> [GraphQLError] {
        do throws(GraphQLError) {
            return try prepare(query).errors
        } catch {
            return [error]
        }
    }

    /// The kind, name and root fields of the operation that a request asks for; nil when the document does not parse
    /// or holds no such operation.
    public func summary(of request: GraphQLRequest) -> OperationSummary? {
        do throws(GraphQLError) {
            let prepared = try prepare(request.query)
            let operation = try Self.operation(named: request.operationName, in: prepared.document)
            return OperationSummary(
                kind: operation.kind, name: operation.name?.text,
                rootFields: RootFields.names(of: operation.selectionSet, fragments: prepared.fragments))
        } catch {
            return nil
        }
    }

    private func prepare(_ query: String) throws(GraphQLError) -> PreparedDocument {
        try cache.document(for: query) { () throws(GraphQLError) in
            PreparedDocument(try Parser.parse(query, limits: limits), schema: schema, limits: limits)
        }
    }

    /// GraphQL specification §6.1, GetOperation.
    private static func operation(
        named name: String?, in document: Document
    ) throws(GraphQLError) -> OperationDefinition {
        if let name {
            if let operation = document.operations.first(where: { $0.name?.text == name }) { return operation }
            throw GraphQLError(
                "Unknown operation named \"\(name.shortened)\".", code: ErrorCode.operationResolution)
        }
        guard let operation = document.operations.first else {
            throw GraphQLError("Must provide an operation.", code: ErrorCode.operationResolution)
        }
        guard document.operations.count == 1 else {
            throw GraphQLError(
                "Must provide operation name if query contains multiple operations.",
                code: ErrorCode.operationResolution)
        }
        return operation
    }

    private func checkComplexity(
        of operation: OperationDefinition, _ coercion: ValueCoercion, _ fragments: [String: FragmentDefinition]
    ) throws(GraphQLError) {
        var counter = QueryCost(coercion: coercion, fragments: fragments)
        let cost = counter.cost(of: operation)
        guard cost > limits.maxComplexity else { return }
        throw GraphQLError(
            "Query complexity of \(cost) exceeds the limit of \(limits.maxComplexity).", code: ErrorCode.complexity,
            extensions: ["complexity": .int(Int64(cost)), "limit": .int(Int64(limits.maxComplexity))])
    }
}

/// The root fields of an operation that need not be valid: fragments may be missing, or spread themselves.
private enum RootFields {
    static func names(of selectionSet: SelectionSet, fragments: [String: FragmentDefinition]) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        var entered: Set<String> = []
        var pending: [Selection] = selectionSet.selections.reversed()
        while let selection = pending.popLast() {
            switch selection {
            case .field(let field):
                if seen.insert(field.name.text).inserted { names.append(field.name.text) }
            case .inline(let fragment):
                pending += fragment.selectionSet.selections.reversed()
            case .spread(let spread):
                guard entered.insert(spread.name.text).inserted, let fragment = fragments[spread.name.text] else {
                    continue
                }
                pending += fragment.selectionSet.selections.reversed()
            }
        }
        return names
    }
}
