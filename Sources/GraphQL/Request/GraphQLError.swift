/// A place in a document. Lines and columns count from 1; columns count Unicode code points.
public struct SourceLocation: Sendable, Hashable, Comparable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One step from the root of a response: a response key or an index in a list.
public enum PathElement: Sendable, Hashable {
    case key(String)
    case index(Int)
}

/// An error of a response (GraphQL specification §7.1.2).
public struct GraphQLError: Error, Sendable, Hashable {
    public var message: String
    public var locations: [SourceLocation] = []
    /// Where in the response the error arose. Only errors of execution have one.
    public var path: [PathElement]?
    public var extensions: GraphQLObject

    /// - Parameter code: stored as `extensions.code`, ahead of the other extensions.
    public init(_ message: String, code: String? = nil, extensions: GraphQLObject = [:]) {
        self.message = message
        var all = GraphQLObject()
        if let code { all["code"] = .string(code) }
        for (key, value) in extensions { all[key] = value }
        self.extensions = all
    }

    init(_ message: String, code: String, at locations: [SourceLocation]) {
        self.init(message, code: code)
        self.locations = locations
    }

    /// `extensions.code`.
    public var code: String? { extensions["code"]?.stringValue }
}

extension GraphQLError: CustomStringConvertible {
    /// The message with the places it speaks of, for logs.
    public var description: String {
        guard !locations.isEmpty else { return message }
        return message + " (" + locations.map { "\($0.line):\($0.column)" }.joined(separator: ", ") + ")"
    }
}

extension GraphQLError {
    /// The error as it stands in a response: `message`, then `locations`, `path` and `extensions` where there are any.
    public var value: GraphQLValue {
        var object: GraphQLObject = ["message": .string(message)]
        if !locations.isEmpty {
            object["locations"] = .list(
                locations.map { ["line": .int(Int64($0.line)), "column": .int(Int64($0.column))] })
        }
        if let path {
            object["path"] = .list(
                path.map { element in
                    switch element {
                    case .key(let key): .string(key)
                    case .index(let index): .int(Int64(index))
                    }
                })
        }
        if !extensions.isEmpty { object["extensions"] = .object(extensions) }
        return .object(object)
    }
}

/// The values of `extensions.code` that this library gives. Resolvers are free to use others.
enum ErrorCode {
    static let badRequest = "BAD_REQUEST"
    static let parseFailed = "GRAPHQL_PARSE_FAILED"
    static let validationFailed = "GRAPHQL_VALIDATION_FAILED"
    static let operationResolution = "OPERATION_RESOLUTION_FAILURE"
    static let badUserInput = "BAD_USER_INPUT"
    static let complexity = "QUERY_COMPLEXITY_LIMIT_EXCEEDED"
    static let internalError = "INTERNAL_SERVER_ERROR"
    static let schemaInvalid = "GRAPHQL_SCHEMA_INVALID"
}
