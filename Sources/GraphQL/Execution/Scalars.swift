/// Input and result coercion of the built-in scalars (GraphQL specification §3.5). Custom scalars take any value.
extension ScalarKind {
    /// A value of a variable.
    func parse(_ value: GraphQLValue) -> Result<GraphQLValue, GraphQLError> {
        switch (self, value) {
        case (.custom, _), (.string, .string), (.boolean, .bool), (.id, .string): .success(value)
        case (.int, .int(let number)): Self.int32(number, value)
        case (.int, .float(let number)):
            Int64(exactly: number).map { Self.int32($0, value) } ?? .failure(fault("non-integer", value))
        case (.float, .float(let number)) where number.isFinite: .success(value)
        case (.float, .int(let number)): .success(.float(Double(number)))
        case (.id, .int(let number)): .success(.string(String(number)))
        case (.id, .float(let number)):
            Int64(exactly: number).map { .success(.string(String($0))) } ?? .failure(fault("", value))
        case (.int, _): .failure(fault("non-integer", value))
        case (.float, _): .failure(fault("non numeric", value))
        case (.string, _): .failure(fault("a non string", value))
        case (.boolean, _): .failure(fault("a non boolean", value))
        case (.id, _): .failure(fault("", value))
        }
    }

    /// A value of a result.
    func serialize(_ value: GraphQLValue) -> Result<GraphQLValue, GraphQLError> {
        switch (self, value) {
        case (.custom, _), (.string, .string), (.boolean, .bool), (.id, .string): .success(value)
        case (.int, .bool(let flag)): .success(.int(flag ? 1 : 0))
        case (.string, .enumeration(let text)), (.id, .enumeration(let text)): .success(.string(text))
        case (.string, .bool(let flag)): .success(.string(flag ? "true" : "false"))
        case (.string, .int(let number)): .success(.string(String(number)))
        case (.string, .float(let number)) where number.isFinite: .success(.string(value.inspected))
        case (.boolean, .int(let number)): .success(.bool(number != 0))
        case (.string, _): .failure(fault("", value))
        case (.float, .bool(let flag)): .success(.float(flag ? 1 : 0))
        default: parse(value)
        }
    }

    private static func int32(_ number: Int64, _ value: GraphQLValue) -> Result<GraphQLValue, GraphQLError> {
        Int32(exactly: number) != nil
            ? .success(.int(number)) : .failure(ScalarKind.int.fault("non 32-bit signed integer", value))
    }

    private func fault(_ what: String, _ value: GraphQLValue) -> GraphQLError {
        GraphQLError(
            "\(rawValue) cannot represent \(what.isEmpty ? "" : what + " ")value: \(value.inspected.shortened)")
    }
}
