import GraphQL
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers of the emulator.
enum Reply {
    static func json(_ value: GraphQLValue, status: HTTPResponse.Status = .ok) -> Response {
        json(bytes: value.json(), status: status)
    }

    static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An error of the control side.
    static func problem(_ message: String, status: HTTPResponse.Status = .badRequest) -> Response {
        json(["error": .string(message)], status: status)
    }

    /// Wiz's error envelope without data.
    static func graphQLError(_ message: String, code: String, status: HTTPResponse.Status) -> Response {
        json(
            ["data": .null, "errors": [["message": .string(message), "extensions": ["code": .string(code)]]]],
            status: status)
    }

    /// What a gateway in front of the API answers.
    static func html(_ status: HTTPResponse.Status) -> Response {
        let text = "<html><head><title>\(status.code)</title></head><body><h1>\(status.code) \(status.reasonPhrase)"
        return Response(
            status: status, headers: [.contentType: "text/html"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "</h1></body></html>\n")))
    }
}

extension Request {
    /// The whole body. Longer ones are answered with 413.
    func bytes(upTo limit: Int = 4 << 20) async throws -> [UInt8] {
        Array(buffer: try await body.collect(upTo: limit))
    }

    /// The media type, without parameters and in lower case.
    var mediaType: String {
        let text = headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        return text.split(whereSeparator: \.isWhitespace).joined()
    }
}
