/// Everything that can go wrong for the person or program asking. Turned into a status in one place.
///
/// The message is for the caller: what happened and what to do. It never carries a secret, SQL or a stack.
/// Any other error thrown counts as internal: fixed words and a request id outside, the cause in the log.
public struct WorkbenchError: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        case invalid, unauthenticated, forbidden, notFound, conflict, gone, tooLarge, unsupportedMedia, rateLimited
        case unavailable, `internal`
    }

    public let code: Code
    public let message: String
    /// The input that is at fault, as the caller named it, if one is.
    public let field: String?

    public init(_ code: Code, _ message: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
    }

    public static func invalid(_ message: String, field: String? = nil) -> WorkbenchError {
        WorkbenchError(.invalid, message, field: field)
    }

    public static func notFound(_ what: String) -> WorkbenchError {
        WorkbenchError(.notFound, "There is no \(what) here.")
    }

    public static func forbidden(_ message: String) -> WorkbenchError {
        WorkbenchError(.forbidden, message)
    }

    public static func conflict(_ message: String) -> WorkbenchError {
        WorkbenchError(.conflict, message)
    }
}
