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

/// A JSON:API error document (JSON:API 1.0, "Errors"), as clients of `/api` and `/auth` expect it.
enum ErrorDocument {
    static func response(for error: WorkbenchError, requestID: String) -> Response {
        let status = ErrorStatus.status(of: error.code)
        var entry: [String: JSON] = [
            "id": .string(requestID), "status": .string(String(status.code)), "code": .string(code(error.code)),
            "title": .string(title(error)), "detail": .string(error.message),
        ]
        if let field = error.field { entry["source"] = ["pointer": .string(field)] }
        var response = Response(json: ["errors": [.object(entry)]], status: status)
        response.headers.append(contentsOf: ErrorStatus.headers(for: error.code))
        return response
    }

    private static func code(_ code: WorkbenchError.Code) -> String {
        switch code {
        case .invalid: "EINVALID"
        case .unauthenticated: "EUNAUTHENTICATED"
        case .forbidden: "EFORBIDDEN"
        case .notFound: "ENOTFOUND"
        case .conflict: "ECONFLICT"
        case .gone: "EGONE"
        case .tooLarge: "ETOOLARGE"
        case .unsupportedMedia: "EMEDIATYPE"
        case .rateLimited: "ERATELIMITED"
        case .unavailable: "EUNAVAILABLE"
        case .internal: "EUNKNOWN"
        }
    }

    private static func title(_ error: WorkbenchError) -> String {
        switch error.code {
        case .invalid where error.field?.hasPrefix("filter") == true: "Invalid filter"
        case .invalid where error.field == "sort": "Invalid sort"
        case .invalid: "Param validation failed"
        case .unauthenticated: "Not authenticated"
        case .forbidden: "Not allowed"
        case .notFound: "Not found"
        case .conflict: "Conflict"
        case .gone: "Gone"
        case .tooLarge: "Too large"
        case .unsupportedMedia: "Unsupported media type"
        case .rateLimited: "Too many requests"
        case .unavailable: "Unavailable"
        case .internal: "Internal error"
        }
    }
}

extension Response {
    init(json: JSON, status: HTTPResponse.Status = .ok, type: String = "application/json; charset=utf-8") {
        self.init(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}
