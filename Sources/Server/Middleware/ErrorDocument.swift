import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// A JSON:API error document (JSON:API 1.0, "Errors"), as clients of `/api` and `/auth` expect it.
enum ErrorDocument {
    static func response(for error: WorkbenchError, requestID: String) -> Response {
        let status = ErrorStatus.status(of: error.code)
        var entry = ErrorDocument.entry(error, String(status.code)).object
        entry["id"] = .string(requestID)
        var response = Response(json: ["errors": [.object(entry)]], status: status)
        response.headers.append(contentsOf: ErrorStatus.headers(for: error.code))
        return response
    }

    static func entry(_ error: WorkbenchError, _ status: String) -> JSON {
        var entry: [String: JSON] = [
            "status": .string(status), "code": .string(code(error.code)), "title": .string(title(error)),
            "detail": .string(error.message),
        ]
        if let field = error.field { entry["source"] = ["pointer": .string(field)] }
        return .object(entry)
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
