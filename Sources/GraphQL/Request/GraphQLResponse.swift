/// What a request came to (GraphQL specification §7.1).
public struct GraphQLResponse: Sendable {
    /// Nil when the request failed before execution; `.null` when an error reached the root.
    public var data: GraphQLValue?
    public var errors: [GraphQLError]

    public init(data: GraphQLValue?, errors: [GraphQLError] = []) {
        self.data = data
        self.errors = errors
    }

    /// The response as JSON: `errors` first, where there are any, as the specification advises.
    public func json() -> [UInt8] {
        var object = GraphQLObject()
        if !errors.isEmpty { object["errors"] = .list(errors.map(\.value)) }
        if let data { object["data"] = data }
        return GraphQLValue.object(object).json()
    }
}
