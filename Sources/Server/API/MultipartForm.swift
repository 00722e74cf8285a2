import Foundation
import Workbench

/// A form with files as browsers and clients send it (RFC 7578): here only the first part that has a file's name.
enum MultipartForm {
    private static let boundaryLimit = 70
    private static let headerLimit = 8 * 1024
    private static let partLimit = 100

    /// - Throws: `invalid` when the body is no such form or has no file in it.
    static func firstFile(in body: Data, contentType: String) throws(WorkbenchError) -> Data {
        guard let boundary = boundary(in: contentType) else {
            throw .invalid("A multipart body names its boundary.", field: "Content-Type")
        }
        let delimiter = Data("--\(boundary)".utf8)
        let lineEnd = Data("\r\n".utf8)
        let headerEnd = Data("\r\n\r\n".utf8)
        guard var delimiterRange = body.range(of: delimiter) else { throw broken }
        for _ in 0..<partLimit {
            let rest = delimiterRange.upperBound..<body.endIndex
            guard let start = body.range(of: lineEnd, options: .anchored, in: rest)?.upperBound else { throw broken }
            let near = start..<min(body.endIndex, start + headerLimit)
            guard let headers = body.range(of: headerEnd, in: near) else { throw broken }
            let content = headers.upperBound..<body.endIndex
            guard let end = body.range(of: lineEnd + delimiter, in: content) else { throw broken }
            let head = String(decoding: body[start..<headers.lowerBound], as: UTF8.self).lowercased()
            if head.contains("content-disposition:"), head.contains("filename") {
                return body.subdata(in: content.lowerBound..<end.lowerBound)
            }
            delimiterRange = (end.lowerBound + lineEnd.count)..<end.upperBound
        }
        throw broken
    }

    private static var broken: WorkbenchError {
        .invalid("This is no multipart form with a file in it.", field: "file")
    }

    private static func boundary(in contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let name = parts.first?.trimmed.lowercased(), name == "boundary" else { continue }
            let value = (parts.last ?? "").trimmed.filter { $0 != "\"" }
            return (1...boundaryLimit).contains(value.utf8.count) ? value : nil
        }
        return nil
    }
}
