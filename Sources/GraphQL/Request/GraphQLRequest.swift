/// A request: a document, which of its operations to run, and the variables.
public struct GraphQLRequest: Sendable {
    public var query: String
    public var operationName: String?
    public var variables: GraphQLObject

    public init(query: String, operationName: String? = nil, variables: GraphQLObject = [:]) {
        self.query = query
        self.operationName = operationName
        self.variables = variables
    }

    /// Reads an HTTP body `{"query","operationName","variables"}`. Other keys are ignored.
    ///
    /// - Throws: a `GraphQLError` with the code BAD_REQUEST for malformed JSON and for wrong shapes.
    public init(json bytes: [UInt8]) throws(GraphQLError) {
        guard case .object(let body) = try GraphQLValue(json: bytes) else {
            throw GraphQLError("The request body must be a JSON object.", code: ErrorCode.badRequest)
        }
        guard let query = body["query"] else {
            throw GraphQLError("Must provide query string.", code: ErrorCode.badRequest)
        }
        guard case .string(let text) = query else {
            throw GraphQLError("\"query\" must be a string.", code: ErrorCode.badRequest)
        }
        self.init(
            query: text, operationName: try Self.operationName(of: body), variables: try Self.variables(of: body))
    }

    private static func operationName(of body: GraphQLObject) throws(GraphQLError) -> String? {
        switch body["operationName"] {
        case nil, .null?: nil
        // Clients that always send the key leave it empty for anonymous operations.
        case .string(let name)?: name.isEmpty ? nil : name
        default: throw GraphQLError("\"operationName\" must be a string or null.", code: ErrorCode.badRequest)
        }
    }

    private static func variables(of body: GraphQLObject) throws(GraphQLError) -> GraphQLObject {
        switch body["variables"] {
        case nil, .null?: [:]
        case .object(let variables)?: variables
        default: throw GraphQLError("\"variables\" must be an object or null.", code: ErrorCode.badRequest)
        }
    }
}
