import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// The one place that turns errors into HTTP: a status, headers, and the words that the caller sees.
enum ErrorStatus {
    static func status(of code: WorkbenchError.Code) -> HTTPResponse.Status {
        switch code {
        case .invalid: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .gone: .gone
        case .tooLarge: .contentTooLarge
        case .unsupportedMedia: .unsupportedMediaType
        case .rateLimited: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .internal: .internalServerError
        }
    }

    /// Any error as one of ours. What is not ours is internal: its cause is for the log alone.
    static func workbenchError(_ error: any Error) -> WorkbenchError {
        if let error = error as? WorkbenchError { return error }
        if error is NIOTooManyBytesError { return tooLarge }
        guard let error = error as? any HTTPResponseError else { return failed }
        switch error.status.code {
        case 401: return WorkbenchError(.unauthenticated, "Sign in, or send an API token.")
        case 403: return .forbidden("This is not allowed.")
        case 404, 405: return WorkbenchError(.notFound, "There is nothing at this address.")
        case 413: return tooLarge
        case 415: return WorkbenchError(.unsupportedMedia, "This kind of content is not understood here.")
        case 400..<500: return .invalid("The request could not be understood.")
        default: return failed
        }
    }

    static let tooLarge = WorkbenchError(.tooLarge, "The request's body is too large.")

    private static let failed = WorkbenchError(
        .internal, "Something went wrong on our side. Try again; if it stays, tell your operator the request id.")

    /// RFC 9110 §10.2.3 and §11.6.1: when to come back, and how to authenticate.
    static func headers(for code: WorkbenchError.Code) -> HTTPFields {
        var headers = HTTPFields()
        switch code {
        case .rateLimited: headers[.retryAfter] = "60"
        case .unavailable: headers[.retryAfter] = "2"
        case .unauthenticated: headers[.wwwAuthenticate] = "Bearer"
        default: break
        }
        return headers
    }
}
